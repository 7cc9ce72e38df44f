"""Reminding those who have not answered a mail of ours."""

from collections.abc import Collection

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.letters.rules import LetterKind
from meetings.outbox.queries import written_since
from meetings.registration import letters, post
from meetings.registration.actions.moving import lock
from meetings.registration.models import Registration
from meetings.registration.queries import get_registration
from meetings.registration.rules import (
    REMIND_AFTER,
    RegistrationStatus,
    check_meeting_to_come,
    check_not_written_lately,
    check_place_is_there,
    check_reminder,
)

R = RegistrationStatus


def remind(actor: Actor, registration: Registration) -> None:
    """Send the link once more to somebody who has not confirmed the address, or not answered an offer.

    The new link works beside those that went before, each until its own end; whichever is used first settles it.
    Refused when there is nothing to answer, or when the last mail to this person went less than 24 hours ago, or waits
    to be read.
    """
    lock(registration)
    now, meeting = clock.now(), registration.meeting
    check_reminder(registration.status, registration.reply_by, now)
    check_place_is_there(bool(lost_places([registration])))
    check_meeting_to_come(meeting.status, meeting.ends_at, now)
    check_not_written_lately(bool(written_since("registration", [registration.id], now - REMIND_AFTER)))
    sent = _send(registration)
    audit.record(actor, "remind", "registration", registration.id, None, {"letter": sent.label})


# no actor: it tells those apart whom the caller has found already
def lost_places(registrations: Collection[Registration]) -> set[int]:
    """The ids of alternates who came by a hand-over alone and whose place is lost: they have nothing to answer."""
    waits = [one.id for one in registrations if one.status is R.UNCONFIRMED]
    named = post.named_alone(waits) if waits else set()
    return {one.id for one in registrations if one.id in named and not _is_handed_a_place(one)}


def _send(registration: Registration) -> LetterKind:
    if registration.status is R.OFFERED:
        post.send_offer(registration, letters.REMIND_OF_OFFER)
        return letters.REMIND_OF_OFFER
    if _is_handed_a_place(registration):
        post.send_take_over(registration)
        return letters.TO_TAKE_OVER
    post.send_link(registration, letters.REMIND_TO_CONFIRM)
    return letters.REMIND_TO_CONFIRM


def _is_handed_a_place(registration: Registration) -> bool:
    """Whether this is an alternate whose place is still there to take over."""
    giver_id = registration.instead_of_id
    return giver_id is not None and get_registration(giver_id).status is R.APPROVED
