"""A session that was made stricter: updates that name organizations are no part of it any more."""

from sqlalchemy import update

from meetings.access.actor import Actor
from meetings.agenda.models import AgendaPoint
from meetings.agenda.rules import PointKind
from meetings.base.database import db
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution


def attribution_changed(actor: Actor, session: MeetingSession) -> None:
    """Under Chatham House the updates belong to the meeting as a whole, not to this session."""
    if session.attribution is Attribution.CHATHAM_HOUSE:
        theirs = (AgendaPoint.session_id == session.id, AgendaPoint.kind == PointKind.UPDATES)
        db.session.execute(update(AgendaPoint).where(*theirs).values(session_id=None))
