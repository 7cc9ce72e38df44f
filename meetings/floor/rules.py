"""The list of speakers: its order, who has the floor, and the time that is left. Pure.

As chairs of the United Nations keep it: people inscribe themselves, the chair gives the floor in the order of the
list, may change it, closes the list to new names, and ends it when the last one has spoken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled

DEFAULT_MINUTES = 3
MOST_MINUTES = 60
MOST_ASKS = 500
# A list that nobody has ended is ended so long after its session.
ENDS_BY_ITSELF = timedelta(hours=12)


class AskStatus(Labelled):
    ASKED = "asked", N_("waits")
    SPEAKING = "speaking", N_("has the floor")
    DONE = "done", N_("has spoken")
    WITHDRAWN = "withdrawn", N_("withdrew")
    PASSED_OVER = "passed_over", N_("passed over")


class ListStatus(Labelled):
    OPEN = "open", N_("open")
    SHUT = "shut", N_("closed to new names")
    ENDED = "ended", N_("ended")


class By(StrEnum):
    KEEPER = "keeper"
    PERSON = "person"


@dataclass(frozen=True)
class Step:
    """A way on: where to, what its button says, and whose it is."""

    to: AskStatus
    verb: str
    by: By


@dataclass(frozen=True)
class Turn:
    """A way on of the list itself."""

    to: ListStatus
    verb: str


A, L = AskStatus, ListStatus
STEPS: dict[AskStatus, tuple[Step, ...]] = {
    A.ASKED: (
        Step(A.SPEAKING, N_("Give the floor"), By.KEEPER),
        Step(A.PASSED_OVER, N_("Pass over"), By.KEEPER),
        Step(A.WITHDRAWN, N_("Withdraw"), By.PERSON),
    ),
    A.SPEAKING: (
        Step(A.DONE, N_("Done"), By.KEEPER),
        Step(A.ASKED, N_("Put back on the list"), By.KEEPER),
    ),
    A.DONE: (),
    A.WITHDRAWN: (),
    A.PASSED_OVER: (Step(A.ASKED, N_("Back on the list"), By.KEEPER),),
}
LIST_STEPS: dict[ListStatus, tuple[Turn, ...]] = {
    L.OPEN: (Turn(L.SHUT, N_("Close the list to new names")), Turn(L.ENDED, N_("End the list"))),
    L.SHUT: (Turn(L.OPEN, N_("Open the list again")), Turn(L.ENDED, N_("End the list"))),
    L.ENDED: (Turn(L.OPEN, N_("Open the list again")),),
}


class Way(StrEnum):
    """Where somebody who waits is moved."""

    UP = "up"
    DOWN = "down"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True)
class Entry:
    """One request for the floor."""

    id: int
    status: AskStatus


Order = tuple[Entry, ...]


def waiting(order: Order) -> list[int]:
    """Those who wait, in their order."""
    return [one.id for one in order if one.status is A.ASKED]


def speaking(order: Order) -> int | None:
    """Who has the floor."""
    return next((one.id for one in order if one.status is A.SPEAKING), None)


def asked(order: Order, number: int) -> Order:
    """Somebody more at the end."""
    return (*order, Entry(number, A.ASKED))


def stepped(order: Order, number: int, to: AskStatus, by: By) -> Order:
    """One step; Refused when there is none, or when somebody else has the floor.

    Whoever comes back after having been passed over stands at the end; whoever is put back keeps the place.
    """
    entry = _find(order, number)
    if not any(step.to is to and step.by is by for step in STEPS[entry.status]):
        raise Refused("This has changed meanwhile: %(now)s. Look at the list again.", now=entry.status.label)
    if to is A.SPEAKING and speaking(order) is not None:
        raise Refused("Somebody else has the floor. Mark that as done first.")
    changed = replace(entry, status=to)
    if entry.status is A.PASSED_OVER:
        return (*(one for one in order if one.id != number), changed)
    return tuple(changed if one.id == number else one for one in order)


def moved(order: Order, number: int, way: Way) -> Order:
    """Somebody who waits at another place among those who wait; everybody else keeps theirs."""
    if _find(order, number).status is not A.ASKED:
        raise Refused("Only those who wait can be moved.")
    line = waiting(order)
    at = line.index(number)
    line.pop(at)
    to = {Way.UP: at - 1, Way.DOWN: at + 1, Way.FIRST: 0, Way.LAST: len(line)}[way]
    line.insert(max(0, min(to, len(line))), number)
    rest = iter(line)
    return tuple(Entry(next(rest), A.ASKED) if one.status is A.ASKED else one for one in order)


def ended(order: Order) -> Order:
    """The list as it is when it ends: who has the floor has spoken, who waits was passed over."""
    last = {A.SPEAKING: A.DONE, A.ASKED: A.PASSED_OVER}
    return tuple(replace(one, status=last.get(one.status, one.status)) for one in order)


def place_of(order: Order, number: int) -> int | None:
    """The place among those who wait, from 1; None: does not wait."""
    line = waiting(order)
    return line.index(number) + 1 if number in line else None


def check_list_step(stands: ListStatus, to: ListStatus) -> None:
    """Refused when the list does not go there."""
    if to not in {turn.to for turn in LIST_STEPS[stands]}:
        raise Refused("This has changed meanwhile: %(now)s. Look at the list again.", now=stands.label)


def check_may_ask(status: ListStatus | None, has_asked: bool, on_the_list: int) -> None:
    """Refused when nobody can ask for the floor now, or when this person waits already."""
    if status is None:
        raise Refused("The list of speakers is not open yet.")
    if status is not L.OPEN:
        raise Refused("The list of speakers is closed.")
    if has_asked:
        raise Refused("You are on the list already.")
    if on_the_list >= MOST_ASKS:
        raise Refused("The list is full: %(most)s names.", most=MOST_ASKS)


def minutes_for(category: str, standard: int, by_category: Mapping[str, int]) -> int:
    """How long somebody of this category may speak."""
    return by_category.get(category, standard)


def check_minutes(minutes: int, field: str = "minutes") -> None:
    if not 1 <= minutes <= MOST_MINUTES:
        raise Refused("Write a number of minutes from 1 to %(most)s.", field=field, most=MOST_MINUTES)


def time_left(started_at: datetime, minutes: int, now: datetime) -> int:
    """Seconds that are left of the speaking time; negative: it is over."""
    return int((started_at + timedelta(minutes=minutes) - now).total_seconds())


def clock_face(seconds: int) -> str:
    """Seconds as a clock shows them: `2:05`, and `−0:30` when the time is over."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'−' if seconds < 0 else ''}{minutes}:{rest:02}"


def order_of(entries: Sequence[tuple[int, AskStatus]]) -> Order:
    """Rows as the rules know them."""
    return tuple(Entry(number, status) for number, status in entries)


def _find(order: Order, number: int) -> Entry:
    for one in order:
        if one.id == number:
            return one
    raise Refused("This name is no longer on the list. Look at it again.")
