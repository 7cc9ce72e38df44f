"""One who writes about a session at a time, and only when there is something to write about."""

from sqlalchemy import select

from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.outcomes.models import Summary
from meetings.outcomes.queries import find_summary
from meetings.outcomes.rules import check_begun, check_editable
from meetings.programme.models import MeetingSession


def locked(session: MeetingSession) -> MeetingSession:
    """The session, so that nobody else changes what is kept of it meanwhile; what was read before is read again."""
    db.session.execute(select(MeetingSession.id).where(MeetingSession.id == session.id).with_for_update())
    find_summary(session)
    return session


def open_for_writing(session: MeetingSession) -> Summary | None:
    """The session's summary, if it and the records may be changed now."""
    check_begun(
        session.starts_at,
        clock.now(),
        f"{session.starts.day} {session.starts:%B %Y, %H:%M}",
        session.meeting.city,
    )
    if not session.takes_place:
        raise Refused("The session does not take place. There is nothing to record.")
    locked(session)
    summary = find_summary(session)
    check_editable(summary.status if summary else None)
    return summary
