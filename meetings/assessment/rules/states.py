"""What an assessor has to do with one application: asked for a conflict first, then assessing, then handed in."""

from datetime import date, timedelta

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled


class AssignmentState(Labelled):
    """How far one assessor is with one application."""

    ASKED = "asked", N_("asked for a conflict of interest")
    ASSESSING = "assessing", N_("assessing")
    HANDED_IN = "handed_in", N_("handed in")
    CONFLICT = "conflict", N_("conflict of interest")
    RECUSED = "recused", N_("recused")
    LEFT = "left", N_("given to somebody else")


S = AssignmentState
NEXT: dict[S, frozenset[S]] = {
    S.ASKED: frozenset({S.ASSESSING, S.CONFLICT, S.LEFT}),
    S.ASSESSING: frozenset({S.HANDED_IN, S.RECUSED, S.LEFT}),
    S.HANDED_IN: frozenset({S.ASSESSING, S.RECUSED}),
    S.CONFLICT: frozenset(),
    S.RECUSED: frozenset(),
    S.LEFT: frozenset({S.ASKED}),
}
# A seat is taken by one of these; another assessor is looked for in the place of the rest.
SEATED = frozenset({S.ASKED, S.ASSESSING, S.HANDED_IN})
# In one of these the assessor reads the application; in none of the others, not any more either.
READS = frozenset({S.ASSESSING, S.HANDED_IN})
# Owes an assessment.
OWES = frozenset({S.ASKED, S.ASSESSING})
# Whoever is in one of these has said, or the office has, that somebody else must judge.
BARRED = frozenset({S.CONFLICT, S.RECUSED})
# How long before the day until which assessments are due the first reminder goes, and how far apart they are.
REMINDED_BEFORE = timedelta(days=3)
REMINDED_EVERY = timedelta(days=3)


def check_assignment_step(now_is: S, to: S) -> None:
    """Refused when the assignment cannot go there."""
    if to not in NEXT[now_is]:
        raise Refused("This assessment is %(now)s. Nothing was changed.", now=now_is.label)


def check_why(reason: str) -> None:
    """Refused without a reason."""
    if not reason.strip():
        raise Refused("Say why; it is kept with the assessment.", field="reason")


def is_to_be_reminded(due: date | None, last: date | None, today: date) -> bool:
    """Whether somebody who owes an assessment is written to: from three days before, every three days."""
    if due is None or today < due - REMINDED_BEFORE:
        return False
    return last is None or today - last >= REMINDED_EVERY
