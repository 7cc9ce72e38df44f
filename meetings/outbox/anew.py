"""What a held mail tells may change before it is let go; the room that wrote it writes it anew then.

Requests to take a role answer (see `rooms`); what is about anything else goes as it was written.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from meetings.base.database import db
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.rules import Delivery


@dataclass(frozen=True)
class Words:
    """Subject and text of a mail."""

    subject: str
    text: str


# By the id of the mail the words that it has now; none of one that the office has written itself, or that is as it was.
Anew = Callable[[Sequence[OutboxMessage]], Mapping[int, Words]]
_writers: dict[str, Anew] = {}


def answer_anew(kind: str, anew: Anew) -> None:
    """Register who writes held mails about things of this kind anew."""
    _writers[kind] = anew


def write_anew(batch: OutboxBatch) -> int:
    """Write the held mails of a batch anew that tell what has changed since; how many those are."""
    held = select(OutboxMessage).where(
        OutboxMessage.batch_id == batch.id, OutboxMessage.delivery == Delivery.HELD
    )
    number = 0
    for kind, anew in _writers.items():
        mails = db.session.scalars(held.where(OutboxMessage.about_kind == kind)).all()
        found = anew(mails) if mails else {}
        for mail in mails:
            if mail.id in found:
                mail.subject, mail.text = found[mail.id].subject[:300], found[mail.id].text
        number += len(found)
    db.session.flush()
    return number
