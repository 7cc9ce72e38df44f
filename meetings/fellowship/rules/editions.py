"""How an edition of the fellowship moves, what the public reads of it, and whether its call takes applications."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled


class By(StrEnum):
    """Who takes a step: the office, an organization, the applicant, or time."""

    OFFICE = "office"
    ORGANIZATION = "organization"
    APPLICANT = "applicant"
    TIME = "time"


class EditionState(Labelled):
    """How far an edition is, from its terms to its last fellow; the words are those of the office."""

    DRAFT = "draft", N_("draft")
    OPEN = "open", N_("call published")
    CLOSED = "closed", N_("call closed, eligibility checked")
    ASSESSMENT = "assessment", N_("in assessment")
    DECIDED = "decided", N_("decided, offers out")
    RUNNING = "running", N_("fellows at work")
    ENDED = "ended", N_("ended")
    CANCELLED = "cancelled", N_("cancelled")

    @property
    def public(self) -> str:
        """What is said of it on the page of the call."""
        return PUBLIC[self]


E = EditionState
PUBLIC = {
    E.DRAFT: N_("in preparation"),
    E.OPEN: N_("call for applications"),
    E.CLOSED: N_("closed, applications are being looked at"),
    E.ASSESSMENT: N_("closed, applications are being assessed"),
    E.DECIDED: N_("closed, the panel has decided"),
    E.RUNNING: N_("the fellowship is under way"),
    E.ENDED: N_("the fellowship has ended"),
    E.CANCELLED: N_("cancelled"),
}


@dataclass(frozen=True)
class EditionStep:
    """One way on: where it leads, the verb on its button ("" where time presses no button), and who may."""

    to: EditionState
    verb: str
    by: frozenset[By]


_OFFICE = frozenset({By.OFFICE})
_CANCEL = EditionStep(E.CANCELLED, N_("Cancel the edition"), _OFFICE)
EDITION: dict[EditionState, tuple[EditionStep, ...]] = {
    E.DRAFT: (EditionStep(E.OPEN, N_("Publish the call"), _OFFICE), _CANCEL),
    E.OPEN: (EditionStep(E.CLOSED, N_("Close the call now"), frozenset({By.OFFICE, By.TIME})), _CANCEL),
    E.CLOSED: (
        EditionStep(E.ASSESSMENT, N_("Begin the assessment"), _OFFICE),
        EditionStep(E.OPEN, N_("Open the call again"), _OFFICE),
        _CANCEL,
    ),
    E.ASSESSMENT: (
        EditionStep(E.DECIDED, N_("Close the selection"), _OFFICE),
        EditionStep(E.CLOSED, N_("Go back to eligibility"), _OFFICE),
        _CANCEL,
    ),
    E.DECIDED: (
        EditionStep(E.RUNNING, N_("Begin the fellowship"), _OFFICE),
        EditionStep(E.ASSESSMENT, N_("Go back to the selection"), _OFFICE),
        _CANCEL,
    ),
    E.RUNNING: (EditionStep(E.ENDED, N_("End the edition"), _OFFICE),),
    E.ENDED: (),
    E.CANCELLED: (),
}
# What the public sees: everything but a draft.
PUBLISHED = frozenset(E) - {E.DRAFT}
# Eligibility is decided from the first application to the end of the assessment.
ELIGIBILITY_OPEN = frozenset({E.OPEN, E.CLOSED, E.ASSESSMENT})


def edition_steps(state: EditionState, by: By) -> list[EditionStep]:
    """What this one can do with an edition now: the buttons."""
    return [step for step in EDITION[state] if by in step.by]


def check_edition_step(now_is: EditionState, to: EditionState, by: By) -> None:
    """Refused when this one cannot move the edition so."""
    if not any(step.to is to for step in edition_steps(now_is, by)):
        raise Refused("This edition has changed meanwhile: %(now)s. Nothing was changed.", now=now_is.label)


class Door(Labelled):
    """Whether a call takes applications now, as whoever comes to it is told."""

    NOT_YET = "not_yet", N_("The call is not open yet.")
    OPEN = "open", N_("The call is open.")
    CLOSED = "closed", N_("The call is closed.")
    CANCELLED = "cancelled", N_("This edition is cancelled.")


def last_instant(closes_at: datetime) -> datetime:
    """The instant at which a call is over: "until 23:59" includes that minute, as everywhere in the house."""
    return closes_at + timedelta(minutes=1)


def door(state: EditionState, opens_at: datetime, closes_at: datetime, now: datetime) -> Door:
    """Whether the call takes applications. Both instants come from the wall clock of the edition's zone."""
    if state is E.CANCELLED:
        return Door.CANCELLED
    if state is E.DRAFT or (state is E.OPEN and now < opens_at):
        return Door.NOT_YET
    return Door.OPEN if state is E.OPEN and now < last_instant(closes_at) else Door.CLOSED


def late_by(closes_at: datetime, now: datetime) -> timedelta | None:
    """How long after the end of the call it is; None: it is in time. A second is late."""
    late = now - last_instant(closes_at)
    return late + timedelta(seconds=1) if late >= timedelta() else None


def check_closing(decided: int, shortlisted: int) -> None:
    """Refused while nothing is decided, or somebody on the shortlist waits; the rest is then not selected."""
    if not decided:
        raise Refused("The panel has decided nothing yet.")
    if shortlisted:
        raise Refused(
            "Of %(number)s applications on the shortlist nothing is decided yet.", number=shortlisted
        )


def is_due_to_close(state: EditionState, closes_at: datetime, now: datetime) -> bool:
    """Whether time closes the call."""
    return state is E.OPEN and late_by(closes_at, now) is not None
