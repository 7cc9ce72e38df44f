"""Names that stand in a record though nobody may be named there, as long as nobody has looked at them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from sqlalchemy import select

from meetings.base import secrets
from meetings.base.database import db
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.record.models import NamedNoMore, NotNamed, RecordNamedNoMore, RecordParagraph
from meetings.record.queries.known import known_names
from meetings.record.rules import Index, KnownNames, asked_about, fold, known_in

CHATHAM = Attribution.CHATHAM_HOUSE


class Judged(Protocol):
    """What is judged of a paragraph."""

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def attribution(self) -> Attribution: ...


class _InRecord(NamedTuple):
    """The same of all paragraphs of a record: a long one is judged without an object of the database for each."""

    id: int
    version: int
    text: str
    attribution: Attribution


@dataclass(frozen=True)
class Found:
    """Whom a text names that may name nobody. `marked`: it named somebody whose name is not known any more."""

    names: tuple[str, ...] = ()
    marked: bool = False


@dataclass(frozen=True)
class Unresolved(Found):
    """The same of that version of a paragraph; `number`: as the page counts, None for one that was taken out."""

    paragraph_id: int = 0
    number: int | None = None
    version: int = 0


# no actor: whoever asks has loaded the session
def unresolved(session: MeetingSession, numbers: Mapping[int, int] | None = None) -> list[Unresolved]:
    """The names that are still to be resolved, in the order of the record; while there are any, nothing is approved.

    Also those in paragraphs that were taken out: what names somebody must not stay there either.
    """
    of = RecordParagraph
    query = select(of.id, of.version, of.text, of.attribution).where(of.session_id == session.id)
    if session.attribution is not CHATHAM:
        query = query.where(of.attribution == CHATHAM)
    rows = [_InRecord(*row) for row in db.session.execute(query.order_by(of.position, of.id))]
    found = found_in(session, rows)
    if not found:
        return []
    numbers = number_of_each(session.id) if numbers is None else numbers
    return [
        Unresolved(found[r.id].names, found[r.id].marked, r.id, numbers.get(r.id), r.version)
        for r in rows
        if r.id in found
    ]


# no actor: judges paragraphs that are already loaded
def found_in(session: MeetingSession, rows: Sequence[Judged]) -> dict[int, Found]:
    """What is to be resolved in those of these paragraphs that may name nobody, by id: names, and marks without one."""
    judged = [r for r in rows if CHATHAM in (r.attribution, session.attribution)]
    if not judged:
        return {}
    named, marks = named_in(session, judged), select(RecordNamedNoMore.of_id).join(RecordParagraph)
    marks = marks.where(RecordParagraph.session_id == session.id, RecordNamedNoMore.said_at.is_(None))
    marked = set(db.session.scalars(marks))
    return {
        r.id: Found(named.get(r.id, ()), r.id in marked) for r in judged if r.id in named or r.id in marked
    }


# no actor: ids of what whoever asks has found
def marked_of(kind: type[NamedNoMore], ids: Collection[int]) -> set[int]:
    """Which of these named somebody who may be named no more, as long as nobody said that nobody is meant."""
    return set(db.session.scalars(select(kind.of_id).where(kind.of_id.in_(ids), kind.said_at.is_(None))))


# no actor: judges paragraphs that are already loaded
def named_in(session: MeetingSession, rows: Sequence[Judged]) -> dict[int, tuple[str, ...]]:
    """Whom the paragraphs among these that may name nobody name all the same, by id; without what was dismissed.

    Also the family names of others who take part, about which somebody is asked.

    Nothing is asked where everybody may be named.
    """
    judged = [r for r in rows if CHATHAM in (r.attribution, session.attribution)]
    if not judged:
        return {}
    index, dismissed = Index(known_names(session)), dismissed_in(session)
    found: dict[int, tuple[str, ...]] = {}
    for r in judged:
        known = index.likely_in(r.text)
        names = (*known_in(r.text, known), *asked_about(r.text, known)) if known != KnownNames() else ()
        left = tuple(n for n in names if (r.id, r.version, name_digest(r.id, n)) not in dismissed)
        if left:
            found[r.id] = left
    return found


# no actor: whoever asks has loaded the session
def dismissed_in(session: MeetingSession) -> set[tuple[int, int, str]]:
    """Of which names somebody said that they are not the person: paragraph, version of it, digest of the name."""
    rows = db.session.execute(
        select(NotNamed.paragraph_id, NotNamed.version, NotNamed.name_digest)
        .join(NotNamed.paragraph)
        .where(RecordParagraph.session_id == session.id)
    )
    return {(paragraph_id, version, digest) for paragraph_id, version, digest in rows}


def names_one_of(
    text: str, gone: KnownNames, of_id: int, version: int, dismissed: Collection[tuple[int, int, str]]
) -> bool:
    """Whether a text names one of these of whom nobody said, as it reads now, that it is not them."""

    def said(*names: str) -> bool:
        return all((of_id, version, name_digest(of_id, name)) in dismissed for name in names)

    for name in known_in(text, gone):
        asked = asked_about(text, KnownNames(participants=(name,)))
        if not said(name) and not (asked and said(*asked)):
            return True
    return not said(*asked_about(text, gone))


def name_digest(paragraph_id: int, name: str) -> str:
    """What tells this name in this paragraph without holding it: nobody without the house's secret can try names."""
    return secrets.digest(secrets.mint("not named", str(paragraph_id), fold(name)))


# no actor: whoever asks has loaded the session
def number_of_each(session_id: int) -> dict[int, int]:
    """The numbers, from 1, of the paragraphs that stand."""
    ids = db.session.scalars(
        select(RecordParagraph.id)
        .where(RecordParagraph.session_id == session_id, RecordParagraph.out_at.is_(None))
        .order_by(RecordParagraph.position, RecordParagraph.id)
    )
    return {one: number for number, one in enumerate(ids, 1)}
