"""What is known of invitations that went out, and of what came back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, String, case, func, select, type_coerce
from sqlalchemy.orm import defer

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.ical import Said
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.replies.following import Thing, follower
from meetings.replies.models import CalendarAnswer, ReceivedMail
from meetings.replies.rules import Invited, Outcome

PER_PAGE = 50
# What the person cannot know of: it waits to be read, or never left.
_LEFT = OutboxMessage.delivery.not_in((Delivery.HELD, Delivery.DISCARDED))
_address = func.lower(OutboxMessage.to_email)


def _told(uid: str) -> ColumnElement[bool]:
    return (OutboxMessage.calendar_uid == uid) & _LEFT


# no actor: a mail came in, and nobody asks
def is_known(uid: str) -> bool:
    """Whether anybody was told of this calendar entry."""
    return db.session.scalar(select(OutboxMessage.id).where(_told(uid)).limit(1)) is not None


# no actor: a mail came in, and nobody asks
def invited_among(uid: str, emails: Collection[str]) -> set[str]:
    """Which of these addresses (in lower case) were told of the entry."""
    return set(db.session.scalars(select(_address).where(_told(uid), _address.in_(emails))))


# no actor: a mail came in, and nobody asks
def all_invited(uid: str) -> list[str]:
    """Every address that was told of the entry; asked only for a mail that carries a token."""
    return list(db.session.scalars(select(_address).where(_told(uid)).distinct().order_by(_address)))


def told_last(uid: str, email: str) -> Invited | None:
    """What this address was told last of the entry: its version, and whether it was taken back."""
    row = db.session.execute(
        select(OutboxMessage.calendar_sequence, OutboxMessage.calendar_method)
        .where(_told(uid), _address == email)
        .order_by(OutboxMessage.calendar_sequence.desc(), OutboxMessage.id.desc())
        .limit(1)
    ).first()
    return None if row is None else Invited(row[0] or 0, row[1] == "CANCEL")


def hold(uid: str, email: str) -> None:
    """Of two answers of one person at once the second waits for the first. (SQLite has locked the whole file.)"""
    first = select(OutboxMessage.id).where(_told(uid), _address == email).order_by(OutboxMessage.id).limit(1)
    db.session.scalar(first.with_for_update())


def answer_of(uid: str, email: str) -> CalendarAnswer | None:
    """The answer that stands, read anew."""
    return db.session.scalar(
        select(CalendarAnswer)
        .where(CalendarAnswer.uid == uid, CalendarAnswer.email == email)
        .execution_options(populate_existing=True)
    )


# no actor: a mail came in, and nobody asks
def invited_thing(uid: str, email: str) -> tuple[str, int] | None:
    """What this entry is about at this address: kind and id in the outbox, of the mail that told of it last."""
    row = db.session.execute(
        select(OutboxMessage.about_kind, OutboxMessage.about_id)
        .where(_told(uid), _address == email, OutboxMessage.about_id.is_not(None))
        .order_by(OutboxMessage.calendar_sequence.desc(), OutboxMessage.id.desc())
        .limit(1)
    ).first()
    if row is None or row.about_id is None:
        return None
    kind, number = row.about_kind, row.about_id
    room = follower(kind)
    return kind, number if room is None else room.now(number, uid, email)


def key_of_message(message_id: str) -> str | None:
    """The key of the outbox's mail with this Message-ID, if it is one of ours."""
    key = message_id.strip("<>").partition("@")[0]
    if not key or not key.isascii() or len(key) > 30:
        return None
    return db.session.scalar(select(OutboxMessage.key).where(OutboxMessage.key == key))


# no actor: a mail came in, and nobody asks
def sent_with(message_ids: Sequence[str], email: str) -> OutboxMessage | None:
    """The outbox's mail that has one of these Message-IDs and went to this address (in lower case)."""
    keys = {id_.strip("<>").partition("@")[0] for id_ in message_ids}
    ours = [key for key in keys if key and key.isascii() and len(key) <= 30]
    query = select(OutboxMessage).where(OutboxMessage.key.in_(ours), _address == email, _LEFT)
    return db.session.scalars(query.order_by(OutboxMessage.id.desc()).limit(1)).first() if ours else None


class Show(StrEnum):
    """Which mails the list shows."""

    OPEN = "open"
    APPLIED = "applied"
    ALL = "all"


_SHOWN: Mapping[Show, Sequence[ColumnElement[bool]]] = {
    Show.OPEN: (ReceivedMail.open.is_(True),),
    Show.APPLIED: (ReceivedMail.outcome == Outcome.APPLIED,),
    Show.ALL: (),
}


@dataclass(frozen=True)
class ReplyList:
    """A page of mails that came in; `counts` are of all, `things` what they are about."""

    mails: Sequence[ReceivedMail]
    total: int
    counts: dict[Show, int]
    things: Mapping[tuple[str, int], Thing]


def replies(actor: Actor, show: Show, q: str, page: int) -> ReplyList:
    """Mails that came in, newest first; the route asks for SEE_OUTBOX, which is held everywhere or not at all."""
    counted = [func.count().filter(*_SHOWN[one]) if _SHOWN[one] else func.count() for one in Show]
    numbers = db.session.execute(select(*counted).select_from(ReceivedMail)).one()
    query = select(ReceivedMail).where(*_SHOWN[show])
    total = int(numbers[list(Show).index(show)])
    if q:
        word = q.lower()
        columns = (
            ReceivedMail.subject,
            ReceivedMail.from_email,
            ReceivedMail.from_name,
            ReceivedMail.email,
        )
        found = [func.lower(column).contains(word, autoescape=True) for column in columns]
        query = query.where(found[0] | found[1] | found[2] | found[3])
        total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = db.session.scalars(
        query.options(defer(ReceivedMail.calendar), defer(ReceivedMail.text))
        .order_by(ReceivedMail.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    counts = {one: int(number) for one, number in zip(Show, numbers, strict=True)}
    return ReplyList(rows, total, counts, things_of(actor, rows))


def things_of(actor: Actor, mails: Iterable[ReceivedMail]) -> dict[tuple[str, int], Thing]:
    """What these mails are about, by kind and id; one statement a kind."""
    ids: dict[str, set[int]] = {}
    for mail in mails:
        if mail.about_id is not None:
            ids.setdefault(mail.about_kind, set()).add(mail.about_id)
    return {
        (kind, number): thing
        for kind, numbers in ids.items()
        if (follows := follower(kind)) is not None
        for number, thing in follows.things(actor, numbers).items()
    }


def mail_for(actor: Actor, key: str) -> ReceivedMail:
    """One mail that came in; the route asks for SEE_OUTBOX."""
    mail = db.session.scalar(select(ReceivedMail).where(ReceivedMail.key == key))
    if mail is None:
        raise NotFound
    return mail


def bounces_of(actor: Actor, key: str) -> Sequence[ReceivedMail]:
    """What servers sent back about one of our mails (by its key); the route asks for SEE_OUTBOX."""
    return db.session.scalars(
        select(ReceivedMail).where(ReceivedMail.returned_key == key).order_by(ReceivedMail.id.desc()).limit(5)
    ).all()


def waiting(actor: Actor) -> int:
    """How many mails wait for somebody of the office."""
    return db.session.scalar(select(func.count()).where(ReceivedMail.open.is_(True))) or 0


@dataclass(frozen=True)
class Standing:
    """The answer of a calendar to one invitation. `earlier`: to a version that has changed since."""

    answer: CalendarAnswer
    earlier: bool

    @property
    def said(self) -> Said:
        return self.answer.said


EARLIER = "/earlier"
_last = (
    select(func.max(OutboxMessage.calendar_sequence))
    .where(OutboxMessage.calendar_uid == CalendarAnswer.uid, _address == CalendarAnswer.email, _LEFT)
    .correlate(CalendarAnswer)
    .scalar_subquery()
)


# no actor: a column, and no rows
def answer_column(kind: str, about_id: ColumnElement[int]) -> ColumnElement[str]:
    """The code of what was last answered about each thing of a list; an answer to an earlier version ends so."""
    said = type_coerce(CalendarAnswer.said, String)
    return (
        select(case((CalendarAnswer.sequence < _last, said + EARLIER), else_=said))
        .where(CalendarAnswer.about_kind == kind, CalendarAnswer.about_id == about_id)
        .order_by(CalendarAnswer.stamp.desc())
        .limit(1)
        .correlate_except(CalendarAnswer, OutboxMessage)
        .scalar_subquery()
    )


# no actor: who may see the thing may see how its calendar answered
def calendar_answer(kind: str, about_id: int) -> Standing | None:
    """What was last answered by calendar to the invitation to this thing; in one statement."""
    return calendar_answers(kind, [about_id]).get(about_id)


# no actor: who may see the things may see how their calendars answered
def calendar_answers(kind: str, ids: Collection[int]) -> dict[int, Standing]:
    """The same for many things of a kind, by their ids; in one statement."""
    rows = db.session.execute(
        select(CalendarAnswer, _last)
        .where(CalendarAnswer.about_kind == kind, CalendarAnswer.about_id.in_(ids))
        .order_by(CalendarAnswer.stamp)
    )
    return {one.about_id: Standing(one, one.sequence < (told or 0)) for one, told in rows}
