"""Deleting what came in from somebody: whole rows, for nothing of them is counted."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select

from meetings.base import clock
from meetings.base.database import db
from meetings.replies.models import CalendarAnswer, ReceivedMail

# What belongs to no meeting (letters, strangers, automatic replies) goes with no meeting's personal data.
KEPT_WITHOUT_A_MEETING = timedelta(days=180)
AT_ONCE = 500


def forget_replies(about: Mapping[str, Collection[int]], addresses: Collection[str] = ()) -> None:
    """Delete the mails that came in about these things (ids by kind), and from or for these addresses."""
    emails = {address.strip().lower() for address in addresses} - {""}
    for table in (ReceivedMail, CalendarAnswer):
        theirs: list[ColumnElement[bool]] = [
            and_(table.about_kind == kind, table.about_id.in_(ids)) for kind, ids in about.items() if ids
        ]
        if emails:
            theirs.append(table.email.in_(emails))
        if emails and table is ReceivedMail:
            theirs.append(ReceivedMail.from_email.in_(emails))
        if theirs:
            db.session.execute(delete(table).where(or_(*theirs)))


def forget_old() -> bool:
    """Delete mails that belong to no meeting once they are old; whether there are more."""
    before = clock.now() - KEPT_WITHOUT_A_MEETING
    old = (
        select(ReceivedMail.id)
        .where(ReceivedMail.about_id.is_(None), ReceivedMail.received_at < before)
        .limit(AT_ONCE)
    )
    ids = db.session.scalars(old).all()
    db.session.execute(delete(ReceivedMail).where(ReceivedMail.id.in_(ids)))
    return len(ids) == AT_ONCE
