"""Whoever counts places, or moves a registration, holds the meeting and the row until the transaction ends."""

from collections.abc import Callable

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actions import use_up_links
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.programme.models import Meeting, MeetingSession
from meetings.registration.models import Registration
from meetings.registration.queries import named_alternates
from meetings.registration.rules import COMES_BACK, RegistrationStatus, check_not_forgotten, take_step

# Rooms above that are told of whoever had a registration that stood, and comes no more.
Leave = Callable[[Registration], None]
_followers: dict[str, Leave] = {}


def follow_leaving(room: str, follow: Leave) -> None:
    """Register who is told that somebody withdrew, or got a no from the office."""
    _followers[room] = follow


def tell_who_follows(registration: Registration) -> None:
    for follow in _followers.values():
        follow(registration)


# Rooms above that are told of a name, and an organization, by which somebody may be known to take part no more.
Lose = Callable[[Registration, str, str, MeetingSession | None], None]
_who_knew: dict[str, Lose] = {}


def follow_lost_names(room: str, follow: Lose) -> None:
    """Register who is told of them; the registration is as it is from now on."""
    _who_knew[room] = follow


def lose_name(
    registration: Registration, name: str = "", organization: str = "", left: MeetingSession | None = None
) -> None:
    """A place given up, a name corrected, an attendance taken back (`left`): texts may name somebody by it still."""
    for follow in _who_knew.values():
        follow(registration, name or registration.name, organization or registration.organization_name, left)


def lock_meeting(meeting: Meeting) -> None:
    """Hold the meeting until the transaction ends: whoever counts its places waits here for whoever did before.

    The row is read afresh: places may have been changed meanwhile. SQLite holds its lock since BEGIN IMMEDIATE.
    """
    db.session.scalars(
        select(Meeting)
        .where(Meeting.id == meeting.id)
        .with_for_update(of=Meeting)
        .execution_options(populate_existing=True)
    ).one()


def lock(registration: Registration) -> None:
    lock_meeting(registration.meeting)
    db.session.scalars(
        select(Registration)
        .where(Registration.id == registration.id)
        .with_for_update(of=Registration)
        .execution_options(populate_existing=True)
    ).one()


def move(actor: Actor, registration: Registration, to: RegistrationStatus) -> None:
    """Take one step, with its line in the trail; what belonged to the state before goes with it."""
    check_not_forgotten(registration.forgotten_at)
    take_step(registration.status, to)
    before = audit.values_of(registration, "status")
    if registration.status is RegistrationStatus.APPROVED:
        _give_up_handing_over(registration)
    had_a_place = registration.status is RegistrationStatus.APPROVED
    registration.status, registration.reply_by = to, None
    if had_a_place and to is not RegistrationStatus.APPROVED:
        lose_name(registration)
    if to in COMES_BACK:
        for purpose in ("confirm", "take_over"):  # one that was left unused brings nobody back
            use_up_links(purpose, registration.id)
    audit.record(
        actor, to.value, "registration", registration.id, before, audit.values_of(registration, "status")
    )


def _give_up_handing_over(registration: Registration) -> None:
    """The place is given up: whoever was named to take it over is no longer, also when it is had anew."""
    registration.instead_of_id = None
    for alternate in named_alternates(registration):
        if alternate.status is not RegistrationStatus.APPROVED:
            alternate.instead_of_id = None


def begin_anew(actor: Actor, registration: Registration, to: RegistrationStatus) -> None:
    """Who had withdrawn is back, and stands in line like whoever comes now: nothing of before is decided.

    Whoever had not takes the step, no more.
    """
    back = registration.status in COMES_BACK
    move(actor, registration, to)
    if not back:
        return
    registration.received_at, registration.waiting_since = clock.now(), None
    registration.decided_at, registration.decided_by = None, ""
    if to is RegistrationStatus.UNCONFIRMED:
        registration.confirmed_at = None


def of_themselves(registration: Registration) -> Actor:
    """The person of the registration as the one who acts, by a mailed link and without signing in."""
    return Actor(account_id=registration.account_id, name=registration.name)
