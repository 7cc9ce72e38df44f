"""What the pages of a record ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from meetings.base.database import db
from meetings.floor.models import FloorAsk
from meetings.floor.rules import AskStatus
from meetings.programme.models import MeetingSession, Speaker
from meetings.programme.queries import sittings_by
from meetings.programme.rules import Attribution, SpeakerRole
from meetings.record.models import RecordParagraph
from meetings.record.queries.names import Found, Unresolved, unresolved
from meetings.record.rules import Order, ParagraphKind, Part, part_asked, parts_of
from meetings.registration.models import Registration

R = RecordParagraph
CHATHAM = Attribution.CHATHAM_HOUSE


class Row(NamedTuple):
    """A paragraph as a page prints it: a long record is drawn without an object of the database for each."""

    id: int
    version: int
    position: int
    kind: ParagraphKind
    text: str
    speaker: str
    role: SpeakerRole | None
    organization: str
    attribution: Attribution
    naming_approved: bool
    out: bool


COLUMNS = (
    *(R.id, R.version, R.position, R.kind, R.text, R.speaker, R.role, R.organization),
    *(R.attribution, R.naming_approved, R.out_at.is_not(None)),
)


# Built once: putting a query together costs as much as asking it.
HERE = R.session_id == bindparam("session")
STANDS = R.out_at.is_(None)
COUNTED = select(
    func.count().filter(STANDS),
    func.count().filter(~STANDS & (R.text != "")),
    func.max(R.mark),
    func.count().filter(R.attribution == CHATHAM),
).where(HERE)
PART = (
    select(*COLUMNS)
    .where(HERE, STANDS)
    .order_by(R.position, R.id)
    .offset(bindparam("before"))
    .limit(bindparam("most"))
)
CHANGED = select(*COLUMNS).where(HERE, R.mark > bindparam("since")).order_by(R.position, R.id)
IN_TURN = (FloorAsk.started_at, FloorAsk.position, FloorAsk.id)


@cache
def _speakers() -> Select[str]:
    """The names of those in a role at any of the sittings."""
    here = Speaker.session_id.in_(sittings_by(bindparam("session")))
    return select(Speaker.name).where(here).order_by(Speaker.session_id, Speaker.position, Speaker.id)


@cache
def _had_the_floor() -> tuple[ColumnElement[bool], ...]:
    return (
        FloorAsk.session_id.in_(sittings_by(bindparam("session"))),
        FloorAsk.status.in_((AskStatus.DONE, AskStatus.SPEAKING)),
        FloorAsk.key.not_in(select(R.key).where(HERE)),
    )


@cache
def _waiting() -> Select[str]:
    return (
        select(func.coalesce(Registration.name, FloorAsk.name))
        .select_from(FloorAsk)
        .outerjoin(Registration, Registration.id == FloorAsk.registration_id)
        .where(*_had_the_floor())
        .order_by(*IN_TURN)
    )


@dataclass(frozen=True)
class Shown:
    """A part of a record for its page. `number`: that of the paragraph it was asked for, None when there is none.

    `low`, `high`: the positions between which its paragraphs stand. `mark`: up to which change it is told; `out`: how
    many can be brought back.
    """

    rows: Sequence[Row]
    unresolved: list[Unresolved]
    parts: tuple[Part, ...]
    part: Part
    number: int | None
    out: int
    mark: int

    @property
    def named(self) -> Mapping[int, Found]:
        """Whom paragraphs name though they may not."""
        return {one.paragraph_id: one for one in self.unresolved}

    @property
    def low(self) -> int | None:
        return self.rows[0].position if self.part.page > 1 and self.rows else None

    @property
    def high(self) -> int | None:
        return self.rows[-1].position if self.part is not self.parts[-1] and self.rows else None


def shown_of(session: MeetingSession, wanted: int | None = None, around: int | None = None) -> Shown:
    """A part of the record: that of this number, or in which the paragraph `around` stands; else the last.

    Two statements; one more to find a paragraph, and seven where names are looked for.
    """
    standing, out, mark, unnamed = db.session.execute(COUNTED, {"session": session.id}).one()
    number = _number(session.id, around) if around else None
    parts = parts_of(standing)
    part = part_asked(parts, wanted, number)
    asked = {"before": max(part.first - 1, 0), "most": part.last - part.first + 1}
    return Shown(
        rows=_rows(PART, session=session.id, **asked),
        unresolved=unresolved(session) if unnamed or session.attribution is CHATHAM else [],
        parts=parts,
        part=part,
        number=number,
        out=out,
        mark=mark or 0,
    )


def _number(session_id: int, paragraph_id: int) -> int | None:
    """The number of a paragraph that stands in the record."""
    own = select(R.position).where(R.session_id == session_id, R.id == paragraph_id, R.out_at.is_(None))
    up_to = select(func.count()).where(
        R.session_id == session_id, R.out_at.is_(None), R.position <= own.scalar_subquery()
    )
    return db.session.scalar(up_to) or None


def _rows(found: Select[*tuple[Any, ...]], **asked: int) -> list[Row]:
    return [Row(*row) for row in db.session.execute(found, asked)]


# no actor: its desk has let them in
def changed_since(session_id: int, mark: int) -> list[Row]:
    """Whatever is new, changed, moved or taken out after that mark."""
    return _rows(CHANGED, session=session_id, since=mark)


# no actor: its desk has let them in
def taken_out_of(session_id: int) -> Sequence[RecordParagraph]:
    """What was taken out and can be brought back, the latest first."""
    return db.session.scalars(
        select(R)
        .where(R.session_id == session_id, R.out_at.is_not(None), R.text != "")
        .order_by(R.out_at.desc(), R.id.desc())
    ).all()


# no actor: its desk has let them in
def mark_of(session_id: int) -> int:
    """The mark of the latest change, 0: nothing is written yet."""
    return db.session.scalar(select(func.max(R.mark)).where(R.session_id == session_id)) or 0


def order_of(session_id: int) -> Order:
    """Ids and positions of all paragraphs, also of those that were taken out."""
    found = select(R.id, R.position).where(R.session_id == session_id).order_by(R.position, R.id)
    return [(number, position) for number, position in db.session.execute(found)]


# no actor: its desk has let them in
def to_take_over(session: MeetingSession) -> Sequence[FloorAsk]:
    """Who has or had the floor and does not stand in the record yet, in the order in which they began.

    An intervention that was taken over has the key of its place on the list.
    """
    query = select(FloorAsk).where(*_had_the_floor()).order_by(*IN_TURN)
    query = query.options(joinedload(FloorAsk.registration))
    return db.session.scalars(query, {"session": session.id}).all()


# no actor: their names, for those who write the record
def waiting_to_be_taken_over(session_id: int) -> list[str]:
    """Who they are."""
    return list(db.session.scalars(_waiting(), {"session": session_id}))


# no actor: its desk has let them in
def speakers_of(session_id: int) -> Sequence[Speaker]:
    """Who has a role in the session, or in another sitting in its record, as printed."""
    return db.session.scalars(
        select(Speaker)
        .where(Speaker.session_id.in_(sittings_by(session_id)))
        .order_by(Speaker.session_id, Speaker.position, Speaker.id)
    ).all()


# no actor: the names of the programme, for those who write its record
def names_of_speakers(session_id: int) -> list[str]:
    """What is proposed to whoever types a name."""
    return list(dict.fromkeys(db.session.scalars(_speakers(), {"session": session_id})))
