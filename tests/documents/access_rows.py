"""The documents room's rows of the access table; what of them each reader sees is in test_who_sees_what.py."""

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.documents.models import Document
from tests.access.rows import EVERYBODY, OFFICE, Row, World
from tests.documents.builders import a_document

WRITERS = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})


def _paper(world: World) -> Document:
    """A document of the meeting. The meeting may have been changed by it: what is read of it again, is read here."""
    document = a_document(world.meeting)
    db.session.flush()
    for thing in (world.meeting, world.session):
        db.session.refresh(thing)
    return document


def _one(world: World, more: str = "") -> str:
    return f"/meetings/{world.meeting.slug}/documents/{_paper(world).number}{more}"


def _file(world: World) -> str:
    return f"/documents/files/{_paper(world).issues[0].file.key}"


def _zip(world: World) -> str:
    _paper(world)
    return f"/meetings/{world.meeting.slug}/documents.zip"


ROWS = [
    Row("documents.documents", lambda w: f"/meetings/{w.meeting.slug}/documents", EVERYBODY),
    Row("documents.document", _one, EVERYBODY),
    Row("documents.file", _file, EVERYBODY),
    Row("documents.archive", _zip, EVERYBODY),
    Row("documents.paper", lambda w: f"/meetings/{w.meeting.slug}/papers/programme.docx", EVERYBODY),
    Row("documents.drafted_paper", lambda w: f"/meetings/{w.meeting.slug}/papers/draft/agenda.docx", OFFICE),
    Row("documents.new_document", lambda w: f"/meetings/{w.meeting.slug}/documents/new", WRITERS),
    Row("documents.new_issue", lambda w: _one(w, "/issues/new"), WRITERS),
    Row("documents.correct_document", lambda w: _one(w, "/edit"), WRITERS),
    Row("documents.withdraw_document", lambda w: _one(w, "/withdraw"), WRITERS),
]
