"""The waiting list: a place that is free is offered in turn, kept until a deadline, and offered on."""

from collections import Counter
from collections.abc import Callable, Mapping

from meetings.access.actor import OPERATOR
from meetings.base import clock
from meetings.base.refusals import Refused
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration import letters, post
from meetings.registration.actions.moving import lock, lock_meeting, move, of_themselves
from meetings.registration.actions.taking_part import let_take_part
from meetings.registration.models import Registration
from meetings.registration.queries import (
    claim_of,
    lapsed_offers,
    limits_of,
    meetings_with_a_waiting_list,
    taken_of,
    terms_of,
    waiting_list,
)
from meetings.registration.rules import Bound, RegistrationStatus, apportion, check_takes_place, reply_by

R = RegistrationStatus
# Rooms above that keep places of organizations for whom these have named: how many of a meeting, by organization.
Keeps = Callable[[Meeting], Mapping[int, int]]
_keepers: dict[str, Keeps] = {}


def keep_places(room: str, keeps: Keeps) -> None:
    """Register who keeps places from those who only wait; the office may give them to anybody."""
    _keepers[room] = keeps


def taken_or_kept(meeting: Meeting) -> Counter[Bound]:
    """As `taken_of`, with what is kept: the waiting list offers none of it."""
    taken = taken_of(meeting)
    for keeps in _keepers.values():
        taken.update(keeps(meeting))
    return taken


def offers_now(meeting: Meeting) -> bool:
    """Whether a place that is free is offered by itself: not of a meeting that is no longer public, or has begun."""
    public = meeting.status is MeetingStatus.PUBLISHED
    return public and clock.now() < meeting.starts_at and terms_of(meeting).offers_by_itself


def offer_free_places(meeting: Meeting) -> list[Registration]:
    """Offer what is free to those who wait, in turn; who fits no free place keeps the turn. Call it under the lock.

    Nothing is offered when the office has kept that to itself, or once the meeting has begun.
    """
    if not offers_now(meeting):
        return []
    waiting = {r.id: r for r in waiting_list(meeting)}
    if not waiting:
        return []
    answers = apportion(limits_of(meeting), taken_or_kept(meeting), map(claim_of, waiting.values()))
    hours = terms_of(meeting).reply_hours
    offered = [waiting[claim.registration] for claim, no in answers if no is None]
    for registration in offered:
        _offer(registration, hours)
    return offered


def _offer(registration: Registration, hours: int) -> None:
    move(OPERATOR, registration, R.OFFERED)
    registration.reply_by = reply_by(clock.now(), hours, registration.meeting.starts_at)
    post.send_offer(registration)


def accept_offer(registration: Registration) -> None:
    """The person takes the place that was offered. Refused when the time is over or somebody took it back."""
    lock(registration)
    if registration.status is R.APPROVED:
        return  # the button was pressed twice
    check_takes_place(registration.meeting.status)
    if registration.reply_by is None or registration.reply_by <= clock.now():
        raise Refused(
            "This offer is over. If places are still free, you will be offered another one in turn."
        )
    move(of_themselves(registration), registration, R.APPROVED)
    registration.decided_at, registration.decided_by = clock.now(), registration.name
    let_take_part(registration)
    post.send(registration, letters.APPROVED, "REQUEST")


def lapse_offers(meeting: Meeting) -> int:
    """Offers whose time is over go to the end of the waiting list; how many."""
    now = clock.now()
    lapsed = lapsed_offers(meeting, now)
    for registration in lapsed:
        move(OPERATOR, registration, R.WAITING)
        registration.waiting_since = now
        post.send(registration, letters.OFFER_LAPSED)
    return len(lapsed)


def keep_waiting_lists() -> bool:
    """What the worker does every minute: offers that lapsed go back, places that are free are offered."""
    for meeting in meetings_with_a_waiting_list(clock.now()):
        lock_meeting(meeting)
        lapse_offers(meeting)
        offer_free_places(meeting)
    return False
