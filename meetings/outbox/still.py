"""Is it still so? What a held mail says may be overtaken before it is let go; the room that wrote it knows.

Registrations, roles, invitations and nominations answer (see `rooms`); what is about anything else is taken as true.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from meetings.base.database import db
from meetings.base.words import N_
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.rules import Delivery

SAID_AGAIN = N_("the same was written again since")


@dataclass(frozen=True)
class HeldMail:
    """What a room needs to know of a mail to say whether it is still so. `takes_out`: of somebody’s calendar."""

    id: int
    about_id: int
    letter: str
    takes_out: bool


# Ids of mails that are no longer so, each with how it stands now: words that are marked for translation.
Still = Callable[[Sequence[HeldMail]], Mapping[int, str]]
_answers: dict[str, Still] = {}
_news: set[str] = set()


def answer_still(kind: str, still: Still, news: Collection[str] = ()) -> None:
    """Register who knows whether mails about things of this kind are still so.

    `news`: the letters of which each tells something else; a newer one says none of it again.
    """
    _answers[kind] = still
    _news.update(news)


def no_longer_so(kind: str, mails: Sequence[HeldMail]) -> Collection[int]:
    """The ids of those about things of this kind that are not so any more."""
    return _answers[kind](mails) if kind in _answers and mails else ()


def overtaken(batch: OutboxBatch) -> dict[int, str]:
    """Which held mails of a batch are no longer so, and how it stands now; in a fixed number of statements."""
    held = (OutboxMessage.batch_id == batch.id, OutboxMessage.delivery == Delivery.HELD)
    rows = db.session.execute(
        select(
            OutboxMessage.id,
            OutboxMessage.about_kind,
            OutboxMessage.about_id,
            OutboxMessage.letter,
            OutboxMessage.calendar_method,
        ).where(*held, OutboxMessage.about_id.is_not(None), OutboxMessage.letter != "")
    )
    by_kind: dict[str, list[HeldMail]] = {}
    for id_, kind, about_id, letter, method in rows:
        assert about_id is not None, "the query leaves out what is about nothing"
        by_kind.setdefault(kind, []).append(HeldMail(id_, about_id, letter, method == "CANCEL"))
    if not by_kind:
        return {}
    found = _said_again(batch)
    for kind, mails in by_kind.items():
        if kind in _answers:
            found |= _answers[kind](mails)
    return found


def _said_again(batch: OutboxBatch) -> dict[int, str]:
    """Those after which the same kind of mail went about the same thing, to the same address."""
    newer = aliased(OutboxMessage)
    ids = db.session.scalars(
        select(OutboxMessage.id)
        .join(
            newer,
            (newer.about_kind == OutboxMessage.about_kind)
            & (newer.about_id == OutboxMessage.about_id)
            & (newer.to_email == OutboxMessage.to_email)
            & (newer.letter == OutboxMessage.letter)
            & (newer.id > OutboxMessage.id)
            & newer.delivery.in_((Delivery.WAITING, Delivery.SENT)),
        )
        .where(
            OutboxMessage.batch_id == batch.id,
            OutboxMessage.delivery == Delivery.HELD,
            OutboxMessage.letter.not_in({"", *_news}),
        )
    )
    return dict.fromkeys(ids, SAID_AGAIN)
