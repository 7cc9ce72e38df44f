"""How an act on many moves, and what is foreseen of it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled


class ActState(Labelled):
    """How far an act on many has come."""

    PLANNED = "planned", N_("nothing has been changed yet")
    RUNNING = "running", N_("under way")
    DONE = "done", N_("done")
    STOPPED = "stopped", N_("stopped")


NEXT: dict[ActState, frozenset[ActState]] = {
    ActState.PLANNED: frozenset({ActState.RUNNING}),
    ActState.RUNNING: frozenset({ActState.DONE, ActState.STOPPED}),
    ActState.DONE: frozenset(),
    ActState.STOPPED: frozenset({ActState.RUNNING}),
}


class Outcome(Labelled):
    """What became of one row."""

    PENDING = "pending", N_("not yet")
    DONE = "done", N_("done")
    REFUSED = "refused", N_("not done")


@dataclass(frozen=True)
class Line:
    """A sentence of what would happen, translated: `look` is ok, warn, bad or off; `names` whom it concerns."""

    look: str
    text: str
    names: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Way:
    """A button by which the act begins: its code goes to whoever does the rows, its label is translated."""

    code: str
    label: str


@dataclass(frozen=True)
class Foresight:
    """What would happen if the act began now; `rows` by position, `ways` empty when nothing can be done."""

    lines: tuple[Line, ...]
    ways: tuple[Way, ...]
    rows: Mapping[int, Line] = field(default_factory=dict)


def nothing_of(why: str, positions: Iterable[int]) -> Foresight:
    """None of these rows can be done, all for one reason (translated): said first, before anything is begun."""
    return Foresight((Line("bad", why),), (), dict.fromkeys(positions, Line("off", why)))


def take_step(now_is: ActState, to: ActState) -> None:
    """Refused when an act cannot move so: it was begun before, or is over."""
    if to not in NEXT[now_is]:
        raise Refused("This work cannot be changed any more: %(state)s.", state=now_is.label)
