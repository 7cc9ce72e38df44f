"""One page of a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

ON_A_PAGE = 50


@dataclass(frozen=True)
class Found:
    """One page of a list: the rows, how many fit the filters, and how many there are."""

    rows: Sequence[Any]
    total: int
    of: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        return (self.page - 1) * ON_A_PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


@dataclass(frozen=True)
class Turned:
    """A page with the addresses of its neighbours, as the pager wants it."""

    page: int
    pages: int
    total: int
    first: int
    last: int
    prev_url: str | None
    next_url: str | None


def turned(found: Found, url: Callable[[int], str]) -> Turned:
    """The pager of a page; `url` gives the address of another one."""
    before = url(found.page - 1) if found.page > 1 else None
    after = url(found.page + 1) if found.page < found.pages else None
    return Turned(found.page, found.pages, found.total, found.first, found.last, before, after)
