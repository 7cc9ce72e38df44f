"""A long record in parts: what one page of it holds. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

# A page stays under 100 KB compressed: 500 paragraphs, or 160 KB of text (25,000 English words).
MOST_ON_A_PAGE = 500
MOST_BYTES = 160_000


@dataclass(frozen=True)
class Line:
    """A paragraph without its text."""

    id: int
    position: int
    size: int
    out: bool
    mark: int


@dataclass(frozen=True)
class Part:
    """Paragraphs number `first` to `last`, at the positions `low` to `high`; the page that is number `page`."""

    page: int
    first: int
    last: int
    low: int
    high: int


def parts_of(standing: Sequence[Line]) -> tuple[Part, ...]:
    """The parts of a record, at least one; each ends before it becomes too long."""
    found: list[Part] = []
    begin = size = 0
    for n, line in enumerate(standing):
        full = n - begin >= MOST_ON_A_PAGE or size + line.size > MOST_BYTES
        if n > begin and full:
            found.append(_part(len(found) + 1, standing, begin, n))
            begin, size = n, 0
        size += line.size
    found.append(_part(len(found) + 1, standing, begin, len(standing)))
    return tuple(found)


def part_asked(parts: Sequence[Part], page: int | None, number: int | None) -> Part:
    """The part of that page, or in which the paragraph of that number stands; the last when neither is there."""
    if page is not None:
        return parts[min(max(page, 1), len(parts)) - 1]
    return next(
        (part for part in parts if number is not None and part.first <= number <= part.last), parts[-1]
    )


def _part(page: int, standing: Sequence[Line], begin: int, end: int) -> Part:
    if begin == end:
        return Part(page, 0, 0, 0, 0)
    return Part(page, begin + 1, end, standing[begin].position, standing[end - 1].position)
