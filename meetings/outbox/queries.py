"""What is known of messages that were put into the outbox."""

from sqlalchemy import func, select

from meetings.base.database import db
from meetings.outbox.models import OutboxMessage


def last_sequence(uid: str, email: str) -> int | None:
    """The highest SEQUENCE that this address was told for a calendar entry; None: it was told none."""
    return db.session.scalar(
        select(func.max(OutboxMessage.calendar_sequence)).where(
            OutboxMessage.calendar_uid == uid, OutboxMessage.to_email == email
        )
    )


def last_method(uid: str, email: str) -> str | None:
    """REQUEST or CANCEL: what this address was told last of a calendar entry; None: nothing."""
    return db.session.scalar(
        select(OutboxMessage.calendar_method)
        .where(OutboxMessage.calendar_uid == uid, OutboxMessage.to_email == email)
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )
