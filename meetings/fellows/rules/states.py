"""How a fellow's year moves, from being expected to its end: one table for buttons, guards and what people read."""

from dataclasses import dataclass
from datetime import date

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled


class FellowState(Labelled):
    """How far a fellow's year is; the words are those of the office (`public`: what everybody else reads)."""

    EXPECTED = "expected", N_("expected")
    IN_PROGRAMME = "in_programme", N_("in the programme")
    COMPLETED = "completed", N_("completed")
    ENDED_EARLY = "ended_early", N_("ended early")

    @property
    def public(self) -> str:
        """What the fellow, the supervisor and the public read."""
        return PUBLIC[self]


F = FellowState
PUBLIC = {
    F.EXPECTED: N_("Comes soon"),
    F.IN_PROGRAMME: N_("Fellow"),
    F.COMPLETED: N_("Has completed the fellowship"),
    F.ENDED_EARLY: N_("Left before the end"),
}


@dataclass(frozen=True)
class FellowStep:
    """One way on: where it leads, the verb on its button, whether it needs a reason."""

    to: FellowState
    verb: str
    reason: bool = False


_BEGIN = FellowStep(F.IN_PROGRAMME, N_("Begin the fellowship"))
_EARLY = FellowStep(F.ENDED_EARLY, N_("End early"), reason=True)
_AGAIN = FellowStep(F.IN_PROGRAMME, N_("Take the end back"), reason=True)
STEPS: dict[FellowState, tuple[FellowStep, ...]] = {
    F.EXPECTED: (_BEGIN, _EARLY),
    F.IN_PROGRAMME: (FellowStep(F.COMPLETED, N_("Complete the fellowship")), _EARLY),
    F.COMPLETED: (_AGAIN,),
    F.ENDED_EARLY: (_AGAIN,),
}
# In one of these the year is over.
OVER = frozenset({F.COMPLETED, F.ENDED_EARLY})
# The log, sessions observed and briefings are written while the fellow is here.
WRITES = frozenset({F.IN_PROGRAMME})
# The end report may come after the last day.
REPORTS = frozenset({F.IN_PROGRAMME, F.COMPLETED, F.ENDED_EARLY})


@dataclass(frozen=True)
class Placement:
    """Where a fellow works, with whom, from when to when, on what."""

    unit: str
    supervisor_email: str
    supervisor_name: str
    starts_on: date | None
    ends_on: date | None
    plan: str = ""


def check_placement(draft: Placement) -> None:
    """Refused when the days do not fit each other, or somebody is named without an address."""
    if draft.starts_on is not None and draft.ends_on is not None and draft.ends_on < draft.starts_on:
        raise Refused("The last day is before the first.", field="ends_on")
    if (
        draft.starts_on is not None
        and draft.ends_on is not None
        and (draft.ends_on - draft.starts_on).days > 730
    ):
        raise Refused("A fellowship lasts two years at most.", field="ends_on")
    if draft.supervisor_name and not draft.supervisor_email:
        raise Refused("Write the address of the supervisor, too.", field="supervisor_email")


def check_fellow_step(
    now_is: FellowState, to: FellowState, reason: str, on: date | None, starts_on: date | None, today: date
) -> None:
    """Refused when a fellow's year cannot go there, without a reason where one is needed, or on such a day."""
    found = next((step for step in STEPS[now_is] if step.to is to), None)
    if found is None:
        raise Refused("This year has changed meanwhile: %(now)s. Nothing was changed.", now=now_is.label)
    if found.reason and not reason.strip():
        raise Refused("Say why; it is kept with the fellow’s year.", field="reason")
    if to not in OVER:
        return
    if on is None:
        raise Refused("Say on which day it ended.", field="on")
    if on > today:
        raise Refused("This day is still to come.", field="on")
    if now_is is F.IN_PROGRAMME and starts_on is not None and on < starts_on:
        raise Refused("This is before the first day.", field="on")


def check_can_begin(unit: str, supervised: bool, starts_on: date | None, ends_on: date | None) -> None:
    """Refused before the placement says where, with whom and when."""
    if not (unit and supervised and starts_on and ends_on):
        raise Refused("Fill in the placement first: unit, supervisor, first and last day.")


def check_writes(state: FellowState, where: frozenset[FellowState]) -> None:
    """Refused when nothing is written (any more)."""
    if state not in where:
        raise Refused("Nothing can be written now: %(state)s.", state=state.public)
