"""Focal points: named by their organization for a period; the history is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from meetings.base.refusals import Refused
from meetings.directory.rules.kinds import Capacity


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included; `until` None: without an end yet. Refused when it ends before it begins."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise Refused("The last day is before the first.", field="until")


def holds_on(period: Period, day: date) -> bool:
    """Whether the day belongs to the period."""
    return period.since <= day and (period.until is None or day <= period.until)


def overlap(one: Period, other: Period) -> bool:
    """Whether some day belongs to both."""
    later = max(one.since, other.since)
    return holds_on(one, later) and holds_on(other, later)


@dataclass(frozen=True)
class Designation:
    """An organization names a person (any id) as a focal point for a period."""

    person: int
    name: str
    capacity: Capacity
    period: Period


def check_designation(new: Designation, others: Iterable[Designation]) -> None:
    """Refused when the same organization's `others` forbid it.

    One primary focal point at a time; and nobody is a focal point of one organization twice at a time.
    """
    for other in others:
        if not overlap(new.period, other.period):
            continue
        if other.person == new.person:
            raise Refused(
                "%(name)s is already a focal point of this organization in that time. End the earlier period first.",
                field="since",
                name=other.name,
            )
        if other.capacity is Capacity.PRIMARY and new.capacity is Capacity.PRIMARY:
            raise Refused(
                "%(name)s is the focal point in that time. An organization has one at a time: "
                "end that period first, or name an alternate.",
                field="since",
                name=other.name,
            )


def current(designations: Iterable[Designation], day: date) -> list[Designation]:
    """Those who speak for the organization on that day, the primary one first, then by name."""
    there = [d for d in designations if holds_on(d.period, day)]
    return sorted(there, key=lambda d: (d.capacity is not Capacity.PRIMARY, d.name))
