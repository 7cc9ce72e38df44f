"""The office invites people: one, or many at once; reminds them once a day; and takes invitations back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.invitations import letters, post
from meetings.invitations.actions.asking import check_can_be_asked, deadline_at, take_as_answered
from meetings.invitations.models import Invitation
from meetings.invitations.queries import find_in_hand, in_hand, registered_addresses, unanswered
from meetings.invitations.rules import (
    REMIND_AGAIN_AFTER,
    InvitationStatus,
    InviteeDraft,
    Obstacle,
    may_remind,
)
from meetings.letters.rules import Text, check_text
from meetings.outbox.actions import begin_batch, held_for
from meetings.outbox.queries import told_about, written_since
from meetings.programme.models import Meeting
from meetings.registration.actions import lock_meeting
from meetings.registration.queries import find_organization_named
from meetings.registration.rules import COMES_BACK, sort_key

S = InvitationStatus


@dataclass
class Invited:
    """What became of a list: who was invited, and who was left out because of something that happened meanwhile.

    `batch` is the key under which the mails are held.
    """

    batch: str
    made: list[Invitation] = field(default_factory=list)
    left_out: list[tuple[InviteeDraft, Obstacle]] = field(default_factory=list)


def invite(
    actor: Actor,
    meeting: Meeting,
    drafts: Iterable[InviteeDraft],
    words: Text,
    until: datetime,
    place_kept: bool,
) -> Invited:
    """Write to all of these, each with a personal link; the mails are held until they are read.

    `until` is the wall clock of the meeting's zone. Whoever is asked or registered already is left out.
    """
    lock_meeting(meeting)
    reply_by = _check(meeting, words, until)
    have = registered_addresses(actor, meeting)
    batch = begin_batch(letters.invitations_title(meeting), actor.name)
    asked, done = in_hand(actor, meeting), Invited(batch.key)
    with held_for(batch):
        for draft in drafts:
            obstacle = _obstacle(draft, have, asked)
            if obstacle is not None:
                done.left_out.append((draft, obstacle))
                continue
            asked.add(draft.email.strip().lower())
            done.made.append(_invite(actor, meeting, draft, words, reply_by, place_kept, batch.key))
    return done


def invite_one(
    actor: Actor, meeting: Meeting, draft: InviteeDraft, words: Text, until: datetime, place_kept: bool
) -> Invitation:
    """Write to one person at once. Refused when the address is asked or registered already."""
    lock_meeting(meeting)
    reply_by = _check(meeting, words, until)
    have = registered_addresses(actor, meeting)
    obstacle = _obstacle(draft, have, in_hand(actor, meeting))
    if obstacle is Obstacle.REGISTERED:
        raise Refused("This address has registered already.", field="email")
    if obstacle is not None and _withdrew(meeting, draft):
        raise Refused(
            "This address was invited, has registered and has withdrawn since. Take that registration up again.",
            field="email",
        )
    if obstacle is not None:
        raise Refused("This address has been asked for this meeting already.", field="email")
    return _invite(actor, meeting, draft, words, reply_by, place_kept, "")


def _withdrew(meeting: Meeting, draft: InviteeDraft) -> bool:
    """Whether somebody has answered an invitation with a registration that was withdrawn since."""
    before = find_in_hand(meeting, draft.email.strip().lower())
    registration = before.registration if before is not None else None
    return registration is not None and registration.status in COMES_BACK


def _check(meeting: Meeting, words: Text, until: datetime) -> datetime:
    check_can_be_asked(meeting)
    check_text(letters.INVITED, words)
    return deadline_at(meeting, until, "deadline")


def _obstacle(draft: InviteeDraft, registered: set[str], asked: set[str]) -> Obstacle | None:
    email = draft.email.strip().lower()
    if not email:
        return Obstacle.NO_ADDRESS
    if email in registered:
        return Obstacle.REGISTERED
    return Obstacle.INVITED if email in asked else None


def _invite(
    actor: Actor,
    meeting: Meeting,
    draft: InviteeDraft,
    words: Text,
    reply_by: datetime,
    place_kept: bool,
    batch: str,
) -> Invitation:
    now = clock.now()
    number, name = draft.organization_id, draft.organization
    if number is None and name:
        found = find_organization_named(name)
        number, name = (found.id, found.name) if found else (None, name)
    invitation = Invitation(
        key=secrets.new_key(),
        meeting=meeting,
        name=draft.name,
        sort_key=sort_key(draft.name),
        email=draft.email.strip().lower(),
        organization_id=number,
        organization_name=name,
        function=draft.function,
        category=draft.category,
        languages=[],
        language=draft.language,
        status=S.ASKED,
        place_kept=place_kept,
        batch=batch,
        named_at=now,
        named_by=actor.name,
        asked_at=now,
        reply_by=reply_by,
        demonstration=meeting.demonstration,
    )
    db.session.add(invitation)
    db.session.flush()  # the link and the trail need its id
    post.send_link(invitation, letters.INVITED, words)
    after = {"name": draft.name, "email": invitation.email, "place_kept": place_kept}
    audit.record(actor, "invite", "invitation", invitation.id, None, after)
    return invitation


def remind(actor: Actor, meeting: Meeting) -> tuple[int, int, str]:
    """Write once more to all who have not answered; not to whom a mail went in the last 24 hours, or waits to be read.

    How many; how many not, as the mail that asks them waits to be read or was thrown away; and the key under which the
    mails are held ("" when there are none).
    """
    lock_meeting(meeting)
    check_can_be_asked(meeting)
    take_as_answered(meeting)
    now = clock.now()
    might = [one for one in unanswered(meeting) if may_remind(one.status, one.reply_by, now)]
    ids, since = [one.id for one in might], now - REMIND_AGAIN_AFTER
    know, lately = told_about("invitation", ids), written_since("invitation", ids, since)
    due = [one for one in might if one.id in know - lately]
    untold = sum(one.id not in know and one.named_at <= since for one in might)
    if not due:
        return 0, untold, ""
    batch = begin_batch(letters.reminders_title(meeting), actor.name)
    with held_for(batch):
        for invitation in due:
            post.send_link(invitation, letters.REMIND_ASKED)
    audit.record(actor, "remind", "meeting", meeting.id, None, {"mails": len(due)})
    return len(due), untold, batch.key
