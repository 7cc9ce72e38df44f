"""What an applicant has written, put into the application: fields, organization, documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from meetings.base import clock, files
from meetings.base.database import db
from meetings.base.file_kinds import FileGiven
from meetings.base.texts import count_words
from meetings.fellowship.actions.letting_go import documents_go
from meetings.fellowship.models import FellowshipApplication, FellowshipFile
from meetings.fellowship.rules import DocumentKind
from meetings.questions.rules import AskedForm, Given
from meetings.registration.queries import find_organization_named
from meetings.registration.rules import sort_key

PLAIN = ("function", "gender", "track", "zone")


@dataclass(frozen=True)
class ApplicationDraft:
    """What was written; a field that is not there stays as it is. Files: None takes one out."""

    fields: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[DocumentKind, FileGiven | None] = field(default_factory=dict)
    asked: AskedForm = field(default_factory=AskedForm)
    answers: Mapping[int, Given] = field(default_factory=dict)


def write_draft(application: FellowshipApplication, draft: ApplicationDraft) -> None:
    """Put what was written into it; the caller holds the row and has asked whether it can be written."""
    given = draft.fields
    if "name" in given:
        application.name = str(given["name"])
        application.sort_key = sort_key(application.name)
    if "organization" in given:
        _set_organization(application, str(given["organization"]))
    for name in PLAIN:
        if name in given:
            setattr(application, name, given[name])
    if "languages" in given:
        application.languages = list(_texts(given["languages"]))
    if "statement" in given:
        application.statement = str(given["statement"])
        application.words = count_words(application.statement)
    for kind, file in draft.files.items():
        _hand_in(application, kind, file)


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _set_organization(application: FellowshipApplication, written: str) -> None:
    if written == application.organization_name:
        return
    found = find_organization_named(written) if written else None
    application.organization_id = found.id if found else None
    application.organization_name = found.name if found else written


def _hand_in(application: FellowshipApplication, kind: DocumentKind, file: FileGiven | None) -> None:
    """A document in place of the one before; what is the same already stays."""
    old = next((one for one in application.files if one.kind is kind), None)
    if old is not None and file is not None and (old.file.digest, old.file.name) == (file.digest, file.name):
        return
    if old is not None:
        documents_go([old.id])
        application.files.remove(old)
        db.session.delete(old)
        db.session.flush()  # the row must not refer to what is let go
        files.let_go([old.file])
    if file is not None:
        application.files.append(FellowshipFile(kind=kind, file=files.refer(file), handed_in_at=clock.now()))
        db.session.flush()
