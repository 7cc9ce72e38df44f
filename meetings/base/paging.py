"""A long list in pages: where one is, and the way to the next."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """What the pager shows: rows `first`–`last` of `total`; the addresses are None at either end."""

    page: int
    pages: int
    total: int
    first: int
    last: int
    prev_url: str | None
    next_url: str | None


def page_of(total: int, page: int, per_page: int, address: Callable[..., str]) -> Page:
    """The page of that number (from 1); `address(page=n)` gives the address of another."""
    pages = max(1, -(-total // per_page))
    before = (page - 1) * per_page
    return Page(
        page=page,
        pages=pages,
        total=total,
        first=min(before + 1, total),
        last=min(before + per_page, total),
        prev_url=address(page=min(page - 1, pages)) if page > 1 else None,
        next_url=address(page=page + 1) if page < pages else None,
    )


def page_number(text: str) -> int:
    """The page that an address asks for; the first when it asks for none that can be."""
    return max(1, int(text[:6])) if text[:6].isascii() and text[:6].isdigit() else 1
