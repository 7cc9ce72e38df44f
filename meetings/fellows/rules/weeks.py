"""The weeks of a placement, each with its log, and when somebody is reminded of one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

A_WEEK = timedelta(days=7)
# A log is missing from so long after the last day of its week, and reminders are so far apart.
PATIENCE = timedelta(days=2)
REMINDED_EVERY = A_WEEK


@dataclass(frozen=True)
class Week:
    """A week of a placement: it begins on the weekday on which the placement begins; the last may be shorter."""

    number: int
    first: date
    last: date


def weeks_of(starts_on: date | None, ends_on: date | None) -> list[Week]:
    """All weeks of a placement; none before its days are fixed."""
    if starts_on is None or ends_on is None:
        return []
    found: list[Week] = []
    first = starts_on
    while first <= ends_on:
        found.append(Week(len(found) + 1, first, min(first + A_WEEK - timedelta(days=1), ends_on)))
        first += A_WEEK
    return found


def begun(weeks: Collection[Week], today: date) -> list[Week]:
    """The weeks of which something can be written."""
    return [week for week in weeks if week.first <= today]


def missing_logs(weeks: Collection[Week], written: Collection[int], today: date) -> list[Week]:
    """The weeks that are over for some days and have no log."""
    return [week for week in weeks if week.last + PATIENCE < today and week.number not in written]


def is_to_be_reminded(missing: Collection[Week], last: date | None, today: date) -> bool:
    """Whether a fellow is written to about logs that are missing: once a week."""
    return bool(missing) and (last is None or today - last >= REMINDED_EVERY)
