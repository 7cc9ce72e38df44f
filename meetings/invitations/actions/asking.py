"""Asking one person, taking it back, moving alternates up: what every way of asking has in common."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import OPERATOR, Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.base.zones import wall_to_utc
from meetings.invitations import letters, post
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.queries import registered_elsewhere, standing_of, who_invited
from meetings.invitations.rules import (
    By,
    InvitationStatus,
    NominationStatus,
    NotAsked,
    answer_until,
    check_step,
    free,
    is_over,
    move_up,
    why_not_asked,
)
from meetings.outbox.actions import at_once
from meetings.outbox.queries import told_about
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration.actions import approve, lock_meeting, put_on_waiting_list
from meetings.registration.models import Registration
from meetings.registration.queries import claim_of, limits_of, taken_of, terms_of
from meetings.registration.rules import HOLDS_A_PLACE, RegistrationStatus, check_moved_place, no_place

S = InvitationStatus


def lock_invitation(invitation: Invitation) -> None:
    """Hold the meeting and read the row afresh: of two answers at once the second sees what the first one did."""
    lock_meeting(invitation.meeting)
    db.session.scalars(
        select(Invitation).where(Invitation.id == invitation.id).execution_options(populate_existing=True)
    ).one()


def lock_nomination(nomination: Nomination) -> None:
    lock_meeting(nomination.meeting)
    db.session.scalars(
        select(Nomination).where(Nomination.id == nomination.id).execution_options(populate_existing=True)
    ).one()


def nobody_asked(meeting: Meeting) -> NotAsked | None:
    """Why nobody can be asked to this meeting now; None: people can."""
    return why_not_asked(meeting.status, meeting.starts_at, clock.now())


def check_can_be_asked(meeting: Meeting) -> None:
    """Refused when nobody can be asked to this meeting: it is a draft, cancelled, or has begun."""
    why = nobody_asked(meeting)
    if why is not None:
        raise Refused(why.label)


def deadline_at(meeting: Meeting, wall: datetime, field: str) -> datetime:
    """The instant of a deadline; Refused when it has passed, or is after the meeting begins."""
    at = wall_to_utc(wall, meeting.zone, field)
    if is_over(at, clock.now()):
        raise Refused("This time has passed already.", field=field)
    if at > meeting.starts_at:
        raise Refused("This is after the meeting begins.", field=field)
    return at


def step(actor: Actor, invitation: Invitation, to: InvitationStatus, by: By) -> None:
    """One step, with its line in the trail."""
    check_step(invitation.status, to, by)
    before = audit.values_of(invitation, "status")
    invitation.status = to
    invitation.version += 1
    after = audit.values_of(invitation, "status")
    audit.record(actor, "move_invitation", "invitation", invitation.id, before, after)


def ask_named(actor: Actor, invitation: Invitation) -> None:
    """It is the turn of somebody whom an organization named: write, with the personal link."""
    nomination, now = invitation.nomination, clock.now()
    assert nomination is not None
    meeting = invitation.meeting
    hours = terms_of(meeting).reply_hours
    # Before the step: the database takes nobody who is asked without a deadline.
    invitation.reply_by = answer_until(nomination.deadline_at, now, hours, meeting.starts_at)
    step(actor, invitation, S.ASKED, By.TIME)
    invitation.asked_at = now
    with at_once():  # the time to answer runs, also while mails of an act on many wait to be read
        post.send_link(invitation, letters.NOMINATED)


def settle(nomination: Nomination) -> list[Invitation]:
    """Alternates move up into the places that are free, in their order. Call it under the lock of the meeting."""
    meeting = nomination.meeting
    if (
        nomination.status is not NominationStatus.OPEN
        or meeting.status is not MeetingStatus.PUBLISHED
        or clock.now() >= meeting.starts_at
    ):
        return []
    db.session.flush()  # who has a place is read from the rows
    standing = standing_of(nomination)
    named = {one.id: one for one in standing.named}
    moved = [named[number] for number in move_up(standing.seats, standing.law)]
    for invitation in moved:
        ask_named(OPERATOR, invitation)
    return moved


def settle_and_tell(nomination: Nomination, dropped: list[str]) -> None:
    """After somebody dropped out: whoever moves up is asked, and the focal points are told of both."""
    moved = [letters.moves_up(one) for one in settle(nomination)]
    lines = [*dropped, *moved]
    standing = standing_of(nomination)
    if len(moved) < len(dropped) and free(standing.seats, standing.law):
        lines.append(letters.place_free())
    if lines:
        post.to_focal_points(nomination, letters.NEWS_OF_NAMED, news=lines)


def take_back(actor: Actor, invitation: Invitation, by: By) -> None:
    """The person is no longer asked, and is told so; an alternate moves up. Refused once there is an answer.

    Whoever named the person is told what the office does.
    """
    lock_invitation(invitation)
    if invitation.status is S.TAKEN_BACK:
        return  # pressed twice
    if invitation.status is S.ACCEPTED:
        raise Refused(
            "%(name)s has registered. Whoever has registered withdraws on the own page, or asks the office.",
            name=invitation.name,
        )
    drop(actor, invitation, by)
    if invitation.nomination is not None:
        settle_and_tell(
            invitation.nomination, [] if by is By.ORGANIZATION else [letters.taken_back(invitation)]
        )


def drop(actor: Actor, invitation: Invitation, by: By) -> None:
    """Take one back without looking who moves up; whoever has heard of it is told.

    Of whom the mail still waits to be read, or was thrown away, nobody has been asked.
    """
    was_asked = invitation.status is S.ASKED and told_about("invitation", [invitation.id])
    step(actor, invitation, S.TAKEN_BACK, by)
    if was_asked:
        named = invitation.nomination is not None
        post.send(invitation, letters.NOMINATION_TAKEN_BACK if named else letters.INVITATION_TAKEN_BACK)


def lapse(meeting: Meeting, overdue: list[Invitation]) -> dict[int | None, list[str]]:
    """Those whose time to answer is over; what is to be told of them, by nomination."""
    lines: dict[int | None, list[str]] = {}
    for invitation in overdue:
        step(OPERATOR, invitation, S.LAPSED, By.TIME)
        lines.setdefault(invitation.nomination_id, []).append(letters.did_not_answer(invitation))
    return lines


def take_as_answered(meeting: Meeting) -> None:
    """Whoever was asked and has registered by another door has answered. Call it under the lock of the meeting.

    Nobody is asked again who has registered, and one person has one of an organization's places.
    """
    for invitation, registration in registered_elsewhere(meeting):
        step(OPERATOR, invitation, S.ACCEPTED, By.TIME)
        invitation.registration, invitation.answered_at = registration, clock.now()
        is_of_who_named(OPERATOR, invitation, registration)
        give_kept_place(invitation, registration)


def is_of_who_named(actor: Actor, invitation: Invitation, registration: Registration) -> None:
    """Whoever was named and wrote no organization that the directory knows is of the one that named them, as by the
    link: the place is one of its places, unless it is held already and the organization has none left."""
    if invitation.nomination is None or registration.organization_id is not None:
        return
    organization, meeting = invitation.nomination.organization, invitation.meeting
    if registration.status in HOLDS_A_PLACE:
        held = claim_of(registration)
        try:
            check_moved_place(
                limits_of(meeting), taken_of(meeting), held, replace(held, organization=organization.id)
            )
        except Refused:
            return
    before = audit.values_of(registration, "organization_name")
    registration.organization_id, registration.organization_name = organization.id, organization.name
    registration.version += 1
    after = audit.values_of(registration, "organization_name")
    audit.record(actor, "correct_registration", "registration", registration.id, before, after)


def give_kept_place(invitation: Invitation, registration: Registration) -> bool:
    """Decide on a registration whose place was kept, in the name of whoever kept it; whether anything was decided.

    The meeting is locked: what is counted stays so.
    """
    if not invitation.place_kept or registration.status is not RegistrationStatus.SUBMITTED:
        return False
    meeting, office = invitation.meeting, who_invited(invitation)
    if no_place(limits_of(meeting), taken_of(meeting), claim_of(registration)) is None:
        approve(office, registration)
    elif terms_of(meeting).waiting_list:
        put_on_waiting_list(office, registration)
    else:
        return False
    return True
