"""What the pages of a record ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from meetings.base.database import db
from meetings.floor.models import FloorAsk
from meetings.floor.rules import AskStatus
from meetings.programme.models import MeetingSession, Speaker
from meetings.record.models import RecordParagraph
from meetings.record.queries.names import Unresolved, unresolved
from meetings.record.rules import Line, Order, Part, part_asked, parts_of


@dataclass(frozen=True)
class Shown:
    """A part of a record for its page; `numbers` of all paragraphs by id; `named`: whom they name though they may not.

    `mark`: up to which change it is told; `last`: the id of the last paragraph of all.
    """

    rows: Sequence[RecordParagraph]
    numbers: dict[int, int]
    unresolved: list[Unresolved]
    parts: tuple[Part, ...]
    part: Part
    out: int
    mark: int
    size: int
    last: int | None

    @property
    def named(self) -> dict[int, tuple[str, ...]]:
        return {one.paragraph_id: one.names for one in self.unresolved}


# no actor: its desk has let them in
def outline(session_id: int) -> list[Line]:
    """Every paragraph of the record, in its order, without its text; one statement."""
    return [
        Line(*row)
        for row in db.session.execute(
            select(
                RecordParagraph.id,
                RecordParagraph.position,
                RecordParagraph.size,
                RecordParagraph.out_at.is_not(None),
                RecordParagraph.mark,
            )
            .where(RecordParagraph.session_id == session_id)
            .order_by(RecordParagraph.position, RecordParagraph.id)
        )
    ]


def shown_of(session: MeetingSession, wanted: int | None = None, around: int | None = None) -> Shown:
    """A part of the record: that of this number, or in which the paragraph `around` stands; else the last.

    Three statements, four more where names are looked for.
    """
    lines = outline(session.id)
    standing = [line for line in lines if not line.out]
    numbers = {line.id: number for number, line in enumerate(standing, 1)}
    parts = parts_of(standing)
    part = part_asked(parts, wanted, numbers.get(around or 0))
    rows = _between(session.id, part) if standing else []
    return Shown(
        rows=rows,
        numbers=numbers,
        unresolved=unresolved(session, numbers),
        parts=parts,
        part=part,
        out=sum(line.out and line.size > 0 for line in lines),
        mark=max((line.mark for line in lines), default=0),
        size=sum(line.size for line in standing),
        last=standing[-1].id if standing else None,
    )


def _between(session_id: int, part: Part) -> Sequence[RecordParagraph]:
    return db.session.scalars(
        select(RecordParagraph)
        .where(
            RecordParagraph.session_id == session_id,
            RecordParagraph.out_at.is_(None),
            RecordParagraph.position.between(part.low, part.high),
        )
        .order_by(RecordParagraph.position, RecordParagraph.id)
    ).all()


# no actor: its desk has let them in
def taken_out_of(session_id: int) -> Sequence[RecordParagraph]:
    """What was taken out and can be brought back, the latest first."""
    return db.session.scalars(
        select(RecordParagraph)
        .where(
            RecordParagraph.session_id == session_id,
            RecordParagraph.out_at.is_not(None),
            RecordParagraph.size > 0,
        )
        .order_by(RecordParagraph.out_at.desc(), RecordParagraph.id.desc())
    ).all()


# no actor: its desk has let them in
def changed_since(session_id: int, mark: int) -> Sequence[RecordParagraph]:
    """Whatever is new, changed, moved or taken out after that mark."""
    return db.session.scalars(
        select(RecordParagraph)
        .where(RecordParagraph.session_id == session_id, RecordParagraph.mark > mark)
        .order_by(RecordParagraph.position, RecordParagraph.id)
    ).all()


# no actor: its desk has let them in
def mark_of(session_id: int) -> int:
    """The mark of the latest change, 0: nothing is written yet."""
    found = select(func.max(RecordParagraph.mark)).where(RecordParagraph.session_id == session_id)
    return db.session.scalar(found) or 0


def order_of(session_id: int) -> Order:
    """Ids and positions of all paragraphs, also of those that were taken out."""
    return [(line.id, line.position) for line in outline(session_id)]


# no actor: its desk has let them in
def to_take_over(session: MeetingSession) -> Sequence[FloorAsk]:
    """Who has or had the floor and does not stand in the record yet, in the order in which they began.

    An intervention that was taken over has the key of its place on the list.
    """
    known = select(RecordParagraph.key).where(RecordParagraph.session_id == session.id)
    return db.session.scalars(
        select(FloorAsk)
        .where(
            FloorAsk.session_id == session.id,
            FloorAsk.status.in_((AskStatus.DONE, AskStatus.SPEAKING)),
            FloorAsk.key.not_in(known),
        )
        .options(joinedload(FloorAsk.registration))
        .order_by(FloorAsk.started_at, FloorAsk.position, FloorAsk.id)
    ).all()


# no actor: its desk has let them in
def speakers_of(session_id: int) -> Sequence[Speaker]:
    """Who has a role in the session, as printed."""
    return db.session.scalars(
        select(Speaker).where(Speaker.session_id == session_id).order_by(Speaker.position, Speaker.id)
    ).all()
