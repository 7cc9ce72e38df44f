"""How an application moves, from a draft to an answer: one table for buttons, guards and what people read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.fellowship.rules.editions import By, Door, EditionState, late_by


class ApplicationState(Labelled):
    """How far an application is; the words are those of the office (`public_name` says what the applicant reads)."""

    DRAFT = "draft", N_("draft")
    SUBMITTED = "submitted", N_("submitted")
    MORE_INFORMATION = "more_information", N_("more information asked")
    ELIGIBLE = "eligible", N_("eligible")
    NOT_ELIGIBLE = "not_eligible", N_("not eligible")
    SHORTLISTED = "shortlisted", N_("on the shortlist")
    SELECTED = "selected", N_("selected")
    RESERVE = "reserve", N_("on the reserve list")
    NOT_SELECTED = "not_selected", N_("not selected")
    OFFERED = "offered", N_("a fellowship is offered")
    ACCEPTED = "accepted", N_("accepted")
    DECLINED = "declined", N_("declined the offer")
    LAPSED = "lapsed", N_("did not answer the offer")
    WITHDRAWN = "withdrawn", N_("withdrawn")


A = ApplicationState
_PUBLIC = {
    A.DRAFT: N_("Not submitted yet"),
    A.SUBMITTED: N_("Received"),
    A.MORE_INFORMATION: N_("Waits for your answer"),
    A.ELIGIBLE: N_("In assessment"),
    A.NOT_ELIGIBLE: N_("Does not meet the conditions"),
    A.SHORTLISTED: N_("In assessment"),
    A.SELECTED: N_("Selected"),
    A.RESERVE: N_("On the reserve list"),
    A.NOT_SELECTED: N_("Not selected"),
    A.OFFERED: N_("A fellowship is offered to you"),
    A.ACCEPTED: N_("You are a fellow"),
    A.DECLINED: N_("You declined the offer"),
    A.LAPSED: N_("The offer was not answered in time"),
    A.WITHDRAWN: N_("Withdrawn"),
}
# What the panel has in mind is nobody's to know before it has decided.
_UNTOLD = frozenset({A.SHORTLISTED, A.SELECTED, A.RESERVE, A.NOT_SELECTED})
# Whom the panel has not taken up when it closes the selection.
LEFT_OVER = frozenset({A.ELIGIBLE, A.SHORTLISTED})
# What an edition that is cancelled takes with it.
_WITH_EDITION = {
    A.OFFERED: N_("The offer no longer stands"),
    A.ACCEPTED: N_("The fellowship does not take place"),
} | dict.fromkeys(_UNTOLD | LEFT_OVER | {A.SUBMITTED, A.MORE_INFORMATION}, N_("The edition is cancelled"))
ANSWERED = frozenset({EditionState.DECIDED, EditionState.RUNNING, EditionState.ENDED})


def public_name(state: ApplicationState, edition: EditionState) -> str:
    """What the applicant reads: the outcome of the panel only when the selection is closed."""
    if edition is EditionState.CANCELLED and state in _WITH_EDITION:
        return _WITH_EDITION[state]
    if state in _UNTOLD and edition not in ANSWERED:
        return _PUBLIC[A.ELIGIBLE]
    if state in LEFT_OVER and edition in ANSWERED:
        return _PUBLIC[A.NOT_SELECTED]
    return _PUBLIC[state]


@dataclass(frozen=True)
class ApplicationStep:
    """One way on: where it leads, the verb on its button ("" where time presses no button), and who may."""

    to: ApplicationState
    verb: str
    by: frozenset[By]


_OFFICE, _OWN, _TIME = frozenset({By.OFFICE}), frozenset({By.APPLICANT}), frozenset({By.TIME})
_WITHDRAW = ApplicationStep(A.WITHDRAWN, N_("Withdraw the application"), _OWN)
_SELECT = ApplicationStep(A.SELECTED, N_("Select"), _OFFICE)
_RESERVE = ApplicationStep(A.RESERVE, N_("Put on the reserve list"), _OFFICE)
_NOT_SELECT = ApplicationStep(A.NOT_SELECTED, N_("Do not select"), _OFFICE)
_OFFER = ApplicationStep(A.OFFERED, N_("Offer the fellowship"), frozenset({By.OFFICE, By.TIME}))
_SHORTLIST = ApplicationStep(A.SHORTLISTED, N_("Put on the shortlist"), _OFFICE)
APPLICATION: dict[ApplicationState, tuple[ApplicationStep, ...]] = {
    A.DRAFT: (ApplicationStep(A.SUBMITTED, N_("Submit the application"), _OWN), _WITHDRAW),
    A.SUBMITTED: (
        ApplicationStep(A.ELIGIBLE, N_("Eligible"), _OFFICE),
        ApplicationStep(A.NOT_ELIGIBLE, N_("Not eligible"), _OFFICE),
        ApplicationStep(A.MORE_INFORMATION, N_("Ask for more information"), _OFFICE),
        _WITHDRAW,
    ),
    A.MORE_INFORMATION: (
        ApplicationStep(A.SUBMITTED, N_("Send what was asked"), frozenset({By.APPLICANT, By.OFFICE})),
        _WITHDRAW,
    ),
    A.ELIGIBLE: (
        _SHORTLIST,
        _SELECT,
        _RESERVE,
        _NOT_SELECT,
        ApplicationStep(A.SUBMITTED, N_("Look at the eligibility again"), _OFFICE),
        _WITHDRAW,
    ),
    A.NOT_ELIGIBLE: (ApplicationStep(A.SUBMITTED, N_("Look at the eligibility again"), _OFFICE),),
    A.SHORTLISTED: (
        _SELECT,
        _RESERVE,
        _NOT_SELECT,
        ApplicationStep(A.ELIGIBLE, N_("Take off the shortlist"), _OFFICE),
        _WITHDRAW,
    ),
    A.SELECTED: (_OFFER, _RESERVE, _NOT_SELECT, _SHORTLIST, _WITHDRAW),
    A.RESERVE: (_OFFER, _SELECT, _NOT_SELECT, _SHORTLIST, _WITHDRAW),
    A.NOT_SELECTED: (_SELECT, _RESERVE, _SHORTLIST),
    A.OFFERED: (
        ApplicationStep(A.ACCEPTED, N_("Accept the fellowship"), _OWN),
        ApplicationStep(A.DECLINED, N_("Decline the fellowship"), _OWN),
        ApplicationStep(A.LAPSED, "", _TIME),
        _WITHDRAW,
    ),
    A.ACCEPTED: (_WITHDRAW,),
    A.DECLINED: (),
    A.LAPSED: (),
    A.WITHDRAWN: (ApplicationStep(A.DRAFT, N_("Take the application up again"), _OWN),),
}
# For what a mailed link is: an application's own, and the answer of an organization.
APPLICATION_LINK, NOMINATION_LINK = "application", "fellowship_nomination"
# Whoever is in one of these has handed something in that still counts.
HANDED_IN = frozenset(A) - {A.DRAFT, A.WITHDRAWN}
# In one of these the eligibility is still to be decided.
UNDECIDED = frozenset({A.SUBMITTED, A.MORE_INFORMATION})
# What the panel makes of an application; and what only becomes of one to which an offer was made.
DECIDED = frozenset({A.SELECTED, A.RESERVE, A.NOT_SELECTED})
ANSWERS_OFFER = frozenset({A.OFFERED, A.ACCEPTED, A.DECLINED, A.LAPSED})
# A fellow of the edition, or somebody who was to be one: a past fellow of the next.
FELLOWS = frozenset({A.ACCEPTED})


def application_steps(state: ApplicationState, by: By) -> list[ApplicationStep]:
    """What this one can do with an application now: the buttons."""
    return [step for step in APPLICATION[state] if by in step.by]


def check_application_step(now_is: ApplicationState, to: ApplicationState, by: By) -> None:
    """Refused when this one cannot move the application so."""
    if not any(step.to is to for step in application_steps(now_is, by)):
        raise Refused(
            "This application has changed meanwhile: %(now)s. Nothing was changed.", now=now_is.label
        )


class Writing(Labelled):
    """Why an applicant can write in the application, or cannot (any more)."""

    WHOLE = "whole", N_("Everything can be written.")
    ASKED = "asked", N_("Only what was asked for can be written.")
    NOT_YET = "not_yet", N_("The call is not open yet.")
    LATE = "late", N_("The call is closed.")
    CANCELLED = "cancelled", N_("This edition is cancelled.")
    HANDED_IN = "handed_in", N_("The application is with the office.")
    TOO_LATE = "too_late", N_("The time to send what was asked for is over.")


# Nothing that is sent is kept: somebody else works with what is there.
SHUT = frozenset({Writing.CANCELLED, Writing.HANDED_IN, Writing.TOO_LATE})


def writing(state: ApplicationState, door: Door, asked_until: datetime | None, now: datetime) -> Writing:
    """What an applicant can write now. `asked_until`: the last minute for what was asked for; None: no such date."""
    if door is Door.CANCELLED:
        return Writing.CANCELLED
    if state is A.MORE_INFORMATION:
        in_time = asked_until is None or late_by(asked_until, now) is None
        return Writing.ASKED if in_time else Writing.TOO_LATE
    if state is not A.DRAFT:
        return Writing.HANDED_IN
    return {Door.OPEN: Writing.WHOLE, Door.NOT_YET: Writing.NOT_YET}.get(door, Writing.LATE)


def check_asked(fields: Collection[str], known: Collection[str], note: str) -> None:
    """Refused when nothing, or nothing that the form knows, is asked for, or no sentence says what is missing."""
    if not fields:
        raise Refused("Choose what the applicant is to write again.", field="fields")
    if not set(fields) <= set(known):
        raise Refused("Choose among these.", field="fields")
    if not note.strip():
        raise Refused("Say in a sentence what is missing.", field="note")


def reopened(asked: Iterable[str], known: Iterable[str]) -> list[str]:
    """The fields that are reopened, in the order of the form: exactly those that were named and still exist."""
    named = set(asked)
    return [code for code in known if code in named]
