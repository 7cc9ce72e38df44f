"""Which mails went, which wait, which could not be delivered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import defer

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.base.texts import as_looked_for
from meetings.outbox.anew import outdated
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.rules import Delivery, first_tried
from meetings.outbox.still import overtaken

PER_PAGE = 50


@dataclass(frozen=True)
class MessageFilter:
    """What the list shows: one state or all, addresses and subjects that hold `q`, newest first."""

    delivery: Delivery | None = None
    q: str = ""
    page: int = 1
    batch_id: int | None = None


@dataclass(frozen=True)
class MessageList:
    """One page of messages; `counts` are of all messages, `total` of those that the filter lets through."""

    messages: Sequence[OutboxMessage]
    total: int
    counts: dict[Delivery, int]


def messages(actor: Actor, shown: MessageFilter) -> MessageList:
    """The messages of a page; the route asks for SEE_OUTBOX, which is held everywhere or not at all."""
    query = select(OutboxMessage)
    counted = select(OutboxMessage.delivery, func.count().label("number")).group_by(OutboxMessage.delivery)
    if shown.batch_id is not None:
        query = query.where(OutboxMessage.batch_id == shown.batch_id)
        counted = counted.where(OutboxMessage.batch_id == shown.batch_id)
    if shown.delivery is not None:
        query = query.where(OutboxMessage.delivery == shown.delivery)
    if shown.q:
        word = shown.q.lower()
        query = query.where(
            or_(
                func.lower(OutboxMessage.subject).contains(word, autoescape=True),
                func.lower(OutboxMessage.to_email).contains(as_looked_for(word), autoescape=True),
                func.lower(OutboxMessage.to_name).contains(word, autoescape=True),
            )
        )
    counts = {row.delivery: int(row.number) for row in db.session.execute(counted)}
    rows = db.session.scalars(
        query.options(defer(OutboxMessage.calendar), defer(OutboxMessage.text))
        .order_by(OutboxMessage.id.desc())
        .limit(PER_PAGE)
        .offset((shown.page - 1) * PER_PAGE)
    ).all()
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return MessageList(rows, total, {d: counts.get(d, 0) for d in Delivery})


@dataclass(frozen=True)
class HeldBatch:
    """A batch of which mails still wait to be read, and how many."""

    batch: OutboxBatch
    held: int


def held_batches(actor: Actor) -> list[HeldBatch]:
    """The batches that somebody should read, the oldest first; the route asks for SEE_OUTBOX."""
    held = func.count(OutboxMessage.id)
    rows = db.session.execute(
        select(OutboxBatch, held)
        .join(OutboxMessage, OutboxMessage.batch_id == OutboxBatch.id)
        .where(OutboxMessage.delivery == Delivery.HELD)
        .group_by(OutboxBatch.id)
        .order_by(OutboxBatch.id)
    )
    return [HeldBatch(batch, number) for batch, number in rows]


@dataclass(frozen=True)
class Overtaken:
    """A mail that would not go, and how it stands now (marked for translation)."""

    message: OutboxMessage
    why: str


def overtaken_in(actor: Actor, batch: OutboxBatch) -> list[Overtaken]:
    """The held mails of a batch that are no longer so and would not go; the route asks for SEE_OUTBOX."""
    why = overtaken(batch)
    rows = db.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.id.in_(why))
        .options(defer(OutboxMessage.calendar), defer(OutboxMessage.text))
        .order_by(OutboxMessage.id)
    )
    return [Overtaken(row, why[row.id]) for row in rows]


def outdated_in(actor: Actor, batch: OutboxBatch, gone: Sequence[Overtaken]) -> list[OutboxMessage]:
    """Those that wait to be read again, for they are in words of the office; the route asks for SEE_OUTBOX."""
    ids = {one.message.id for one in gone}
    return [mail for mail in outdated(batch) if mail.id not in ids]


def batch_for(actor: Actor, key: str) -> OutboxBatch:
    """A batch; the route asks for SEE_OUTBOX."""
    batch = db.session.scalar(select(OutboxBatch).where(OutboxBatch.key == key))
    if batch is None:
        raise NotFound
    return batch


# no actor: whoever holds the message may know of its batch
def batch_of(message: OutboxMessage) -> OutboxBatch | None:
    """The batch in which the message is, or was, held."""
    return None if message.batch_id is None else db.session.get(OutboxBatch, message.batch_id)


def message_for(actor: Actor, key: str) -> OutboxMessage:
    """One message; the route asks for SEE_OUTBOX."""
    message = db.session.scalar(select(OutboxMessage).where(OutboxMessage.key == key))
    if message is None:
        raise NotFound
    return message


def messages_about(actor: Actor, kind: str, about_id: int) -> Sequence[OutboxMessage]:
    """What was sent about one thing, newest first; who may see the thing may see this."""
    return db.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.about_kind == kind, OutboxMessage.about_id == about_id)
        .options(defer(OutboxMessage.calendar), defer(OutboxMessage.text))
        .order_by(OutboxMessage.id.desc())
        .limit(50)
    ).all()


# The server may be asked twice before it is said that it is away.
LATE = timedelta(minutes=5)
# An error that begins so is an answer of a server that is there: about one mail (RFC 5321, 4.2).
ANSWERED = ("4", "5", "SMTPData", "SMTPSender", "SMTPRecipients", "SMTPResponse")


@dataclass(frozen=True)
class Stuck:
    """Mails that should have gone: how many wait, since when, and what was against the latest try."""

    number: int
    since: datetime
    error: str


def stuck_mails(actor: Actor) -> Stuck | None:
    """What waits though its time came more than five minutes ago; None: all goes, or the actor sees no outbox.

    A mail is late by when it was first to go: each try moves `not_before` on. One statement while nothing waits.
    """
    if not actor.may(Permission.SEE_OUTBOX):
        return None
    failed = and_(
        OutboxMessage.last_error.is_not(None),
        *(OutboxMessage.last_error.not_like(f"{answer}%") for answer in ANSWERED),
    )
    late = and_(OutboxMessage.not_before < clock.now() - LATE, OutboxMessage.last_error.is_(None))
    tried = (OutboxMessage.delivery == Delivery.WAITING, failed)
    waits = (OutboxMessage.delivery == Delivery.WAITING, or_(late, failed))
    written = func.min(OutboxMessage.created_at).filter(OutboxMessage.batch_id.is_(None))
    due = func.min(OutboxMessage.not_before).filter(OutboxMessage.last_error.is_(None))
    first = db.session.execute(select(func.count(), written, due).where(*waits)).one()
    number, hours = int(first[0]), tuple[Any, ...](first)[1:]
    if not number:
        return None
    # Held mails were written long before they were let go: their hour follows from how often they were tried.
    held = db.session.execute(
        select(OutboxMessage.not_before, OutboxMessage.attempts)
        .where(*tried, OutboxMessage.batch_id.is_not(None))
        .order_by(OutboxMessage.attempts.desc())
        .limit(1)
    ).first()
    begun = [hour for hour in hours if hour is not None]
    begun += [first_tried(held.not_before, held.attempts)] if held else []
    if not begun or min(begun) >= clock.now() - LATE:
        return None
    error = db.session.scalar(
        select(OutboxMessage.last_error).where(*tried).order_by(OutboxMessage.not_before.desc()).limit(1)
    )
    return Stuck(number, min(begun), error or "")
