"""The days of a short meeting at a glance: a table of half hours, days below one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Generic

from meetings.programme.rules.times import Day, Sitting, T

HALF_HOUR = 30
MOST_DAYS, MOST_COLUMNS = 3, 14


@dataclass(frozen=True)
class Cell(Generic[T]):
    """So many columns of a row: sessions, or nothing."""

    columns: int
    sessions: tuple[T, ...]
    gap: bool = False


@dataclass(frozen=True)
class Head:
    """So many columns of the head: an hour, or (none) a gap that every day has."""

    columns: int
    at: datetime | None


@dataclass(frozen=True)
class Glance(Generic[T]):
    """`heads` are hours of the first day (wall clock); `rows` one a day."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[date, tuple[Cell[T], ...]], ...]


def glance_of(days: Sequence[Day[T]]) -> Glance[T] | None:
    """The table, or None where it would not help: one day, many days, times off the half hour, overlaps."""
    if not 2 <= len(days) <= MOST_DAYS:
        return None
    held = [[s for s in day.sittings if s.sessions] for day in days]
    if not all(_fits(sittings) for sittings in held):
        return None
    used = sorted({n for sittings in held for s in sittings for n in range(*_slots(s))})
    if len(used) > MOST_COLUMNS:
        return None
    # Columns, with None where no day has anything for a while.
    columns: list[int | None] = []
    for before, slot in zip([used[0] - 1, *used], used, strict=False):
        columns += [None, slot] if slot > before + 1 else [slot]
    first = days[0].date
    rows = tuple(
        (day.date, tuple(_cells(sittings, columns))) for day, sittings in zip(days, held, strict=True)
    )
    return Glance(tuple(_heads(columns, first)), rows)


def _slots(sitting: Sitting[T]) -> tuple[int, int]:
    """First half hour of the day, and the one after the last."""
    one = sitting.sessions[0]
    return _slot(one.starts), _slot(one.ends)


def _slot(wall: datetime) -> int:
    return (wall.hour * 60 + wall.minute) // HALF_HOUR


def _fits(sittings: Sequence[Sitting[T]]) -> bool:
    over = 0
    for sitting in sittings:
        one = sitting.sessions[0]
        on_grid = one.starts.minute % HALF_HOUR == 0 and one.ends.minute % HALF_HOUR == 0
        if not on_grid or one.starts.date() != one.ends.date() or _slot(one.starts) < over:
            return False
        over = _slot(one.ends)
    return bool(sittings)


def _heads(columns: Sequence[int | None], first: date) -> list[Head]:
    heads: list[Head] = []
    for slot in columns:
        if slot is None:
            heads.append(Head(1, None))
        elif slot % 2 and heads and heads[-1].at is not None:
            heads[-1] = Head(heads[-1].columns + 1, heads[-1].at)
        else:
            heads.append(Head(1, datetime.combine(first, time(slot // 2, slot % 2 * HALF_HOUR))))
    return heads


def _cells(sittings: Sequence[Sitting[T]], columns: Sequence[int | None]) -> list[Cell[T]]:
    at = {n: sitting for sitting in sittings for n in range(*_slots(sitting))}
    cells: list[Cell[T]] = []
    last: object = ...
    for slot in columns:
        sitting = None if slot is None else at.get(slot)
        if sitting is not None and sitting is last:
            cells[-1] = Cell(cells[-1].columns + 1, cells[-1].sessions)
        else:
            cells.append(Cell(1, () if sitting is None else sitting.sessions, gap=slot is None))
        last = sitting
    return cells
