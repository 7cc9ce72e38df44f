"""Adding a document, issuing it anew, correcting what is said of it, withdrawing it; noting a visit."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock, files, secrets
from meetings.base.database import aside, db
from meetings.base.file_kinds import FileGiven
from meetings.base.models import StoredFile
from meetings.base.refusals import NotFound, Refused, check_version
from meetings.documents import queries
from meetings.documents.models import Document, DocumentIssue, DocumentOpening, DocumentSeries, DocumentVisit
from meetings.documents.rules import (
    DocumentDraft,
    Visit,
    check_open,
    check_prefix,
    check_why,
    first_prefix,
    opened_to,
    symbol_of,
    visited,
)
from meetings.programme.actions.noticed import hold
from meetings.programme.models import Meeting, MeetingSession

FIELDS = ("title", "visibility", "session_id")


def add_document(
    actor: Actor, meeting: Meeting, draft: DocumentDraft, language: str, file: FileGiven, prefix: str = ""
) -> Document:
    """A new document under the next number of its meeting, with issue 1 in a language.

    Two who add one at the same time get a number each: the meeting's row is held. `prefix` counts for this
    document and those after it; the symbols given before stay.
    """
    hold(meeting)
    series = _series(actor, meeting, prefix)
    _check_session(meeting, draft)
    series.last += 1
    document = Document(
        meeting=meeting,
        number=series.last,
        symbol=symbol_of(series.prefix, series.last),
        title=draft.title,
        visibility=draft.visibility,
        session_id=draft.session_id,
        issues=[],
    )
    db.session.add(document)
    _issue(document, language, 1, file)
    series.mark = secrets.new_key()
    db.session.flush()  # the trail needs its id
    after = audit.values_of(document, "symbol", *FIELDS) | {"language": language, "file": file.name}
    audit.record(actor, "add_document", "document", document.id, None, after)
    return document


def add_issue(
    actor: Actor, document: Document, language: str, file: FileGiven, version: int
) -> DocumentIssue:
    """A new issue in a language; the one before stays, marked as replaced. Stale when another came meanwhile."""
    _hold(document, version)
    check_open(document.withdrawn_at is not None)
    same = [issue.number for issue in document.issues if issue.language == language]
    issue = _issue(document, language, max(same, default=0) + 1, file)
    _changed(document)
    after = {"language": language, "number": issue.number, "file": file.name}
    audit.record(actor, "issue_document", "document", document.id, None, after)
    return issue


def correct_document(actor: Actor, document: Document, draft: DocumentDraft, version: int) -> None:
    """Correct title, visibility or session; Stale when `version` is no longer the one that stands."""
    _hold(document, version)
    _check_session(document.meeting, draft)
    before, was = audit.values_of(document, *FIELDS), document.visibility
    for name in FIELDS:
        setattr(document, name, getattr(draft, name))
    for level in opened_to(was, document.visibility):
        db.session.merge(DocumentOpening(document_id=document.id, level=level, at=clock.now()))
    _changed(document)
    audit.record(
        actor, "correct_document", "document", document.id, before, audit.values_of(document, *FIELDS)
    )


def withdraw_document(actor: Actor, document: Document, why: str, version: int) -> None:
    """Withdraw a document with a reason: the number stays in the list, the files are for staff alone."""
    check_why(why)
    _hold(document, version)
    check_open(document.withdrawn_at is not None)
    document.withdrawn_at, document.withdrawn_why = clock.now(), why
    _changed(document)
    audit.record(actor, "withdraw_document", "document", document.id, None, {"why": why})


def note_visit(actor: Actor, meeting: Meeting, before: Visit | None) -> Visit | None:
    """Note that somebody who is signed in looks at the documents, in a transaction of its own; the visit as it is now.

    Nothing else is changed by reading: what it says is only used to tell them what is new.
    """
    if actor.account_id is None:
        return None
    now = visited(before, clock.now())
    if now == before:
        return now
    with aside() as session:
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        values = {"seen_at": now.seen_at, "before_at": now.before_at}
        query = insert(DocumentVisit).values(meeting_id=meeting.id, account_id=actor.account_id, **values)
        session.execute(query.on_conflict_do_update(index_elements=["meeting_id", "account_id"], set_=values))
    return now


def delete_documents(meetings: Collection[int]) -> None:
    """Delete the documents of these meetings (by id) with their files: only the demonstration ever is."""
    of_them = select(Document.id).where(Document.meeting_id.in_(meetings))
    issues = select(DocumentIssue.file_id).where(DocumentIssue.document_id.in_(of_them))
    stored = db.session.scalars(select(StoredFile).where(StoredFile.id.in_(issues))).all()
    db.session.execute(delete(Document).where(Document.meeting_id.in_(meetings)))
    files.let_go(stored)


def proposed_prefix(actor: Actor, meeting: Meeting) -> str:
    """What the symbols of a meeting's documents begin with until somebody says otherwise."""
    return first_prefix(meeting.kind, meeting.starts.year, queries.prefixes_of_others(actor, meeting))


def _hold(document: Document, version: int) -> None:
    hold(document.meeting)
    db.session.refresh(document, ["version", "title", "visibility", "session_id", "withdrawn_at", "issues"])
    check_version(version, document.version)


def _changed(document: Document) -> None:
    document.version += 1
    series = queries.find_series(document.meeting)
    assert series is not None  # it has numbered this document
    series.mark = secrets.new_key()


def _series(actor: Actor, meeting: Meeting, prefix: str) -> DocumentSeries:
    series = queries.find_series(meeting)
    if series is None:
        proposed = proposed_prefix(actor, meeting)
        series = DocumentSeries(meeting_id=meeting.id, prefix=proposed, last=0, mark=secrets.new_key())
        db.session.add(series)
    if prefix and prefix != series.prefix:
        check_prefix(prefix)
        if prefix in queries.prefixes_of_others(actor, meeting):
            raise Refused(
                "The documents of another meeting begin so. Choose another beginning.", field="prefix"
            )
        audit.record(
            actor, "number_documents", "meeting", meeting.id, {"prefix": series.prefix}, {"prefix": prefix}
        )
        series.prefix = prefix
    return series


def _check_session(meeting: Meeting, draft: DocumentDraft) -> None:
    if draft.session_id is None:
        return
    session = db.session.get(MeetingSession, draft.session_id)
    if session is None or session.meeting_id != meeting.id:
        raise NotFound


def _issue(document: Document, language: str, number: int, file: FileGiven) -> DocumentIssue:
    issue = DocumentIssue(language=language, number=number, file=files.refer(file), issued_at=clock.now())
    document.issues.append(issue)
    return issue
