"""What was deleted, and what is being deleted."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.programme.models import Meeting
from meetings.retention.models import Purge

MOST = 200


def purges(actor: Actor, meeting: Meeting | None = None) -> Sequence[Purge]:
    """The record of deletions, the latest first: of one meeting, or of all."""
    if not actor.may(Permission.PURGE, meeting):
        return []
    query = select(Purge).options(joinedload(Purge.meeting)).order_by(Purge.begun_at.desc(), Purge.id.desc())
    if meeting is not None:
        query = query.where(Purge.meeting_id == meeting.id)
    return db.session.scalars(query.limit(MOST)).all()


# no actor: asked under the lock of the meeting, which its loader guards
def purge_under_way(meeting: Meeting) -> Purge | None:
    """The deletion of this meeting's data that has begun and not ended."""
    return db.session.scalar(select(Purge).where(Purge.meeting_id == meeting.id, Purge.ended_at.is_(None)))
