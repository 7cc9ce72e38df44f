"""A session is put under the Chatham House Rule later: what fellows wrote of it must name nobody either."""

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base.database import db, wipe_after_commit
from meetings.fellows.models import FellowObserved
from meetings.fellows.queries import named_in
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution


def attribution_changed(actor: Actor, session: MeetingSession) -> None:
    """A text that names somebody goes; that the session was observed stays."""
    if session.attribution is not Attribution.CHATHAM_HOUSE:
        return
    rows = db.session.scalars(select(FellowObserved).where(FellowObserved.session_id == session.id)).all()
    naming = [row for row in rows if row.text and named_in(row.text, session.id)]
    for row in naming:
        row.text = ""
        row.version += 1
    if naming:
        audit.record(actor, "narrow_observed", "session", session.id, None, {"rows": len(naming)})
        wipe_after_commit()
