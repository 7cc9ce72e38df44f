"""The office gives places to organizations, changes them and takes them back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from meetings.access import audit
from meetings.access.actions import give_role, make_account
from meetings.access.actor import OPERATOR, Actor
from meetings.access.permissions import Role
from meetings.access.queries import find_account
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import check_version
from meetings.directory.models import Organization
from meetings.invitations import letters, post
from meetings.invitations.actions.asking import (
    check_can_be_asked,
    deadline_at,
    drop,
    lock_nomination,
    settle_and_tell,
)
from meetings.invitations.models import Nomination
from meetings.invitations.queries import (
    Voice,
    given_places,
    standing_of,
    voices,
)
from meetings.invitations.rules import (
    By,
    InvitationStatus,
    NominationStatus,
    check_step,
)
from meetings.outbox.actions import begin_batch, held_for
from meetings.outbox.queries import told_about
from meetings.programme.models import Meeting
from meetings.registration.actions import limit_places, lock_meeting

S, N = InvitationStatus, NominationStatus


@dataclass(frozen=True)
class Given:
    """The nominations that were made, and the key under which their mails are held."""

    made: list[Nomination]
    batch: str


def give_places(
    actor: Actor,
    meeting: Meeting,
    organizations: Sequence[Organization],
    places: int,
    deadline: datetime,
    note: str,
) -> Given:
    """Give each of these organizations so many places until a deadline, and write to who speaks for it.

    Whoever has places already, or nobody who speaks for it, is left out. The mails are held until they are read. A
    focal point of the directory who cannot sign in yet gets the account and the role by this: the office that names
    focal points there may do itself whatever the role may.
    """
    lock_meeting(meeting)
    check_can_be_asked(meeting)
    at = deadline_at(meeting, deadline, "deadline")
    speak = voices(actor, [one.id for one in organizations])
    have = given_places(actor, meeting)
    batch, made = begin_batch(letters.places_title(meeting), actor.name), []
    with held_for(batch):
        for organization in organizations:
            if organization.id in have or not speak[organization.id]:
                continue
            limit_places(actor, meeting, organization, places)
            nomination = _nomination(actor, meeting, organization, deadline, at, note)
            _let_them_in(organization, speak[organization.id])
            post.to_focal_points(nomination, letters.PLACES_GIVEN, places)
            made.append(nomination)
    return Given(made, batch.key)


def _nomination(
    actor: Actor, meeting: Meeting, organization: Organization, deadline: datetime, at: datetime, note: str
) -> Nomination:
    nomination = Nomination(
        meeting=meeting,
        organization=organization,
        status=N.OPEN,
        deadline=deadline,
        deadline_at=at,
        note=note,
        given_at=clock.now(),
        given_by=actor.name,
        named=[],
    )
    db.session.add(nomination)
    db.session.flush()  # mails and the trail need its id
    after = {"organization": organization.name, "deadline": str(deadline), "note": note}
    audit.record(actor, "give_places", "nomination", nomination.id, None, after)
    return nomination


def _let_them_in(organization: Organization, speak: Sequence[Voice]) -> None:
    for voice in speak:
        account = find_account(voice.email) or make_account(
            OPERATOR, voice.email, voice.name, demonstration=organization.demonstration
        )
        if voice.account is None and account.disabled_at is None:
            give_role(OPERATOR, account, Role.FOCAL_POINT, organization.id).until = voice.until
    db.session.flush()  # who speaks is read from the rows


def change_nomination(
    actor: Actor, nomination: Nomination, places: int, deadline: datetime, note: str, version: int
) -> None:
    """Change the number, the deadline, the note. Lowered places take nobody's; more let alternates move up."""
    lock_nomination(nomination)
    check_version(version, nomination.version)
    meeting = nomination.meeting
    check_can_be_asked(meeting)
    kept = deadline == nomination.deadline  # places can change after it; a new one must be to come
    at = nomination.deadline_at if kept else deadline_at(meeting, deadline, "deadline")
    before = audit.values_of(nomination, "deadline", "note") | {"places": standing_of(nomination).places}
    limit_places(actor, meeting, nomination.organization, places)
    nomination.deadline, nomination.deadline_at, nomination.note = deadline, at, note
    nomination.version += 1
    after = audit.values_of(nomination, "deadline", "note") | {"places": places}
    if before == after:
        return
    audit.record(actor, "change_nomination", "nomination", nomination.id, before, after)
    for invitation in standing_of(nomination).named:
        if invitation.status is S.ASKED and invitation.reply_by is not None:
            invitation.reply_by = max(invitation.reply_by, at)
    post.to_focal_points(nomination, letters.PLACES_CHANGED, places)
    settle_and_tell(nomination, [])


def move_nomination(actor: Actor, nomination: Nomination, to: NominationStatus) -> None:
    """Take the places back, or give them again. Whoever has registered stays so; whoever was only asked is told.

    A focal point who has not heard of the places hears of nothing that is taken back.

    The limit of the organization stays as it is: it may have been set for more than this, and is the office's to
    change under "How registrations are taken".
    """
    lock_nomination(nomination)
    if nomination.status is to:
        return  # pressed twice
    check_step(nomination.status, to, By.OFFICE)
    if to is N.OPEN:
        check_can_be_asked(nomination.meeting)
    before = audit.values_of(nomination, "status")
    nomination.status = to
    nomination.version += 1
    after = audit.values_of(nomination, "status")
    audit.record(actor, "move_nomination", "nomination", nomination.id, before, after)
    standing = standing_of(nomination)
    if to is N.TAKEN_BACK:
        for invitation in standing.named:
            if invitation.status in (S.ASKED, S.ALTERNATE):
                drop(actor, invitation, By.OFFICE)
    kind = letters.PLACES_CHANGED if to is N.OPEN else letters.PLACES_TAKEN_BACK
    if to is N.OPEN or standing.named or told_about("nomination", [nomination.id]):
        post.to_focal_points(nomination, kind, standing.places or 0)
