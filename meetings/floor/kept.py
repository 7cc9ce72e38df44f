"""Who asked for the floor at a meeting, and its deletion with the meeting's other personal data."""

from sqlalchemy import Select, select

from meetings.base.database import db
from meetings.floor.actions import forget_asks
from meetings.floor.actions.keeping import number_of
from meetings.floor.models import FloorAsk
from meetings.programme.models import MeetingSession


def _of(meeting_id: int) -> Select[int]:
    sessions = select(MeetingSession.id).where(MeetingSession.meeting_id == meeting_id)
    return select(FloorAsk.id).where(FloorAsk.session_id.in_(sessions))


def meetings() -> list[int]:
    """The meetings with names on lists of speakers."""
    query = select(MeetingSession.meeting_id).join(FloorAsk, FloorAsk.session_id == MeetingSession.id)
    return list(db.session.scalars(query.distinct()))


def count(meeting_id: int) -> int:
    """How many names stand on the lists of speakers of the meeting."""
    return number_of(meeting_id)


def forget(meeting_id: int, most: int) -> int:
    """Delete at most so many; how many, 0 when none is left."""
    return forget_asks(db.session.scalars(_of(meeting_id).order_by(FloorAsk.id).limit(most)).all())
