"""Lists of documents: a page of them, all of them for a ZIP, those of the sessions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.documents.models import Document, DocumentIssue, DocumentOpening
from meetings.documents.rules import SEEN_BY, Visibility
from meetings.programme.models import Meeting, MeetingSession, ProgrammeRelease, ReleasedSession

PER_PAGE = 50


@dataclass(frozen=True)
class Filter:
    """What of the list is asked for; `new_since`: with something that the reader can have since then."""

    q: str = ""
    language: str = ""
    session: str = ""
    new_since: datetime | None = None


@dataclass(frozen=True)
class SessionOf:
    """A session as its documents name it: as it was last released; to staff, before that, as it is drafted."""

    id: int
    label: str
    title: str


@dataclass(frozen=True)
class IssueShown:
    """An issue and its file; `stored` is what is handed out. `open_at`: since when this reader can have it."""

    language: str
    number: int
    issued_at: datetime
    stored: StoredFile
    open_at: datetime


@dataclass(frozen=True)
class Shown:
    """A document as a list shows it, with the issue that stands in each language."""

    number: int
    symbol: str
    title: str
    visibility: Visibility
    withdrawn_at: datetime | None
    withdrawn_why: str
    session: SessionOf | None
    issues: tuple[IssueShown, ...]

    @property
    def last_at(self) -> datetime:
        """Since when this reader can have what came last."""
        return max(issue.open_at for issue in self.issues)


def listed(
    actor: Actor, meeting: Meeting, level: Visibility, wanted: Filter, page: int = 1
) -> tuple[list[Shown], int]:
    """A page of the documents that this reader sees, by number, and how many there are in all: three statements."""
    fits = _fits(meeting, level, wanted)
    counted = _with_session(meeting, level, fits).with_only_columns(func.count())
    total = db.session.scalar(counted) or 0
    query = (
        _with_session(meeting, level, fits)
        .order_by(Document.number)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return _shown(meeting, level, db.session.execute(query).all()), total


def all_shown(actor: Actor, meeting: Meeting, level: Visibility, wanted: Filter) -> list[Shown]:
    """All documents of the meeting that this reader sees, by number: two statements."""
    query = _with_session(meeting, level, _fits(meeting, level, wanted)).order_by(Document.number)
    return _shown(meeting, level, db.session.execute(query).all())


def shown_at(actor: Actor, meeting: Meeting, level: Visibility, number: int) -> Shown | None:
    """One document of the meeting, when this reader sees it."""
    query = _with_session(meeting, level, [*_fits(meeting, level, Filter()), Document.number == number])
    found = _shown(meeting, level, db.session.execute(query).all())
    return found[0] if found else None


def session_choices(actor: Actor, meeting: Meeting) -> list[SessionOf]:
    """The sessions that a document can belong to, as they are drafted, for those who add it."""
    rows = db.session.execute(
        select(MeetingSession.id, MeetingSession.label, MeetingSession.title)
        .where(MeetingSession.meeting_id == meeting.id)
        .order_by(MeetingSession.starts_at, MeetingSession.label, MeetingSession.id)
    )
    return [SessionOf(*row) for row in rows]


def _fits(meeting: Meeting, level: Visibility, wanted: Filter) -> list[ColumnElement[bool]]:
    fits: list[ColumnElement[bool]] = [
        Document.meeting_id == meeting.id,
        Document.visibility.in_(SEEN_BY[level]),
    ]
    if wanted.q:
        fits.append(
            or_(
                func.lower(Document.title).contains(wanted.q.lower(), autoescape=True),
                func.lower(Document.symbol).contains(wanted.q.lower(), autoescape=True),
            )
        )
    if wanted.session:
        fits.append(_of_session(meeting, level, wanted.session))
    of_it = [DocumentIssue.document_id == Document.id]
    if wanted.language:
        of_it.append(DocumentIssue.language == wanted.language)
    if wanted.new_since is not None:
        opened = exists().where(
            DocumentOpening.document_id == DocumentIssue.document_id,
            DocumentOpening.level == level,
            DocumentOpening.at > wanted.new_since,
        )
        of_it.append(or_(DocumentIssue.issued_at > wanted.new_since, opened))
    return [*fits, exists().where(*of_it)] if len(of_it) > 1 else fits


def _of_session(meeting: Meeting, level: Visibility, label: str) -> ColumnElement[bool]:
    """By the number that this reader sees, as `_one` says it."""
    told = ReleasedSession.label == label
    if not _sees_draft(meeting, level):
        return told
    return or_(told, and_(ReleasedSession.label.is_(None), MeetingSession.label == label))


def _sees_draft(meeting: Meeting, level: Visibility) -> bool:
    return level is Visibility.STAFF or not meeting.is_public


def _with_session(
    meeting: Meeting, level: Visibility, fits: Sequence[ColumnElement[bool]]
) -> Select[Document, str, str, str, str, datetime]:
    opened = select(DocumentOpening.at).where(
        DocumentOpening.document_id == Document.id, DocumentOpening.level == level
    )
    public = select(ProgrammeRelease.id).where(
        ProgrammeRelease.meeting_id == meeting.id, ProgrammeRelease.number == meeting.released
    )
    told = and_(
        ReleasedSession.session_id == Document.session_id,
        ReleasedSession.release_id == public.scalar_subquery(),
        ~ReleasedSession.taken_out,
    )
    return (
        select(
            Document,
            ReleasedSession.label,
            ReleasedSession.title,
            MeetingSession.label.label("draft_label"),
            MeetingSession.title.label("draft_title"),
            opened.scalar_subquery().label("opened_at"),
        )
        .select_from(Document)
        .outerjoin(ReleasedSession, told)
        .outerjoin(MeetingSession, MeetingSession.id == Document.session_id)
        .where(*fits)
    )


def _shown(meeting: Meeting, level: Visibility, rows: Sequence[Any]) -> list[Shown]:
    standing = _standing([row[0].id for row in rows])
    return [_one(meeting, level, row, standing[row[0].id]) for row in rows]


def _one(meeting: Meeting, level: Visibility, row: Any, issues: list[IssueShown]) -> Shown:
    document, label, title, draft_label, draft_title, opened_at = row
    if opened_at is not None:
        issues = [replace(issue, open_at=max(issue.open_at, opened_at)) for issue in issues]
    session = None
    if label is not None:
        session = SessionOf(document.session_id, label, title)
    elif draft_label is not None and _sees_draft(meeting, level):
        session = SessionOf(document.session_id, draft_label, draft_title)
    return Shown(
        document.number,
        document.symbol,
        document.title,
        document.visibility,
        document.withdrawn_at,
        document.withdrawn_why,
        session,
        tuple(issues),
    )


def _standing(ids: Sequence[int]) -> dict[int, list[IssueShown]]:
    """By document, the highest issue in each language: of those replaced the list does not tell."""
    found: dict[int, list[IssueShown]] = {one: [] for one in ids}
    if not ids:
        return found
    query = (
        select(DocumentIssue)
        .where(DocumentIssue.document_id.in_(ids))
        .options(joinedload(DocumentIssue.file))
        .order_by(DocumentIssue.document_id, DocumentIssue.language, DocumentIssue.number.desc())
    )
    for issue in db.session.scalars(query):
        own = found[issue.document_id]
        if not own or own[-1].language != issue.language:
            own.append(IssueShown(issue.language, issue.number, issue.issued_at, issue.file, issue.issued_at))
    return found
