"""How much of a meeting's documents somebody sees, and when they last looked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.documents.models import DocumentSeries, DocumentVisit
from meetings.documents.rules import Visibility, Visit
from meetings.programme.models import Meeting, MeetingSession
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus


@dataclass(frozen=True)
class Reader:
    """Somebody who reads the documents of a meeting: the most that they see, and their last visit."""

    level: Visibility
    visit: Visit | None = None


def reader_of(actor: Actor, meeting: Meeting) -> Reader:
    """In one statement for whoever is signed in, in none for others.

    Participants are those who have a place today; a rapporteur of a session of the meeting reads what they read.
    """
    if actor.account_id is None:
        return Reader(Visibility.PUBLIC)
    has_a_place = exists().where(
        Registration.meeting_id == meeting.id,
        Registration.account_id == actor.account_id,
        Registration.status == RegistrationStatus.APPROVED,
    )
    mine = and_(DocumentVisit.meeting_id == meeting.id, DocumentVisit.account_id == actor.account_id)
    seen: Select[bool, datetime | None, datetime | None] = select(
        or_(has_a_place, _writes_its_record(actor, meeting)),
        select(DocumentVisit.seen_at).where(mine).scalar_subquery(),
        select(DocumentVisit.before_at).where(mine).scalar_subquery(),
    )
    takes_part, seen_at, before_at = db.session.execute(seen).one()
    level = Visibility.PARTICIPANTS if takes_part else Visibility.PUBLIC
    if actor.may(Permission.SEE_STAFF_DOCUMENTS, meeting):
        level = Visibility.STAFF
    return Reader(level, None if seen_at is None else Visit(seen_at, before_at))


def _writes_its_record(actor: Actor, meeting: Meeting) -> ColumnElement[bool]:
    ids = actor.scope(Permission.WRITE_RECORD, "session") or ()
    return exists().where(MeetingSession.meeting_id == meeting.id, MeetingSession.id.in_(ids))


def mark_of(meeting: Meeting) -> str:
    """Changes with every change to the meeting's documents; empty while there are none."""
    query = select(DocumentSeries.mark).where(DocumentSeries.meeting_id == meeting.id)
    return db.session.scalar(query) or ""
