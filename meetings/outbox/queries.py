"""What is known of messages that were put into the outbox."""

from sqlalchemy import func, select

from meetings.base.database import db
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery


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
        .where(
            OutboxMessage.calendar_uid == uid,
            OutboxMessage.to_email == email,
            OutboxMessage.delivery != Delivery.DISCARDED,
        )
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )


def newer_of(message: OutboxMessage) -> int | None:
    """The id of a newer message to the same address about the same calendar entry, if one goes or has gone."""
    if message.calendar_uid is None:
        return None
    return db.session.scalar(
        select(OutboxMessage.id)
        .where(
            OutboxMessage.calendar_uid == message.calendar_uid,
            OutboxMessage.to_email == message.to_email,
            OutboxMessage.id > message.id,
            OutboxMessage.delivery.not_in((Delivery.DISCARDED, Delivery.HELD)),
        )
        .limit(1)
    )
