"""What the home page says first: how far it is to the next thing that matters. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from meetings.base.words import N_, Labelled


class Unit(StrEnum):
    """In what a distance is told: weeks from three weeks on, then days."""

    WEEKS = "weeks"
    DAYS = "days"
    TODAY = "today"


class Weight(Labelled):
    """How much a thing presses; the value is the kind of its badge."""

    OVERDUE = "bad", N_("late")
    NOW = "warn", N_("now")
    OPEN = "info", N_("open")
    LATER = "off", N_("to come")


@dataclass(frozen=True)
class Milestone:
    """A day that the cycle runs towards: `what` inside a sentence ("the workshop"), `label` in a list."""

    day: date
    what: str
    label: str
    url: str


@dataclass(frozen=True)
class Distance:
    """How far it is to a day: so many weeks or days, or today."""

    number: int
    unit: Unit


def distance(day: date, today: date) -> Distance:
    """Days up to three weeks, full weeks beyond."""
    days = (day - today).days
    if days <= 0:
        return Distance(0, Unit.TODAY)
    return Distance(days // 7, Unit.WEEKS) if days >= 21 else Distance(days, Unit.DAYS)


def next_milestone(milestones: Iterable[Milestone], today: date) -> Milestone | None:
    """The nearest one from today on; of several on a day the first given."""
    return min((m for m in milestones if m.day >= today), key=lambda m: m.day, default=None)


def pressing(day: date, today: date) -> Weight:
    """What is due: late, within a week, within six weeks, later."""
    days = (day - today).days
    if days < 0:
        return Weight.OVERDUE
    if days <= 7:
        return Weight.NOW
    return Weight.OPEN if days <= 42 else Weight.LATER
