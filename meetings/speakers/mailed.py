"""What was mailed to people in the programme, and with whom a mail can be previewed."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import contains_eager

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.outbox.models import OutboxMessage
from meetings.outbox.queries import mails_by_letter
from meetings.outbox.rules import Delivery
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import SpeakerAnswer
from meetings.speakers.models import RoleRequest
from meetings.speakers.post import KIND

MOST_OFFERED = 100


def mails_of(actor: Actor, meeting: Meeting) -> Counter[tuple[str, Delivery]]:
    """How many mails there are to people in the programme, by kind and delivery."""
    if not actor.may(Permission.EDIT_PROGRAMME, meeting):
        return Counter()
    ours = select(RoleRequest.id).where(RoleRequest.meeting_id == meeting.id)
    return mails_by_letter(OutboxMessage.about_kind == KIND, OutboxMessage.about_id.in_(ours))


def to_preview(actor: Actor, meeting: Meeting, code: str, q: str) -> tuple[Sequence[Speaker], bool]:
    """With whom a mail can be previewed: those first who would get it now, then by name; whether there are more."""
    if not actor.may(Permission.EDIT_PROGRAMME, meeting):
        return [], False
    query = _speakers(meeting)
    if q:
        written = (func.lower(Speaker.name), func.lower(Speaker.email))
        query = query.where(or_(*(column.contains(q.lower(), autoescape=True) for column in written)))
    now = SpeakerAnswer.ASKED if code == "remind_speaker" else SpeakerAnswer.NOT_ASKED
    first = case((Speaker.answer == now, 0), else_=1)
    rows = db.session.scalars(query.order_by(first, Speaker.name, Speaker.id).limit(MOST_OFFERED + 1)).all()
    return rows[:MOST_OFFERED], len(rows) > MOST_OFFERED


def find_to_preview(actor: Actor, meeting: Meeting, key: str) -> tuple[Speaker, RoleRequest | None] | None:
    """Somebody in a role of the meeting by the number, and what they were asked."""
    if not actor.may(Permission.EDIT_PROGRAMME, meeting) or not (key.isascii() and key.isdecimal()):
        return None
    speaker = db.session.scalar(_speakers(meeting).where(Speaker.id == int(key[:9])))
    if speaker is None:
        return None
    return speaker, db.session.scalar(select(RoleRequest).where(RoleRequest.speaker_id == speaker.id))


def languages_of(actor: Actor, meeting: Meeting) -> frozenset[str]:
    """The languages in which people in the programme are written to."""
    if not actor.may(Permission.EDIT_PROGRAMME, meeting):
        return frozenset()
    mine = RoleRequest.meeting_id == meeting.id
    return frozenset(db.session.scalars(select(RoleRequest.language).where(mine).distinct()))


def _speakers(meeting: Meeting) -> Select[Speaker]:
    return (
        select(Speaker)
        .join(Speaker.session)
        .where(MeetingSession.meeting_id == meeting.id)
        .options(contains_eager(Speaker.session))
    )
