"""What people in the programme leave beside the permanent record, and its deletion with the meeting's other data."""

from sqlalchemy import ColumnElement, Select, func, or_, select

from meetings.base.database import db
from meetings.programme.models import MeetingSession, Speaker
from meetings.speakers.actions import forget_requests
from meetings.speakers.models import RoleRequest


def _says_more() -> ColumnElement[bool]:
    return or_(Speaker.email != "", Speaker.needs != "", Speaker.why != "")


def _speakers(meeting_id: int) -> Select[int]:
    asked = select(RoleRequest.speaker_id).where(RoleRequest.meeting_id == meeting_id)
    return (
        select(Speaker.id)
        .join(Speaker.session)
        .where(
            MeetingSession.meeting_id == meeting_id,
            or_(_says_more(), Speaker.id.in_(asked.where(RoleRequest.speaker_id.is_not(None)))),
        )
    )


def _gone(meeting_id: int) -> Select[int]:
    """Requests whose role has gone."""
    mine = RoleRequest.meeting_id == meeting_id
    return select(RoleRequest.id).where(mine, RoleRequest.speaker_id.is_(None))


def meetings() -> list[int]:
    """The meetings of whose speakers more is kept than the programme says."""
    asked = select(RoleRequest.meeting_id)
    said = select(MeetingSession.meeting_id).join(MeetingSession.speakers).where(_says_more())
    return list(db.session.scalars(asked.union(said)))


def count(meeting_id: int) -> int:
    """Of how many people in the programme of the meeting that is so."""
    figures = (
        db.session.scalar(select(func.count()).select_from(query(meeting_id).subquery()))
        for query in (_speakers, _gone)
    )
    return sum(figure or 0 for figure in figures)


def forget(meeting_id: int, most: int) -> int:
    """Let at most so many go; how many, 0 when none is left."""
    speakers = db.session.scalars(_speakers(meeting_id).order_by(Speaker.id).limit(most)).all()
    requests = db.session.scalars(
        select(RoleRequest.id).where(RoleRequest.speaker_id.in_(speakers)).order_by(RoleRequest.id)
    ).all()
    left = most - len(speakers)
    gone = db.session.scalars(_gone(meeting_id).order_by(RoleRequest.id).limit(left)).all() if left else []
    if speakers or gone:
        forget_requests(speakers, [*requests, *gone])
    return len(speakers) + len(gone)
