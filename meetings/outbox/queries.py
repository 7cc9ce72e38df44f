"""What is known of messages that were put into the outbox."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from meetings.base.database import db
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.rules import PENDING, Delivery


# no actor: figures alone; the room whose mails they are has asked who may see them
def mails_by_letter(*of: ColumnElement[bool]) -> Counter[tuple[str, Delivery]]:
    """How many mails of known texts there are of these, by text and delivery; one statement."""
    rows = db.session.execute(
        select(OutboxMessage.letter, OutboxMessage.delivery, func.count())
        .where(*of, OutboxMessage.letter != "")
        .group_by(OutboxMessage.letter, OutboxMessage.delivery)
    )
    return Counter({(letter, delivery): number for letter, delivery, number in rows})


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


def shows_entry(uid: str, email: str) -> bool:
    """Whether the calendar at this address has the entry, as far as mails have gone, or go just now."""
    last = db.session.scalar(
        select(OutboxMessage.calendar_method)
        .where(
            OutboxMessage.calendar_uid == uid,
            OutboxMessage.to_email == email,
            or_(OutboxMessage.delivery == Delivery.SENT, OutboxMessage.claimed_until.is_not(None)),
        )
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )
    return last == "REQUEST"


# no actor: the verb that moves a meeting has asked for the permission
def ending_after(uid: str, moment: datetime) -> set[str]:
    """The addresses whose calendars show this entry, by the last that they were told, as ending after a moment."""
    of_it = (OutboxMessage.calendar_uid == uid, OutboxMessage.delivery != Delivery.DISCARDED)
    last = select(func.max(OutboxMessage.id)).where(*of_it).group_by(OutboxMessage.to_email)
    shown = (OutboxMessage.calendar_method == "REQUEST", OutboxMessage.calendar_ends_at > moment)
    return set(db.session.scalars(select(OutboxMessage.to_email).where(OutboxMessage.id.in_(last), *shown)))


# no actor: the verb that moves a meeting on has asked for the permission
def told_about(kind: str, ids: Collection[int]) -> set[int]:
    """About which of these things a mail has gone, or goes: not one that only waits to be read, or went nowhere."""
    return set(
        db.session.scalars(
            select(OutboxMessage.about_id).where(
                OutboxMessage.about_kind == kind,
                OutboxMessage.about_id.in_(ids),
                OutboxMessage.delivery.not_in((Delivery.HELD, Delivery.DISCARDED, Delivery.SUPERSEDED)),
            )
        )
    )


# no actor: the verb that releases a programme has asked for the permission
def held_of(kind: str, letter: str) -> Select[int | None]:
    """About which of these things a mail of this kind waits to be read."""
    return select(OutboxMessage.about_id).where(
        OutboxMessage.about_kind == kind,
        OutboxMessage.letter == letter,
        OutboxMessage.delivery == Delivery.HELD,
        OutboxMessage.about_id.is_not(None),
    )


# no actor: it tells those apart whom the caller has found already
def written_since(kind: str, ids: Collection[int], since: datetime) -> set[int]:
    """About which of these things a mail went, or is tried, after that instant, or waits to be read since whenever.

    When it was composed does not count, nor what the office has thrown away or could not be delivered.
    """
    return set(
        db.session.scalars(
            select(OutboxMessage.about_id).where(
                OutboxMessage.about_kind == kind,
                OutboxMessage.about_id.in_(ids),
                or_(
                    OutboxMessage.delivery == Delivery.HELD,
                    func.coalesce(OutboxMessage.sent_at, OutboxMessage.not_before) > since,
                ),
                OutboxMessage.delivery.not_in((Delivery.DISCARDED, Delivery.SUPERSEDED, Delivery.FAILED)),
            )
        )
    )


# no actor: it tells those links apart that a verb ends
def links_mailed(kind: str, about_id: int, but_to: str) -> set[str]:
    """The keys of the personal links about this thing that went, or go, to another address than this."""
    found = select(OutboxMessage.link_key).where(
        OutboxMessage.about_kind == kind,
        OutboxMessage.about_id == about_id,
        func.lower(OutboxMessage.to_email) != but_to.lower(),
        OutboxMessage.link_key.is_not(None),
    )
    return {key for key in db.session.scalars(found) if key is not None}


# no actor: the verb that mends this mail has asked for the permission
def unsent_beside(message: OutboxMessage) -> Sequence[OutboxMessage]:
    """What has not reached the same address about the same thing either, oldest first: it waits, or could not go.

    Without what takes an entry out of a calendar, for that goes where the entry is.
    """
    return db.session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.about_kind == message.about_kind,
            OutboxMessage.about_id == message.about_id,
            OutboxMessage.to_email == message.to_email,
            OutboxMessage.id != message.id,
            OutboxMessage.delivery.in_({*PENDING, Delivery.FAILED}),
            OutboxMessage.blank_after.is_(False),
            or_(OutboxMessage.calendar_method.is_(None), OutboxMessage.calendar_method != "CANCEL"),
        )
        .order_by(OutboxMessage.id)
    ).all()


# no actor: the verb that corrects an address has asked for the permission
def link_waits(kind: str, about_id: int) -> bool:
    """Whether a mail about this thing with a personal link has still to go, or could not: it goes along."""
    found = select(OutboxMessage.id).where(
        OutboxMessage.about_kind == kind,
        OutboxMessage.about_id == about_id,
        OutboxMessage.link_key.is_not(None),
        OutboxMessage.delivery.in_({*PENDING, Delivery.FAILED}),
    )
    return db.session.scalar(found.limit(1)) is not None


# no actor: the verb that corrects an address has asked for the permission
def held_about(kind: str, about_id: int) -> OutboxBatch | None:
    """With which mails those about this thing wait to be read; None: none of them does."""
    return db.session.scalar(
        select(OutboxBatch)
        .join(OutboxMessage, OutboxMessage.batch_id == OutboxBatch.id)
        .where(
            OutboxMessage.about_kind == kind,
            OutboxMessage.about_id == about_id,
            OutboxMessage.delivery == Delivery.HELD,
        )
        .order_by(OutboxMessage.id.desc())
        .limit(1)
    )


# no actor: the verb that mends a mail has asked for the permission
def waiting_with(uid: str, email: str) -> OutboxMessage | None:
    """The mail that waits, or is held, to tell this address of a calendar entry: of one there is only the last."""
    return db.session.scalar(
        select(OutboxMessage)
        .where(
            OutboxMessage.calendar_uid == uid,
            OutboxMessage.to_email == email,
            OutboxMessage.delivery.in_(PENDING),
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
