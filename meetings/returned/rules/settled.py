"""What we tracked ourselves when a file was sent out is accepted before the file is compared: all else is theirs."""

from collections.abc import Iterator
from dataclasses import replace

from meetings.returned.rules.returned import Block, Hand, Level, Returned, Stretch


def without_ours(file: Returned) -> Returned:
    """The file as it was sent out, with what others did to it. As it is when it does not say how we signed."""
    if file.tracked is None:
        return file
    return replace(file, blocks=tuple(_settled(file.blocks, file.tracked)))


def _settled(blocks: tuple[Block, ...], we: Hand) -> Iterator[Block]:
    for each in blocks:
        if each.end.went != we:
            stretches = tuple(_accepted(one, we) for one in each.stretches if one.went != we)
            yield replace(each, stretches=stretches, end=_accepted(each.end, we))
        elif each.level is Level.OTHER:  # a heading says what somebody has put there, and no more
            yield replace(each, stretches=tuple(one for one in each.stretches if one.went != we))
        elif each.remarks or each.ours or each.ends or any(one.went != we for one in each.stretches):
            yield each  # struck, but somebody has put something there


def _accepted(stretch: Stretch, we: Hand) -> Stretch:
    return replace(stretch, came=None) if stretch.came == we else stretch
