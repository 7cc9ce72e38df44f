"""How an invitation and a nomination move, who moves them, and what is said of them: one table for each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.programme.rules import MeetingStatus
from meetings.registration.rules import STANDING, Door, RegistrationStatus


class By(StrEnum):
    """Who takes a step: the office, an organization's focal point, the person asked, or time."""

    OFFICE = "office"
    ORGANIZATION = "organization"
    PERSON = "person"
    TIME = "time"


class InvitationStatus(Labelled):
    """How far one person has been asked. Whether the mail went is the outbox's to say; nobody tracks reading."""

    ALTERNATE = "alternate", N_("alternate, not asked yet")
    ASKED = "asked", N_("no answer yet")
    ACCEPTED = "accepted", N_("has registered")
    DECLINED = "declined", N_("cannot come")
    LAPSED = "lapsed", N_("did not answer in time")
    TAKEN_BACK = "taken_back", N_("taken back")


class NominationStatus(Labelled):
    """Whether an organization has places to name people for."""

    OPEN = "open", N_("places given")
    TAKEN_BACK = "taken_back", N_("places taken back")


@dataclass(frozen=True)
class Step:
    """One way on: where it leads, the verb on its button ("" where time presses no button), and who may."""

    to: InvitationStatus | NominationStatus
    verb: str
    by: frozenset[By]


S, N = InvitationStatus, NominationStatus
_BOTH = frozenset({By.OFFICE, By.ORGANIZATION})
INVITATION: dict[InvitationStatus, tuple[Step, ...]] = {
    S.ALTERNATE: (
        Step(S.ASKED, "", frozenset({By.TIME})),
        Step(S.ACCEPTED, "", frozenset({By.TIME})),
        Step(S.TAKEN_BACK, N_("Take back"), _BOTH),
    ),
    S.ASKED: (
        Step(S.ACCEPTED, N_("Send my registration"), frozenset({By.PERSON})),
        Step(S.ACCEPTED, "", frozenset({By.TIME})),
        Step(S.DECLINED, N_("I cannot come"), frozenset({By.PERSON})),
        Step(S.LAPSED, "", frozenset({By.TIME})),
        Step(S.TAKEN_BACK, N_("Take back"), _BOTH),
    ),
    S.ACCEPTED: (),
    S.DECLINED: (),
    S.LAPSED: (),
    S.TAKEN_BACK: (),
}
NOMINATION: dict[NominationStatus, tuple[Step, ...]] = {
    N.OPEN: (Step(N.TAKEN_BACK, N_("Take the places back"), frozenset({By.OFFICE})),),
    N.TAKEN_BACK: (Step(N.OPEN, N_("Give the places again"), frozenset({By.OFFICE})),),
}
# Whoever is in one of these is not asked a second time.
IN_HAND = frozenset({S.ALTERNATE, S.ASKED, S.ACCEPTED})
REMIND_AGAIN_AFTER = timedelta(hours=24)


def steps_of(status: InvitationStatus | NominationStatus, by: By) -> list[Step]:
    """What this one can do with it now: the buttons."""
    table = INVITATION[status] if isinstance(status, InvitationStatus) else NOMINATION[status]
    return [step for step in table if by in step.by]


def check_step(
    now_is: InvitationStatus | NominationStatus, to: InvitationStatus | NominationStatus, by: By
) -> None:
    """Refused when this one cannot move it so."""
    if not any(step.to is to for step in steps_of(now_is, by)):
        raise Refused("This has changed meanwhile: %(now)s. Nothing was changed.", now=now_is.label)


def is_active(status: InvitationStatus, registration: RegistrationStatus | None) -> bool:
    """Whether somebody who was named has one of the organization's places, or may still take it."""
    if status is S.ACCEPTED:
        return registration is not None and registration in STANDING
    return status is S.ASKED


def is_over(until: datetime, now: datetime) -> bool:
    """Whether a deadline has passed: "until 23:59" includes that minute."""
    return now >= until + timedelta(minutes=1)


def answer_until(deadline: datetime, now: datetime, hours: int, starts_at: datetime) -> datetime:
    """Until when somebody who is asked now can answer: the deadline, but never fewer than so many hours,
    and never beyond the beginning of the meeting."""
    return min(max(deadline, now + timedelta(hours=hours)), starts_at)


class NotAsked(Labelled):
    """Why the office asks nobody to a meeting now."""

    DRAFT = "draft", N_("This meeting is a draft. Publish its programme first.")
    CANCELLED = "cancelled", N_("This meeting is cancelled.")
    BEGUN = "begun", N_("This meeting has begun already.")


def why_not_asked(status: MeetingStatus, starts_at: datetime, now: datetime) -> NotAsked | None:
    """Why nobody can be asked to a meeting that stands so; None: people can."""
    if status is MeetingStatus.DRAFT:
        return NotAsked.DRAFT
    if status is MeetingStatus.CANCELLED:
        return NotAsked.CANCELLED
    return None if status is MeetingStatus.PUBLISHED and now < starts_at else NotAsked.BEGUN


class Dead(Labelled):
    """Why a personal link opens nothing any more."""

    CANCELLED = "cancelled", N_("This meeting is cancelled. You need to do nothing.")
    OVER = "over", N_("This meeting is over.")
    NOT_YET = "not_yet", N_("The programme of this meeting is being changed. Try the link again later.")
    TAKEN_BACK = "taken_back", N_("This invitation has been taken back.")
    LATE = "late", N_("The time to answer is over.")


_SHUT = {Door.CANCELLED: Dead.CANCELLED, Door.OVER: Dead.OVER, Door.NOT_YET: Dead.NOT_YET}


def dead(status: InvitationStatus, door: Door, until: datetime | None, now: datetime) -> Dead | None:
    """Why nothing can be answered by the link; None: it can. A closed or full public form does not matter here."""
    if door in _SHUT:
        return _SHUT[door]
    if status is S.TAKEN_BACK:
        return Dead.TAKEN_BACK
    if status is S.LAPSED or (status is S.ASKED and until is not None and is_over(until, now)):
        return Dead.LATE
    return None


def may_remind(status: InvitationStatus, until: datetime | None, now: datetime) -> bool:
    """Whether there is something to remind of: no answer yet, and still time."""
    return status is S.ASKED and until is not None and not is_over(until, now)
