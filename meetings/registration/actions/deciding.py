"""Approving, declining, withdrawing; and telling everybody when the meeting itself is cancelled."""

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.ical import Said
from meetings.outbox.actions import discard_about
from meetings.outbox.queries import ending_after, last_method, last_sequence
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration import letters, post
from meetings.registration.actions.moving import begin_anew, lock, move, tell_who_follows
from meetings.registration.actions.taking_part import end_taking_part, let_take_part
from meetings.registration.actions.waiting import offer_free_places, offers_now, taken_or_kept
from meetings.registration.models import Registration
from meetings.registration.queries import claim_of, limits_of, standing_of, taken_of
from meetings.registration.rules import (
    HOLDS_A_PLACE,
    STANDING,
    RegistrationStatus,
    check_not_cancelled,
    check_place,
    check_seen,
    no_place,
    take_step,
)
from meetings.replies.actions import close_about
from meetings.replies.queries import calendar_answer

R = RegistrationStatus


def approve(actor: Actor, registration: Registration, seen: RegistrationStatus | None = None) -> None:
    """Give a place and send the calendar invitation. Refused when all are taken or somebody decided meanwhile.

    `seen` is the state that the decision was taken on.
    """
    _decide(actor, registration, R.APPROVED, seen)
    let_take_part(registration)
    post.send(registration, letters.APPROVED, "REQUEST")


def put_on_waiting_list(
    actor: Actor, registration: Registration, seen: RegistrationStatus | None = None
) -> None:
    """No place now; the first one that is free and fits is offered in turn. Refused while there is one."""
    before = _decide(actor, registration, R.WAITING, seen)
    registration.waiting_since = clock.now()
    let_take_part(registration)
    post.send(registration, letters.WAITING)
    if before in HOLDS_A_PLACE:
        offer_free_places(registration.meeting)


def _check_that_it_waits_for_something(registration: Registration) -> None:
    meeting = registration.meeting
    free = no_place(limits_of(meeting), taken_or_kept(meeting), claim_of(registration)) is None
    if free and registration.status not in HOLDS_A_PLACE and offers_now(meeting):
        raise Refused(
            "There is a free place, which the waiting list would offer at once. Approve, or let it wait."
        )


def decline(actor: Actor, registration: Registration, seen: RegistrationStatus | None = None) -> None:
    """Offer no place; an offer that was made is taken back."""
    before = _decide(actor, registration, R.DECLINED, seen)
    end_taking_part(registration)
    post.send(registration, letters.DECLINED)
    if before in HOLDS_A_PLACE:
        offer_free_places(registration.meeting)
    tell_who_follows(registration)


def cancel(actor: Actor, registration: Registration, seen: RegistrationStatus | None = None) -> None:
    """The office takes a place back; what was put into a calendar is cancelled, the place goes to who waits."""
    _decide(actor, registration, R.CANCELLED, seen)
    end_taking_part(registration)
    post.send(registration, letters.PLACE_CANCELLED, "CANCEL")
    offer_free_places(registration.meeting)
    tell_who_follows(registration)


def take_up(actor: Actor, registration: Registration, seen: RegistrationStatus | None = None) -> None:
    """The office takes somebody up again who had withdrawn: to be decided on, last in line."""
    lock(registration)
    check_not_cancelled(registration.meeting.status)
    check_seen(seen, registration.status, registration.decided_by)
    begin_anew(actor, registration, R.SUBMITTED)
    registration.confirmed_at = registration.confirmed_at or clock.now()  # the office answers for the address
    let_take_part(registration)
    post.send(registration, letters.ENTERED)


def withdraw(actor: Actor, registration: Registration) -> None:
    """The participant does not come; the place is free, the calendar entry is cancelled.

    Refused when the meeting is cancelled: there is nothing to give back. While it is changed it may be said.
    """
    lock(registration)
    check_not_cancelled(registration.meeting.status)
    withdraw_whatever(actor, registration)


def withdraw_as_answered(actor: Actor, registration: Registration) -> None:
    """Somebody of the office takes a declining calendar at its word: the person withdraws."""
    lock(registration)
    stands = calendar_answer("registration", registration.id)
    if stands is None or stands.earlier or stands.said is not Said.DECLINED:
        raise Refused("The calendar of this person does not decline (any more). Look again.")
    withdraw(actor, registration)
    close_about(actor, "registration", registration.id)


def withdraw_whatever(actor: Actor, registration: Registration) -> None:
    """As `withdraw`, whatever became of the meeting: for somebody whose data are to be deleted."""
    lock(registration)
    take_step(registration.status, R.WITHDRAWN)
    before = registration.status
    move(actor, registration, R.WITHDRAWN)
    end_taking_part(registration)
    post.send(registration, letters.WITHDRAWN, "CANCEL" if before is R.APPROVED else None)
    if before in HOLDS_A_PLACE:
        offer_free_places(registration.meeting)
    tell_who_follows(registration)


def meeting_moved_on(actor: Actor, meeting: Meeting, before: MeetingStatus) -> None:
    """Tell those who are registered that the meeting is cancelled, takes place after all, or has moved.

    Whoever had it in the calendar gets the entry cancelled, or invited anew with a higher SEQUENCE. Of a meeting that
    has ended nobody is told anything but that it was cancelled, also while nobody has marked it as held; but whose
    calendar shows it at days still to come is told that it has moved.
    """
    moved, cancelled = before is meeting.status, meeting.status is MeetingStatus.CANCELLED
    if meeting.status is not MeetingStatus.PUBLISHED and (moved or not cancelled):
        return
    if cancelled:
        _discard_held(meeting)
    ended = meeting.ends_at <= clock.now() and not cancelled
    to_come = ending_after(meeting.uid, clock.now()) if ended else set()
    for registration in standing_of(meeting) if to_come or not ended else ():
        admitted = registration.status is R.APPROVED
        if cancelled:
            post.send(registration, letters.CANCELLED, "CANCEL" if admitted else None)
        elif ended and registration.email not in to_come:
            continue
        elif admitted and last_method(meeting.uid, registration.email) == "CANCEL":
            post.send(registration, letters.APPROVED, "REQUEST")
        elif admitted and (moved or _knows_an_older(registration)):
            post.send_moved(registration)


def _discard_held(meeting: Meeting) -> None:
    """Mails that wait to be read and call people to a meeting that does not take place; a no may still be told."""
    called = select(Registration.id).where(
        Registration.meeting_id == meeting.id, Registration.status.in_((*STANDING, R.UNCONFIRMED))
    )
    discard_about("registration", db.session.scalars(called).all())


def _knows_an_older(registration: Registration) -> bool:
    """Whether the meeting was moved since this person's calendar was told, while its programme was taken back."""
    told = last_sequence(registration.meeting.uid, registration.email)
    return told is not None and told < registration.meeting.sequence


def _decide(actor: Actor, registration: Registration, to: R, seen: R | None) -> R:
    """Decide under the lock of the meeting; how it stood before. Everybody has been told of a cancelled meeting."""
    lock(registration)
    meeting, before = registration.meeting, registration.status
    check_not_cancelled(meeting.status)
    check_seen(seen, before, registration.decided_by)
    take_step(before, to)
    if to is R.WAITING:
        _check_that_it_waits_for_something(registration)
    if to is R.APPROVED and before not in HOLDS_A_PLACE:
        check_place(limits_of(meeting), taken_of(meeting), claim_of(registration))
    move(actor, registration, to)
    registration.decided_at, registration.decided_by = clock.now(), actor.name
    return before
