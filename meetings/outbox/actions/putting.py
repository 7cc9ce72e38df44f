"""Putting a message into the outbox, in the transaction of what it tells."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, update

from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.words import N_
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.rules import PENDING, Delivery

CORRECTED = N_("the address was corrected since")
_held_for: ContextVar[int | None] = ContextVar("held_for", default=None)


@dataclass(frozen=True)
class Link:
    """A personal link, filled in at delivery: path on this site, and what its token is minted from."""

    path: str
    purpose: str
    key: str
    nonce: str


@dataclass(frozen=True)
class Invitation:
    """Calendar bytes that go with a message (CALENDARS.md, invitations 1). `version`: the entry's own SEQUENCE.

    `ends_at`: when the entry ends, as it is told.
    """

    data: bytes
    method: str
    uid: str
    sequence: int
    version: int | None = None
    ends_at: datetime | None = None


@contextmanager
def held_for(batch: OutboxBatch) -> Iterator[None]:
    """Whatever is put into the outbox inside belongs to this batch, and is held until somebody has read it."""
    before = _held_for.set(batch.id)
    try:
        yield
    finally:
        _held_for.reset(before)


@contextmanager
def at_once() -> Iterator[None]:
    """Also inside a batch what is put here leaves at once: it tells of a deadline that runs."""
    before = _held_for.set(None)
    try:
        yield
    finally:
        _held_for.reset(before)


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
    being sent just now may still arrive, but is not tried again. One that is held replaces when it is let go.
    """
    if link is not None and "[personal link]" not in text:
        raise ValueError("a message with a link says where it goes: [personal link]")
    now, batch = clock.now(), _held_for.get()
    to_email = one_line(to_email)
    if invitation is not None and batch is None:
        supersede(invitation.uid, to_email)
    message = OutboxMessage(
        key=secrets.new_key(),
        created_at=now,
        not_before=now,
        about_kind=about[0] if about else "",
        about_id=about[1] if about else None,
        letter=letter,
        to_name=one_line(to_name),
        to_email=to_email,
        subject=one_line(subject)[:300],
        text=text,
        delivery=Delivery.WAITING if batch is None else Delivery.HELD,
        batch_id=batch,
    )
    if link is not None:
        message.link_path, message.link_purpose = link.path, link.purpose
        message.link_key, message.link_nonce = link.key, link.nonce
    if invitation is not None:
        message.calendar, message.calendar_method = invitation.data, invitation.method
        message.calendar_uid, message.calendar_sequence = invitation.uid, invitation.sequence
        message.calendar_version, message.calendar_ends_at = invitation.version, invitation.ends_at
    db.session.add(message)
    return message


def supersede(uid: str, to_email: str, before_id: int | None = None) -> None:
    """What has not gone yet about this calendar entry and to this address does not go any more."""
    older = update(OutboxMessage).where(
        OutboxMessage.calendar_uid == uid,
        OutboxMessage.to_email == to_email,
        OutboxMessage.delivery.in_(PENDING),
    )
    if before_id is not None:
        older = older.where(OutboxMessage.id < before_id)
    db.session.execute(older.values(delivery=Delivery.SUPERSEDED))


def withdraw(kind: str, about_id: int, but_to: str) -> None:
    """What one person is told of this thing goes to this address only: the one of before was not theirs.

    What takes an entry out of a calendar goes where the entry is.
    """
    db.session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.about_kind == kind,
            OutboxMessage.about_id == about_id,
            func.lower(OutboxMessage.to_email) != but_to.lower(),
            OutboxMessage.delivery.in_({*PENDING, Delivery.FAILED}),
            or_(OutboxMessage.calendar_method.is_(None), OutboxMessage.calendar_method != "CANCEL"),
        )
        .values(delivery=Delivery.SUPERSEDED, last_error=CORRECTED, link_nonce=None)
    )


def one_line(text: str) -> str:
    """The text without line breaks, as headers of a mail need it."""
    return " ".join(text.split())
