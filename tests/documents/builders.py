"""Builders of documents. Call them inside `work(app)`."""

from typing import Any

from meetings.access.actor import OPERATOR
from meetings.base import files
from meetings.base.file_kinds import FileGiven
from meetings.documents import actions
from meetings.documents.models import Document
from meetings.documents.rules import DocumentDraft, Visibility
from meetings.programme.models import Meeting
from tests.base.files import PDF
from tests.builders import a_meeting


def a_file(content: bytes = PDF, name: str = "paper.pdf") -> FileGiven:
    """A file that is kept, but that nothing refers to yet."""
    given = files.take(name, content, 1_000_000)
    files.keep(given, content)
    return given


def a_document(meeting: Meeting | None = None, **given: Any) -> Document:
    """A public document of a meeting in English, unless told otherwise."""
    values = {"title": "Concept note", "visibility": Visibility.PUBLIC, "session_id": None} | given
    language, content = values.pop("language", "en"), values.pop("content", PDF)
    draft = DocumentDraft(**values)
    return actions.add_document(OPERATOR, meeting or a_meeting(), draft, language, a_file(content))
