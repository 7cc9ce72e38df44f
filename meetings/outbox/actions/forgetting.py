"""Deleting what mails say and to whom; that they went, and when, is kept."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, or_, select, update

from meetings.base.database import db
from meetings.outbox import kept
from meetings.outbox.actions.putting import one_line
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import PENDING, Delivery

# What a message is without the person it was written to; that it went, and when, stays.
BLANK: dict[str, Any] = {
    "to_name": "",
    "to_email": "",
    "subject": "",
    "text": "",
    "house_text": None,
    "last_error": None,
    "blank_after": False,
    **dict.fromkeys(("link_path", "link_purpose", "link_key", "link_nonce")),
    **dict.fromkeys(("calendar", "calendar_method", "calendar_uid", "calendar_sequence", "calendar_version")),
    "calendar_ends_at": None,
}

Forget = Callable[[Mapping[str, Collection[int]], Collection[str]], None]
_followers: dict[str, Forget] = {}


def follow_forgetting(room: str, forget: Forget) -> None:
    """Register what else goes when mails about things, or to addresses, are forgotten: what was answered (`rooms`)."""
    _followers[room] = forget


def blank(message_id: int) -> None:
    """A mail that told of a deletion has gone, or cannot: nothing of it is kept."""
    key = db.session.scalar(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id)
        .values(**BLANK)
        .returning(OutboxMessage.key)
    )
    kept.remove_after_commit([] if key is None else [key])


def forget_mails(
    about: Mapping[str, Collection[int]],
    addresses: Collection[str] = (),
    letters: Collection[str] = (),
    unsent: bool = False,
) -> int:
    """Blank the mails about these things (ids by kind) or to these addresses: names, subjects, texts, calendars.

    `letters`: of these kinds only (codes); none given: of every kind.

    The rows stay, to be counted; how many there are. What waits still goes, for it may tell of the deletion
    itself, and is blanked once it has gone; `unsent`: it does not go either, for it is the mail that tells too much.
    What waits for somebody's word does not go any more.
    """
    theirs = or_(
        OutboxMessage.to_email.in_({one_line(a).lower() for a in addresses}),
        *(
            and_(OutboxMessage.about_kind == kind, OutboxMessage.about_id.in_(ids))
            for kind, ids in about.items()
        ),
    )
    there: ColumnElement[bool] = and_(theirs, OutboxMessage.to_email != "")
    if letters:
        there = and_(there, OutboxMessage.letter.in_(letters))
    waits = false() if unsent else OutboxMessage.delivery == Delivery.WAITING
    keys = db.session.scalars(select(OutboxMessage.key).where(there, ~waits)).all()
    waiting = db.session.scalars(
        update(OutboxMessage).where(there, waits).values(blank_after=True).returning(OutboxMessage.id)
    ).all()
    pending = OutboxMessage.delivery.in_(PENDING)
    ended = case((pending, Delivery.DISCARDED), else_=OutboxMessage.delivery)
    db.session.execute(update(OutboxMessage).where(there, ~waits).values(**BLANK, delivery=ended))
    kept.remove_after_commit(keys)
    for forget in _followers.values():
        forget(about, addresses)
    return len(keys) + len(waiting)
