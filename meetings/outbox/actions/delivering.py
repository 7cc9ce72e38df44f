"""Taking what is due out of the outbox, and noting how far it came."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import aliased

from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.outbox.actions.forgetting import blank
from meetings.outbox.actions.putting import Invitation, Link, held_for, one_line, put
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.queries import newer_of
from meetings.outbox.rules import LEASE, Delivery, next_try


def claim(now: datetime, most: int = 1) -> Sequence[OutboxMessage]:
    """Take the oldest due messages, so many at most, for one lease; nobody else gets them meanwhile.

    An invitation waits while an older one for the same entry and recipient is being sent.
    """
    older = aliased(OutboxMessage)
    overtakes = exists().where(
        older.calendar_uid == OutboxMessage.calendar_uid,
        older.to_email == OutboxMessage.to_email,
        older.id < OutboxMessage.id,
        older.claimed_until >= now,
    )
    messages = db.session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.delivery == Delivery.WAITING,
            OutboxMessage.not_before <= now,
            or_(OutboxMessage.claimed_until.is_(None), OutboxMessage.claimed_until < now),
            ~overtakes,
        )
        .order_by(OutboxMessage.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    for message in messages:
        message.claimed_until = now + LEASE
        message.attempts += 1
    return messages


def note_sent(message_ids: Sequence[int], now: datetime) -> None:
    """The mail server has taken these; what only the delivery needed is dropped."""
    changed = db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(message_ids))
        .values(delivery=Delivery.SENT, sent_at=now, claimed_until=None, last_error=None, link_nonce=None)
        .returning(OutboxMessage.id, OutboxMessage.blank_after)
        .execution_options(synchronize_session=False)
    )
    for message_id, blank_after in changed.all():
        if blank_after:
            blank(message_id)


def note_failed(
    message_id: int, now: datetime, error: str, *, final: bool = False, server_is_away: bool = False
) -> None:
    """It did not go: try again later, or give up and let the office see why."""
    message = db.session.get_one(OutboxMessage, message_id, with_for_update=True, populate_existing=True)
    message.refused += not server_is_away
    times = message.attempts if server_is_away else message.refused
    again = None if final else next_try(times, now, server_is_away)
    message.claimed_until, message.last_error = None, one_line(error)[:500]
    if message.delivery is Delivery.SUPERSEDED:
        return
    if again is None:
        message.delivery = Delivery.FAILED
        if message.blank_after:
            db.session.flush()  # what is blanked is the row
            blank(message.id)
    else:
        message.not_before = again


def try_again(message: OutboxMessage) -> None:
    """Send a message again that could not be delivered."""
    check_failed(message)
    message.delivery, message.not_before = Delivery.WAITING, clock.now()
    message.attempts = message.refused = 0


def mend(
    message: OutboxMessage, email: str, invitation: Invitation | None = None, link: Link | None = None
) -> OutboxMessage:
    """Send the same words to another address of the same person; calendar part and link are those made for it."""
    check_failed(message)
    if (
        link is None
        and message.link_path
        and message.link_purpose
        and message.link_key
        and message.link_nonce
    ):
        link = Link(message.link_path, message.link_purpose, message.link_key, message.link_nonce)
    mended = put_again(message, email, invitation, link)
    message.delivery, message.link_nonce = Delivery.SUPERSEDED, None
    return mended


def put_again(
    message: OutboxMessage,
    email: str,
    invitation: Invitation | None,
    link: Link | None,
    held_in: int | None = None,
) -> OutboxMessage:
    """The same words to another address. `held_in`: with the mails of this batch, until they are read."""
    about = (message.about_kind, message.about_id) if message.about_id is not None else None
    batch = None if held_in is None else db.session.get_one(OutboxBatch, held_in)
    with nullcontext() if batch is None else held_for(batch):
        again = put(
            email,
            message.subject,
            message.text,
            to_name=message.to_name,
            about=about,
            letter=message.letter,
            link=link,
            invitation=invitation,
        )
    again.house_text = message.house_text
    return again


def check_failed(message: OutboxMessage) -> None:
    """Refused unless this mail could not be delivered, and nothing has replaced it."""
    if message.delivery is not Delivery.FAILED:
        raise Refused("Only a message that could not be delivered can be tried again.")
    if not message.to_email:
        raise Refused("The text and the address of this mail were deleted; it cannot be sent again.")
    if newer_of(message) is not None:
        raise Refused("A newer message about the same calendar entry has replaced this one.")
