"""The person asked answers by the personal link: registers, or says no."""

from collections.abc import Mapping

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.refusals import Refused
from meetings.invitations import letters
from meetings.invitations.actions.asking import (
    give_kept_place,
    is_of_who_named,
    lock_invitation,
    settle_and_tell,
    step,
)
from meetings.invitations.models import Invitation
from meetings.invitations.rules import By, Dead, InvitationStatus, dead
from meetings.questions.queries import Answered, answers_of
from meetings.questions.rules import AskedForm, Given
from meetings.registration import letters as registration_letters
from meetings.registration import post as registration_post
from meetings.registration.actions import of_themselves, register_invited
from meetings.registration.models import Registration
from meetings.registration.queries import find_registration, room_of
from meetings.registration.rules import COMES_BACK, STANDING, RegistrationDraft, door

S = InvitationStatus


def why_dead(invitation: Invitation) -> Dead | None:
    """Why the link opens nothing any more; None: it does."""
    now = clock.now()
    return dead(invitation.status, door(room_of(invitation.meeting), now), invitation.reply_by, now)


def registered_before(invitation: Invitation) -> Registration | None:
    """A registration that the person has made another way, and that stands."""
    found = find_registration(invitation.meeting, invitation.email)
    return found if found is not None and found.status in STANDING else None


def written_before(invitation: Invitation) -> list[Answered]:
    """What somebody who has withdrawn had answered: the link proves the address, so the form shows it again."""
    found = find_registration(invitation.meeting, invitation.email)
    if found is None or found.status not in COMES_BACK:
        return []
    return answers_of(of_themselves(found), "registration", [found.id])[found.id]


def accept(
    invitation: Invitation, draft: RegistrationDraft, asked: AskedForm, answers: Mapping[int, Given]
) -> None:
    """Register by the link. Pressed twice it changes nothing. Refused when the link is dead.

    With a place that was kept it is approved at once, if there still is one; otherwise it waits for the office, on the
    waiting list where the meeting keeps one.
    """
    lock_invitation(invitation)
    if invitation.status is S.ACCEPTED:
        return
    _check_alive(invitation)
    named_by = invitation.nomination.organization if invitation.nomination else None
    registration = register_invited(invitation.meeting, draft, asked, answers, named_by)
    _link(invitation, registration)
    if not give_kept_place(invitation, registration):
        registration_post.send(registration, registration_letters.RECEIVED)


def accept_as_registered(invitation: Invitation) -> None:
    """Say yes with the registration that the person has already; only a place that was kept is given to it."""
    lock_invitation(invitation)
    if invitation.status is S.ACCEPTED:
        return
    _check_alive(invitation)
    registration = registered_before(invitation)
    if registration is None:
        raise Refused("There is no registration of yours any more. Fill in the form.")
    _link(invitation, registration)
    is_of_who_named(of_themselves(registration), invitation, registration)
    give_kept_place(invitation, registration)


def decline(invitation: Invitation) -> None:
    """The person cannot come; of an organization's people the next alternate moves up, and the focal point is told."""
    lock_invitation(invitation)
    if invitation.status is S.DECLINED:
        return
    _check_alive(invitation)
    step(Actor(name=invitation.name), invitation, S.DECLINED, By.PERSON)
    invitation.answered_at = clock.now()
    if invitation.nomination is not None:
        settle_and_tell(invitation.nomination, [letters.cannot_come(invitation)])


def _check_alive(invitation: Invitation) -> None:
    why = why_dead(invitation)
    if why is not None:
        raise Refused(why.label)


def _link(invitation: Invitation, registration: Registration) -> None:
    step(of_themselves(registration), invitation, S.ACCEPTED, By.PERSON)
    invitation.registration, invitation.answered_at = registration, clock.now()
