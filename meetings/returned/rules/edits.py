"""What was changed inside a paragraph: by whose hand, from where to where."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from meetings.returned.rules.base import ITEM, PARAGRAPH, Base
from meetings.returned.rules.difference import Difference, Kind
from meetings.returned.rules.regions import Told
from meetings.returned.rules.stream import Atom


def edits(told: Told, base: Base) -> Iterator[Difference]:
    """What each hand changed between words that stay, the deletions and insertions of one hand together."""
    at = done = 0
    region: list[tuple[int, Atom]] = []
    for each in (*told.atoms, Atom("", True)):
        if each.stays:
            for difference in _of_region(region, base):
                settled = _by_lines(difference, base.text, done)
                done = settled.end
                yield settled
            region = []
        else:
            region.append((at, each))
        if each.base:
            at += len(each.text)


def _by_lines(each: Difference, base: str, done: int) -> Difference:
    """A whole subparagraph that came or went between others that begin alike is told as one, from its beginning."""
    text = each.after or each.before
    if (each.after and each.before) or ITEM not in text[1:]:
        return each
    back = len(text) - text.rindex(ITEM)
    if each.start - back < done or base[each.start - back : each.start] != text[-back:]:
        return each
    whole = text[-back:] + text[:-back]
    start, end = each.start - back, each.end - back
    return replace(each, start=start, end=end, before=each.before and whole, after=each.after and whole)


def _of_region(region: Sequence[tuple[int, Atom]], base: Base) -> Iterator[Difference]:
    done: list[list[tuple[int, Atom]]] = []
    for at, atom in region:
        if done and done[-1][-1][1].hand.author == atom.hand.author:
            done[-1].append((at, atom))
        else:
            done.append([(at, atom)])
    for same in done:
        struck = "".join(atom.text for _, atom in same if atom.base)
        came = "".join(atom.text for _, atom in same if not atom.base)
        start = same[0][0]
        if struck == came or _says_nothing(struck, came, base.text, start):
            continue
        kind = Kind.SPLIT if PARAGRAPH in came else Kind.EDIT
        hand = same[-1][1].hand
        yield Difference(kind, hand, base.name, base.version, start, start + len(struck), struck, came)


def _says_nothing(struck: str, came: str, base: str, at: int) -> bool:
    """Whether only an empty subparagraph came, between others or at the end."""
    between = at == len(base) or ITEM in base[max(at - 1, 0) : at + 1]
    return not struck and ITEM in came and PARAGRAPH not in came and not came.strip() and between
