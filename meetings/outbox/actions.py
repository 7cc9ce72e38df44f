"""Putting a message into the outbox, and taking the due ones out for delivery."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import aliased

from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import LEASE, Delivery, next_try


@dataclass(frozen=True)
class Link:
    """A personal link, filled in at delivery: path on this site, and what its token is minted from."""

    path: str
    purpose: str
    key: str
    nonce: str


@dataclass(frozen=True)
class Invitation:
    """Calendar bytes that go with a message (CALENDARS.md, invitations 1)."""

    data: bytes
    method: str
    uid: str
    sequence: int


def put(
    to_email: str,
    subject: str,
    text: str,
    *,
    to_name: str = "",
    about: tuple[str, int] | None = None,
    letter: str = "",
    link: Link | None = None,
    invitation: Invitation | None = None,
) -> OutboxMessage:
    """Add a message to the outbox, in the transaction of what it tells. `letter`: which kind of mail it is, if any.

    A newer invitation for the same entry and recipient replaces older ones that have not gone; one that is
    being sent just now may still arrive, but is not tried again.
    """
    if link is not None and "[personal link]" not in text:
        raise ValueError("a message with a link says where it goes: [personal link]")
    now = clock.now()
    to_email = _one_line(to_email)
    if invitation is not None:
        db.session.execute(
            update(OutboxMessage)
            .where(
                OutboxMessage.calendar_uid == invitation.uid,
                OutboxMessage.to_email == to_email,
                OutboxMessage.delivery == Delivery.WAITING,
            )
            .values(delivery=Delivery.SUPERSEDED)
        )
    message = OutboxMessage(
        key=secrets.new_key(),
        created_at=now,
        not_before=now,
        about_kind=about[0] if about else "",
        about_id=about[1] if about else None,
        letter=letter,
        to_name=_one_line(to_name),
        to_email=to_email,
        subject=_one_line(subject)[:300],
        text=text,
        delivery=Delivery.WAITING,
    )
    if link is not None:
        message.link_path, message.link_purpose = link.path, link.purpose
        message.link_key, message.link_nonce = link.key, link.nonce
    if invitation is not None:
        message.calendar, message.calendar_method = invitation.data, invitation.method
        message.calendar_uid, message.calendar_sequence = invitation.uid, invitation.sequence
    db.session.add(message)
    return message


def _one_line(text: str) -> str:
    return " ".join(text.split())


def claim(now: datetime) -> OutboxMessage | None:
    """Take the oldest due message for one lease; nobody else gets it meanwhile.

    An invitation waits while an older one for the same entry and recipient is being sent.
    """
    older = aliased(OutboxMessage)
    overtakes = exists().where(
        older.calendar_uid == OutboxMessage.calendar_uid,
        older.to_email == OutboxMessage.to_email,
        older.id < OutboxMessage.id,
        older.claimed_until >= now,
    )
    message = db.session.scalar(
        select(OutboxMessage)
        .where(
            OutboxMessage.delivery == Delivery.WAITING,
            OutboxMessage.not_before <= now,
            or_(OutboxMessage.claimed_until.is_(None), OutboxMessage.claimed_until < now),
            ~overtakes,
        )
        .order_by(OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if message is not None:
        message.claimed_until = now + LEASE
        message.attempts += 1
    return message


def note_sent(message_id: int, now: datetime) -> None:
    """The mail server has taken it; what only the delivery needed is dropped."""
    message = db.session.get_one(OutboxMessage, message_id, with_for_update=True, populate_existing=True)
    message.delivery, message.sent_at, message.claimed_until, message.last_error = (
        Delivery.SENT,
        now,
        None,
        None,
    )
    message.link_nonce = None


def note_failed(
    message_id: int, now: datetime, error: str, *, final: bool = False, server_is_away: bool = False
) -> None:
    """It did not go: try again later, or give up and let the office see why."""
    message = db.session.get_one(OutboxMessage, message_id, with_for_update=True, populate_existing=True)
    again = None if final else next_try(message.attempts, now, server_is_away)
    message.claimed_until, message.last_error = None, _one_line(error)[:500]
    if message.delivery is Delivery.SUPERSEDED:
        return
    if again is None:
        message.delivery = Delivery.FAILED
    else:
        message.not_before = again


def try_again(message: OutboxMessage) -> None:
    """Send a message again that could not be delivered, for instance after the address was mended."""
    if message.delivery is not Delivery.FAILED:
        raise Refused("Only a message that could not be delivered can be tried again.")
    newer = select(OutboxMessage.id).where(
        OutboxMessage.calendar_uid == message.calendar_uid,
        OutboxMessage.to_email == message.to_email,
        OutboxMessage.id > message.id,
    )
    if message.calendar_uid and db.session.scalar(newer.limit(1)):
        raise Refused("A newer message about the same calendar entry has replaced this one.")
    message.delivery, message.attempts, message.not_before = Delivery.WAITING, 0, clock.now()
