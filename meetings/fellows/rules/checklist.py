"""What is to be arranged for a fellow, by whom and by when (DOMAIN 5: visa, travel, lodging; access needs)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled

MOST_ITEMS = 20
MOST_DAYS = 400
# From so many days before its day on, something is among the things due.
NEAR = timedelta(days=14)


class TodoBy(Labelled):
    """Who is to do something."""

    OFFICE = "office", N_("the office")
    FELLOW = "fellow", N_("the fellow")
    SUPERVISOR = "supervisor", N_("the supervisor")


@dataclass(frozen=True)
class Item:
    """Something to arrange; due so many days before the first day (None: whenever it fits)."""

    name: str
    by: TodoBy
    days_before: int | None = None


B = TodoBy
# What every edition begins with; each edition has its own list from then on.
START = (
    Item(N_("Visa letter"), B.OFFICE, 56),
    Item(N_("Access needs asked and arranged"), B.OFFICE, 42),
    Item(N_("Insurance"), B.FELLOW, 28),
    Item(N_("Travel"), B.FELLOW, 28),
    Item(N_("Accommodation"), B.FELLOW, 28),
)
OURS = frozenset(item.name for item in START)


def check_items(items: Collection[Item]) -> None:
    """Refused when one has no name, one comes twice, or there are too many."""
    if len(items) > MOST_ITEMS:
        raise Refused("At most %(most)s things.", most=MOST_ITEMS)
    names = [item.name.strip().casefold() for item in items]
    if not all(names):
        raise Refused("Give each a name.")
    if len(set(names)) < len(names):
        raise Refused("Something stands there twice.")
    for item in items:
        if item.days_before is not None and not 0 <= item.days_before <= MOST_DAYS:
            raise Refused("Write a whole number of days from 0 to %(most)s.", most=MOST_DAYS)


def due_on(starts_on: date | None, days_before: int | None) -> date | None:
    """The day by which something is to be done; None while the first day is not fixed."""
    return None if starts_on is None or days_before is None else starts_on - timedelta(days=days_before)


def is_near(due: date | None, today: date) -> bool:
    """Whether something that is not done stands among the things due."""
    return due is not None and due - NEAR <= today
