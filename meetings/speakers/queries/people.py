"""Everybody in a role of a meeting, and who owes an answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.directory.models import Person
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import MeetingStatus, SpeakerAnswer
from meetings.speakers.models import RoleRequest


@dataclass(frozen=True)
class Row:
    """Somebody in a role; `email` is the address that a mail would go to, `request` what was asked."""

    speaker: Speaker
    email: str
    request: RoleRequest | None


def people(actor: Actor, meeting: Meeting, only: SpeakerAnswer | None = None) -> list[Row]:
    """Everybody in a role of the meeting, session by session; one statement."""
    if not actor.may(Permission.SEE_PROGRAMME, meeting):
        return []
    where = [] if only is None else [Speaker.answer == only]
    return _rows(MeetingSession.meeting_id == meeting.id, *where)


def with_ids(actor: Actor, meeting: Meeting, ids: Collection[int]) -> list[Row]:
    """Those of these ids who have a role in the meeting."""
    if not actor.may(Permission.SEE_PROGRAMME, meeting):
        return []
    return _rows(MeetingSession.meeting_id == meeting.id, Speaker.id.in_(ids))


# no actor: the verb that corrects an address has asked for the permission
def at_address(meeting: Meeting, email: str) -> list[Speaker]:
    """All in a role of the meeting who are written to there."""
    rows = _rows(MeetingSession.meeting_id == meeting.id) if email else []
    return [row.speaker for row in rows if row.email.strip().lower() == email.strip().lower()]


def _rows(*where: ColumnElement[bool]) -> list[Row]:
    email = func.coalesce(func.nullif(Speaker.email, ""), Person.email, "")
    rows = db.session.execute(
        select(Speaker, email, RoleRequest)
        .join(Speaker.session)
        .outerjoin(Person, Person.id == Speaker.person_id)
        .outerjoin(RoleRequest, RoleRequest.speaker_id == Speaker.id)
        .where(*where)
        .options(contains_eager(Speaker.session))
        .order_by(
            MeetingSession.unscheduled,
            MeetingSession.starts_at,
            MeetingSession.label,
            Speaker.position,
            Speaker.id,
        )
    )
    return [Row(*row) for row in rows]


@dataclass(frozen=True)
class Silent:
    """A meeting with people who were asked, or never asked, and have not answered."""

    meeting: Meeting
    number: int


def silent(actor: Actor) -> Sequence[Silent]:
    """Of the meetings to come that the actor edits: how many in roles of public programmes have not answered.

    In a draft only those count who were asked.
    """
    if not actor.may(Permission.EDIT_PROGRAMME):
        return []
    owes = or_(
        Speaker.answer == SpeakerAnswer.ASKED,
        and_(Speaker.answer == SpeakerAnswer.NOT_ASKED, Meeting.status == MeetingStatus.PUBLISHED),
    )
    query = (
        select(Meeting, func.count(Speaker.id))
        .join(MeetingSession, MeetingSession.meeting_id == Meeting.id)
        .join(Speaker, Speaker.session_id == MeetingSession.id)
        .where(
            owes,
            Meeting.status.in_((MeetingStatus.DRAFT, MeetingStatus.PUBLISHED)),
            MeetingSession.starts_at > clock.now(),
            MeetingSession.takes_place,
        )
        .group_by(Meeting.id)
        .order_by(Meeting.starts_at)
    )
    mine = actor.scope(Permission.EDIT_PROGRAMME, "meeting")
    if mine is not None:
        query = query.where(Meeting.id.in_(mine))
    return [Silent(meeting, int(number)) for meeting, number in db.session.execute(query)]
