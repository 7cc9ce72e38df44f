"""What calendars were told of deadlines."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from meetings.base.database import db
from meetings.calendars.models import DeadlineTold
from meetings.calendars.rules import ToldDeadline


# no actor: digests and numbers, which say nothing of what is due
def told_deadlines(uids: Collection[str], session: Session | None = None) -> dict[str, ToldDeadline]:
    """The SEQUENCE and the last change of these deadlines, by UID: one statement, none for none."""
    if not uids:
        return {}
    rows = (session or db.session).scalars(select(DeadlineTold).where(DeadlineTold.uid.in_(uids)))
    return {row.uid: ToldDeadline(row.digest, row.stands, row.sequence, row.changed_at) for row in rows}
