"""Who was asked in the rounds of a meeting and what they said, and its deletion with the meeting's other personal data.

What was taken up stands in the summaries, which are the permanent record; how many were asked stands in the trail.
"""

from sqlalchemy import func, select

from meetings.base.database import db
from meetings.outcomes.models import Summary
from meetings.programme.models import MeetingSession
from meetings.rounds.actions import forget_readers
from meetings.rounds.models import ConfirmationRound, RoundReader
from meetings.rounds.person import readers_of_meeting


def meetings() -> list[int]:
    """The meetings with people who were asked in a round."""
    query = (
        select(MeetingSession.meeting_id)
        .join(Summary, Summary.session_id == MeetingSession.id)
        .join(ConfirmationRound, ConfirmationRound.summary_id == Summary.id)
        .join(RoundReader, RoundReader.round_id == ConfirmationRound.id)
    )
    return list(db.session.scalars(query.distinct()))


def count(meeting_id: int) -> int:
    """How many people were asked in the rounds of the meeting, counted for each round."""
    query = select(func.count()).select_from(readers_of_meeting(meeting_id).subquery())
    return db.session.scalar(query) or 0


def forget(meeting_id: int, most: int) -> int:
    """Delete at most so many, with what they said; how many, 0 when none is left."""
    return forget_readers(
        db.session.scalars(readers_of_meeting(meeting_id).order_by(RoundReader.id).limit(most)).all()
    )
