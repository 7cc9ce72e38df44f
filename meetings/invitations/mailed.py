"""What was mailed about a meeting's invitations and nominations, and to whom a mail can be previewed."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.texts import as_looked_for
from meetings.directory.models import Organization
from meetings.invitations.models import Invitation, Nomination
from meetings.invitations.queries import Voice, voices
from meetings.invitations.rules import InvitationStatus, NominationStatus
from meetings.outbox.models import OutboxMessage
from meetings.outbox.queries import mails_by_letter
from meetings.outbox.rules import Delivery
from meetings.programme.models import Meeting
from meetings.registration.rules import NAMELESS, sort_key

S, N = InvitationStatus, NominationStatus
MOST_OFFERED = 100
# Whose mail it can be: an invitation's, or a nominee's; that of both otherwise.
OF_NOMINEES = {
    "invited": False,
    "invitation_taken_back": False,
    "nominated": True,
    "nomination_taken_back": True,
}
TAKEN_BACK = frozenset({"invitation_taken_back", "nomination_taken_back", "places_taken_back"})


def mails_of(actor: Actor, meeting: Meeting) -> Counter[tuple[str, Delivery]]:
    """How many mails there are about those who were asked to a meeting, and to focal points, by kind and delivery."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        return Counter()
    invitations = select(Invitation.id).where(Invitation.meeting_id == meeting.id)
    nominations = select(Nomination.id).where(Nomination.meeting_id == meeting.id)
    ours = or_(
        and_(OutboxMessage.about_kind == "invitation", OutboxMessage.about_id.in_(invitations)),
        and_(OutboxMessage.about_kind == "nomination", OutboxMessage.about_id.in_(nominations)),
    )
    return mails_by_letter(ours)


def asked_to_preview(actor: Actor, meeting: Meeting, code: str, q: str) -> tuple[Sequence[Invitation], bool]:
    """With whom a mail to those who are asked can be previewed: those first who would get it now, then by name;
    whether there are more."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        return [], False
    query = _asked(meeting, code)
    if q:
        query = query.where(
            or_(
                Invitation.sort_key.contains(sort_key(q), autoescape=True),
                Invitation.email.contains(as_looked_for(q), autoescape=True),
            )
        )
    first = case((Invitation.status == (S.TAKEN_BACK if code in TAKEN_BACK else S.ASKED), 0), else_=1)
    rows = db.session.scalars(
        query.order_by(first, Invitation.sort_key, Invitation.id).limit(MOST_OFFERED + 1)
    ).all()
    return rows[:MOST_OFFERED], len(rows) > MOST_OFFERED


def find_asked_to_preview(actor: Actor, meeting: Meeting, code: str, key: str) -> Invitation | None:
    """The invitation of that key, when it is this meeting's and its person can get such a mail."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        return None
    return db.session.scalar(_asked(meeting, code).where(Invitation.key == key))


def _asked(meeting: Meeting, code: str) -> Select[Invitation]:
    query = select(Invitation).where(Invitation.meeting_id == meeting.id, Invitation.name != NAMELESS)
    of_nominees = OF_NOMINEES.get(code)
    if of_nominees is not None:
        named = Invitation.nomination_id.is_not(None)
        query = query.where(named if of_nominees else ~named)
    return query.options(joinedload(Invitation.nomination).joinedload(Nomination.organization))


def focal_to_preview(
    actor: Actor, meeting: Meeting, code: str, q: str
) -> tuple[Sequence[tuple[Nomination, Voice]], bool]:
    """The same of mails to focal points: each who speaks for an organization with places, by organization."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        return [], False
    query = _nominations(meeting)
    if q:
        query = query.where(func.lower(Organization.name).contains(q.lower(), autoescape=True))
    first = case((Nomination.status == (N.TAKEN_BACK if code in TAKEN_BACK else N.OPEN), 0), else_=1)
    rows = db.session.scalars(
        query.order_by(first, func.lower(Organization.name), Nomination.id).limit(MOST_OFFERED + 1)
    ).all()
    speak = voices(actor, [row.organization_id for row in rows])
    found = [(row, voice) for row in rows for voice in speak[row.organization_id]]
    return found[:MOST_OFFERED], len(found) > MOST_OFFERED


def find_focal_to_preview(
    actor: Actor, meeting: Meeting, slug: str, email: str
) -> tuple[Nomination, Voice] | None:
    """Who speaks under this address for that organization, when it was given places for this meeting."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        return None
    nomination = db.session.scalar(_nominations(meeting).where(Organization.slug == slug))
    if nomination is None:
        return None
    speak = voices(actor, [nomination.organization_id])[nomination.organization_id]
    return next(((nomination, voice) for voice in speak if voice.email == email), None)


def _nominations(meeting: Meeting) -> Select[Nomination]:
    return (
        select(Nomination)
        .join(Nomination.organization)
        .where(Nomination.meeting_id == meeting.id)
        .options(contains_eager(Nomination.organization))
    )


def languages_of(actor: Actor, meeting: Meeting) -> frozenset[str]:
    """The languages in which those who were asked are written to."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        return frozenset()
    mine = Invitation.meeting_id == meeting.id
    return frozenset(db.session.scalars(select(Invitation.language).where(mine).distinct()))
