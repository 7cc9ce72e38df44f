"""Dates that hold a year open until the real ones are fixed; and how long it is until a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from meetings.mandate.rules import PlannedKind

TUESDAY, WEDNESDAY = 1, 2


@dataclass(frozen=True)
class Provisional:
    """First and last moment of a planned meeting, on the wall clock of Geneva (naive)."""

    starts: datetime
    ends: datetime


def provisional_dates(
    kind: str, year: int, beside_workshop: bool, workshop: date | None = None
) -> Provisional:
    """Where a meeting stands in its year before its dates are fixed.

    A workshop: the second Tuesday and Wednesday of October. A focal-point meeting: the second Wednesday of
    November, 13:00 to 15:00, when it is day for most seats; beside the workshop: the day before its first day
    (`workshop`, or the provisional one).
    """
    first = workshop or _nth(year, 10, TUESDAY)
    if kind == PlannedKind.WORKSHOP:
        opens = _nth(year, 10, TUESDAY)
        return Provisional(_at(opens, 10), _at(opens + timedelta(days=1), 18))
    if beside_workshop:
        return Provisional(_at(first - timedelta(days=1), 10), _at(first - timedelta(days=1), 13))
    day = _nth(year, 11, WEDNESDAY)
    return Provisional(_at(day, 13), _at(day, 15))


def weeks_and_days(start: date, end: date) -> tuple[int, int]:
    """Full weeks and days from start to end; both negative or zero when the end lies behind."""
    days = (end - start).days
    weeks, rest = divmod(abs(days), 7)
    return (weeks, rest) if days >= 0 else (-weeks, -rest)


def _nth(year: int, month: int, weekday: int) -> date:
    """The second such weekday of the month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour))
