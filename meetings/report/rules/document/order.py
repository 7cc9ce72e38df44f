"""The order in which things are read."""

from collections.abc import Iterable, Iterator

from meetings.base.word.text import clean, fold
from meetings.report.rules.document.marks import laid_out
from meetings.report.rules.document.parts import (
    Block,
    Heading,
    Paragraph,
    Participant,
    ParticipantGroup,
    Section,
)


def blocks(body: Iterable[Block]) -> Iterator[Heading | Paragraph]:
    """The headings and paragraphs in reading order, sections opened. Those that say nothing are left out."""
    for block in body:
        if isinstance(block, Section):
            yield from blocks([block.heading])
            yield from blocks(block.blocks)
        elif isinstance(block, Heading):
            if clean(block.text):
                yield block
        elif says_something(block):
            yield block


def says_something(paragraph: Paragraph) -> bool:
    """Whether anything of the paragraph is printed."""
    laid = laid_out(paragraph)
    return bool(laid.text or laid.subparagraphs)


def with_participants(groups: Iterable[ParticipantGroup]) -> tuple[ParticipantGroup, ...]:
    """The groups that have anybody in them: an empty category is not printed."""
    return tuple(group for group in groups if group.rows)


def alphabetical(rows: Iterable[Participant]) -> tuple[Participant, ...]:
    """Named people by their names, then the organizations that are listed without a name."""

    def place(row: Participant) -> tuple[bool, str, str, str]:
        name = row.sort_key or row.name
        return not clean(row.name), fold(name), fold(row.organization), fold(row.function)

    return tuple(sorted(rows, key=place))
