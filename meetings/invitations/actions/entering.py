"""The office registers somebody else: a registration that is entered by hand, with its answers."""

from collections.abc import Mapping

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.refusals import Refused
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.questions.rules import AskedForm, Given
from meetings.registration import letters as registration_letters
from meetings.registration import post as registration_post
from meetings.registration.actions import enter, is_their_address, lock_meeting, save_office_answers
from meetings.registration.models import Registration
from meetings.registration.queries import find_registration
from meetings.registration.rules import RegistrationDraft, RegistrationStatus

R = RegistrationStatus


def register_for(
    actor: Actor,
    meeting: Meeting,
    draft: RegistrationDraft,
    asked: AskedForm,
    answers: Mapping[int, Given],
    *,
    approved: bool,
    tell: bool,
) -> Registration:
    """Enter a registration for somebody, who is told by mail or not.

    The address counts as the person's: the office answers for it. Refused when it has registered already, when all
    places are taken and the registration should be approved, and when the meeting is cancelled.
    """
    lock_meeting(meeting)
    if meeting.status is MeetingStatus.CANCELLED:
        raise Refused("This meeting is cancelled.")
    there = find_registration(meeting, draft.email.strip().lower())
    if there is not None and there.status is not R.UNCONFIRMED:
        raise Refused(
            "%(name)s has registered with this address already: %(now)s.",
            field="email",
            name=there.name,
            now=there.status.label,
        )
    registration = enter(actor, meeting, draft, R.APPROVED if approved else R.SUBMITTED, clock.now())
    save_office_answers(actor, registration, asked, answers)
    is_their_address(registration)
    if tell and approved:
        registration_post.send(registration, registration_letters.APPROVED, "REQUEST")
    elif tell:
        registration_post.send(registration, registration_letters.ENTERED)
    return registration
