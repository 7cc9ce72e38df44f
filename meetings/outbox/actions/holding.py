"""Mails of one act for many people: read first, then let go or thrown away."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import or_, select, update

from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.outbox.actions.putting import one_line, supersede
from meetings.outbox.anew import words_now
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.queries import newer_of
from meetings.outbox.rules import Delivery
from meetings.outbox.still import overtaken


@dataclass
class Many:
    """What became of writing to several at once: how many mails wait to be read, who is left out, and why.

    `batch` is the key under which the mails are held; "" when there are none.
    """

    batch: str = ""
    number: int = 0
    left_out: list[tuple[str, Refused]] = field(default_factory=list)


def begin_batch(title: str, made_by: str) -> OutboxBatch:
    """A batch to hold mails in (`held_for`); its title says of what, to those who read it."""
    batch = OutboxBatch(
        key=secrets.new_key(), title=one_line(title)[:300], made_at=clock.now(), made_by=made_by
    )
    db.session.add(batch)
    db.session.flush()  # its messages need the id
    return batch


def release_batch(batch: OutboxBatch, but: Collection[int] = ()) -> int:
    """Let the mails go that are still held, but these; how many.

    Dropped is one about an entry that has moved on since, and one that is no longer so: it keeps how it stood then.
    """
    now = clock.now()
    _drop_overtaken(batch)
    invitations = db.session.scalars(
        _held(batch).where(OutboxMessage.calendar_uid.is_not(None)).order_by(OutboxMessage.id)
    ).all()
    for message in invitations:
        assert message.calendar_uid is not None
        if newer_of(message) is not None:
            message.delivery = Delivery.SUPERSEDED
        else:
            supersede(message.calendar_uid, message.to_email, before_id=message.id)
    db.session.flush()  # the superseded ones are held no longer
    return _all_held_become(batch, Delivery.WAITING, but, not_before=now)


def _drop_overtaken(batch: OutboxBatch) -> None:
    by_reason: dict[str, list[int]] = {}
    for message_id, why in overtaken(batch).items():
        by_reason.setdefault(why, []).append(message_id)
    for why, ids in by_reason.items():
        db.session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id.in_(ids))
            .values(delivery=Delivery.SUPERSEDED, last_error=why, link_nonce=None)
        )


def discard_batch(batch: OutboxBatch) -> int:
    """Send none of those that are still held; how many. What was decided stands."""
    return _all_held_become(batch, Delivery.DISCARDED, link_nonce=None)


def discard_about(kind: str, ids: Collection[int]) -> int:
    """Send none of the held mails about these things; how many. One that takes an entry out of a calendar stays."""
    changed = db.session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.about_kind == kind,
            OutboxMessage.about_id.in_(ids),
            OutboxMessage.delivery == Delivery.HELD,
            or_(OutboxMessage.calendar_method.is_(None), OutboxMessage.calendar_method != "CANCEL"),
        )
        .values(delivery=Delivery.DISCARDED, link_nonce=None)
    )
    return int(changed.rowcount)  # type: ignore[attr-defined]


def _held(batch: OutboxBatch):  # type: ignore[no-untyped-def]
    return select(OutboxMessage).where(
        OutboxMessage.batch_id == batch.id, OutboxMessage.delivery == Delivery.HELD
    )


def _all_held_become(
    batch: OutboxBatch, delivery: Delivery, but: Collection[int] = (), **values: object
) -> int:
    changed = db.session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.batch_id == batch.id,
            OutboxMessage.delivery == Delivery.HELD,
            OutboxMessage.id.not_in(but),
        )
        .values(delivery=delivery, **values)
    )
    return int(changed.rowcount)  # type: ignore[attr-defined]


def discard(message: OutboxMessage) -> None:
    """Do not send this one."""
    _check_held(message)
    message.delivery, message.link_nonce = Delivery.DISCARDED, None


def edit_held(message: OutboxMessage, subject: str, text: str) -> None:
    """Other words for one recipient. Refused when the recipient's own link would be lost, or the mail has gone.

    And when it has no such link (any more): nothing would stand in its place.
    """
    _check_held(message)
    if not message.link_path and "[personal link]" in text:
        raise Refused("Take “[personal link]” out: this mail has none (any more).", field="text")
    if message.link_path and "[personal link]" not in text:
        raise Refused(
            "Keep “[personal link]”: without it the recipient cannot do what the mail asks.", field="text"
        )
    now = words_now(message)
    message.house_text = now.text if now is not None else message.house_text or message.text
    message.subject, message.text = one_line(subject)[:300], text


def _check_held(message: OutboxMessage) -> None:
    if message.delivery is not Delivery.HELD:
        raise Refused("This mail is not held any more: %(state)s.", state=message.delivery.label)
