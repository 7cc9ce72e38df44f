"""A long record in parts: what one page of it holds. Pure."""

from dataclasses import dataclass

# A page is light on a poor line and quickly drawn: of a record of 60,000 words each holds some 12,000.
ON_A_PAGE = 100


@dataclass(frozen=True)
class Part:
    """Paragraphs number `first` to `last` (0: there are none), on the page that is number `page`."""

    page: int
    first: int
    last: int


def parts_of(number: int) -> tuple[Part, ...]:
    """The parts of a record of so many paragraphs, at least one."""
    starts = range(0, max(number, 1), ON_A_PAGE)
    return tuple(
        Part(page, min(start + 1, number), min(start + ON_A_PAGE, number))
        for page, start in enumerate(starts, 1)
    )


def part_asked(parts: tuple[Part, ...], page: int | None, number: int | None) -> Part:
    """The part of that page, or in which the paragraph of that number stands; the last when neither is there."""
    if page is not None:
        return parts[min(max(page, 1), len(parts)) - 1]
    return next((part for part in parts if number and part.first <= number <= part.last), parts[-1])
