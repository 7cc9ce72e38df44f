"""Small numbers are not told where they could point to a person: "fewer than 5" instead."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


@dataclass(frozen=True)
class Told:
    """A number as it is told: itself; "fewer than so many" (`below`); or nothing, for it would give another away."""

    number: int | None = None
    below: int | None = None


def told(
    grid: Mapping[tuple[Row, Column], int],
    rows: Sequence[Row],
    columns: Sequence[Column],
    smallest: int,
    few: bool = True,
) -> dict[tuple[Row, Column], Told]:
    """Each cell of a table as it is told, where the sums of its rows and columns are known.

    A cell from 1 to below `smallest` is told as "fewer than". A row of so few people in all is told in no cell,
    unless `few` is False (its columns are years, not what people said of themselves). No row or column keeps back
    one cell alone: its sum would tell it.
    """
    number = {(r, c): grid.get((r, c), 0) for r in rows for c in columns}
    small = {at for at, n in number.items() if 0 < n < smallest}
    for r in rows if few else ():
        if 0 < sum(number[r, c] for c in columns) < smallest:
            small |= {(r, c) for c in columns}
    lines = [*([(r, c) for c in columns] for r in rows), *([(r, c) for r in rows] for c in columns)]
    kept = set(small)
    while alone := next((x for x in lines if len(x) > 1 and len(kept.intersection(x)) == 1), None):
        # The smallest of those that say something; a zero only when there is nothing else.
        kept.add(min((at for at in alone if at not in kept), key=lambda at: (number[at] == 0, number[at])))
    return {
        at: Told(n) if at not in kept else Told(below=smallest) if at in small else Told()
        for at, n in number.items()
    }
