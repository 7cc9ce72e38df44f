"""One document, or one of its files, for whoever may see it; else NotFound, as if it were not there."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.base.refusals import NotFound
from meetings.documents.models import Document, DocumentIssue, DocumentSeries
from meetings.documents.queries.readers import reader_of
from meetings.documents.rules import sees
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.queries import meeting_for


def document_for(actor: Actor, slug: str, number: int) -> Document:
    """A document of that meeting with all its issues, when the actor sees both."""
    meeting = meeting_for(actor, slug)
    document = _find(meeting, number)
    if document is None or not sees(reader_of(actor, meeting).level, document.visibility):
        raise NotFound
    return document


def editable_for(actor: Actor, slug: str, number: int) -> Document:
    """A document of that meeting, for those who write its documents."""
    meeting = meeting_for(actor, slug)
    document = _find(meeting, number)
    if document is None or not actor.may(Permission.WRITE_DOCUMENTS, meeting):
        raise NotFound
    return document


def has_documents(actor: Actor, session: MeetingSession) -> bool:
    """Whether any document is of the session, withdrawn or not, whoever sees it."""
    own = select(Document.id).where(Document.session_id == session.id)
    return db.session.scalar(own.limit(1)) is not None


def _find(meeting: Meeting, number: int) -> Document | None:
    return db.session.scalar(
        select(Document)
        .where(Document.meeting_id == meeting.id, Document.number == number)
        .options(
            joinedload(Document.meeting),
            joinedload(Document.session),
            selectinload(Document.issues).joinedload(DocumentIssue.file),
        )
    )


@dataclass(frozen=True)
class FileOf:
    """A file of a document. `replaced_by`: the issue that stands in its language, when it is not this one."""

    issue: DocumentIssue
    stored: StoredFile
    replaced_by: DocumentIssue | None
    for_staff: bool

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.issue.document.scopes()


def file_for(actor: Actor, key: str) -> FileOf:
    """A file by its key, after the same check as its document's page; an unguessable key is no permission."""
    issue = db.session.scalar(
        select(DocumentIssue)
        .join(DocumentIssue.file)
        .where(StoredFile.key == key)
        .options(joinedload(DocumentIssue.file), joinedload(DocumentIssue.document))
    )
    if issue is None:
        raise NotFound
    meeting = db.session.get_one(Meeting, issue.document.meeting_id)
    document = document_for(actor, meeting.slug, issue.document.number)
    staff = actor.may(Permission.SEE_STAFF_DOCUMENTS, meeting)
    if document.withdrawn_at is not None and not staff:
        raise NotFound
    same = [other for other in document.issues if other.language == issue.language]
    standing = same[0]  # the highest comes first
    return FileOf(issue, issue.file, None if standing.id == issue.id else standing, staff)


def find_series(meeting: Meeting) -> DocumentSeries | None:
    """How the meeting's documents are numbered; None while there are none."""
    return db.session.get(DocumentSeries, meeting.id)


def prefixes_of_others(actor: Actor, meeting: Meeting) -> frozenset[str]:
    """What the symbols of other meetings' documents begin with, or ever did: no two documents have one symbol."""
    now = db.session.scalars(select(DocumentSeries.prefix).where(DocumentSeries.meeting_id != meeting.id))
    given = db.session.scalars(select(Document.symbol).where(Document.meeting_id != meeting.id))
    return frozenset([*now, *(symbol.rpartition("/")[0] for symbol in given)])
