"""Names with what was said from the floor of a meeting, and their deletion with the meeting's other personal data.

What was said stays, by the organization where one is named: the record of a meeting is permanent (DOMAIN, 7).
"""

from sqlalchemy import Select, func, select

from meetings.base.database import db
from meetings.programme.models import MeetingSession
from meetings.record.actions import forget_speakers, forget_traces_of
from meetings.record.models import RecordParagraph

FROM_THE_FLOOR = (RecordParagraph.speaker_id.is_(None), RecordParagraph.speaker != "")


def _of(meeting_id: int) -> Select[int]:
    sessions = select(MeetingSession.id).where(MeetingSession.meeting_id == meeting_id)
    return select(RecordParagraph.id).where(RecordParagraph.session_id.in_(sessions), *FROM_THE_FLOOR)


def meetings() -> list[int]:
    """The meetings in whose records somebody stands by name who had no role in the programme."""
    query = (
        select(MeetingSession.meeting_id)
        .join(RecordParagraph, RecordParagraph.session_id == MeetingSession.id)
        .where(*FROM_THE_FLOOR)
    )
    return list(db.session.scalars(query.distinct()))


def count(meeting_id: int) -> int:
    """How many interventions of the meeting carry such a name."""
    return db.session.scalar(select(func.count()).select_from(_of(meeting_id).subquery())) or 0


def forget(meeting_id: int, most: int) -> int:
    """Delete the names of at most so many, and what would find any again; how many names, 0 when none is left."""
    forget_traces_of(meeting_id)
    return forget_speakers(db.session.scalars(_of(meeting_id).order_by(RecordParagraph.id).limit(most)).all())
