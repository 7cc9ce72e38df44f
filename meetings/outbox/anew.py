"""What a held mail tells may change before it is let go; the room that wrote it writes it anew then.

Where the office has put words of its own they stay, and do not go before it has read what has changed since. Places
and requests to take a role answer (see `rooms`); what is about anything else goes as it was written.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select

from meetings.base.database import db
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.rules import Delivery


@dataclass(frozen=True)
class Words:
    """Subject and text of a mail."""

    subject: str
    text: str


# By the id of the mail the words that the house would write now; none of what cannot be written any more.
Anew = Callable[[Sequence[OutboxMessage]], Mapping[int, Words]]
_writers: dict[str, Anew] = {}


def answer_anew(kind: str, anew: Anew) -> None:
    """Register who writes held mails about things of this kind anew."""
    _writers[kind] = anew


def words_now(message: OutboxMessage) -> Words | None:
    """What the house would write now instead of a held mail; None: nobody writes it anew."""
    writer = _writers.get(message.about_kind) if message.delivery is Delivery.HELD else None
    return None if writer is None else writer([message]).get(message.id)


def mark_read(message: OutboxMessage, now: Words | None) -> str:
    """Tells whether the same was read: the words of a held mail, and what the house would write now instead."""
    read = (message.subject, message.text, "" if now is None else now.text)
    return sha256("\0".join(read).encode()).hexdigest()[:16]


def write_anew(batch: OutboxBatch, but: Collection[int] = ()) -> int:
    """Write the held mails of a batch anew that tell what has changed since, but these; how many those are."""
    number = 0
    for mail, now in _written_by(batch, by_office=False):
        if mail.id not in but and (mail.subject, mail.text) != (now.subject[:300], now.text):
            mail.subject, mail.text = now.subject[:300], now.text
            number += 1
    db.session.flush()
    return number


def outdated(batch: OutboxBatch) -> list[OutboxMessage]:
    """The held mails of a batch in words of the office, of which the house would write otherwise by now."""
    return [mail for mail, now in _written_by(batch, by_office=True) if mail.house_text != now.text]


def _written_by(batch: OutboxBatch, by_office: bool) -> list[tuple[OutboxMessage, Words]]:
    own = OutboxMessage.house_text
    held = select(OutboxMessage).where(
        OutboxMessage.batch_id == batch.id,
        OutboxMessage.delivery == Delivery.HELD,
        own.is_not(None) if by_office else own.is_(None),
    )
    found = []
    for kind, writer in _writers.items():
        about = held.where(OutboxMessage.about_kind == kind).order_by(OutboxMessage.id)
        mails = db.session.scalars(about).all()
        now = writer(mails) if mails else {}
        found += [(mail, now[mail.id]) for mail in mails if mail.id in now]
    return found
