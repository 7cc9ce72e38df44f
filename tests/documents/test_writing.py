"""Adding, issuing, correcting, withdrawing: through the forms, with what people get wrong."""

import io
import threading
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import files
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.base.refusals import Refused, Stale
from meetings.documents import actions
from meetings.documents.models import Document, DocumentIssue
from meetings.documents.rules import DocumentDraft, Visibility
from meetings.programme.models import Meeting
from tests.base.files import PDF, PNG, a_docx
from tests.builders import a_meeting, a_session
from tests.documents.builders import a_document, a_file
from tests.kit_app import signed_in, work
from tests.programme.selecting import select as select_css

NEW = "/meetings/example/documents/new"
WORDS = {
    "title": "Concept note",
    "visibility": "public",
    "language": "en",
    "session": "",
    "prefix": "WS/2028",
}


def send(
    client: FlaskClient, path: str, content: bytes | None = PDF, name: str = "note.pdf", /, **words: Any
) -> Any:
    data = dict(words)
    if content is not None:
        data["file"] = (io.BytesIO(content), name)
    return client.post(path, data=data, content_type="multipart/form-data")


def errors(answer: Any) -> list[str]:
    return [
        " ".join(line.text_content().split())
        for line in select_css(html.fromstring(answer.text), ".errors li")
    ]


def an_office(app: Flask) -> FlaskClient:
    with work(app):
        a_session(a_meeting("example"), label="3", title="Early signs")
    return signed_in(app, Role.ORGANIZER)


def symbols() -> list[str]:
    return list(db.session.scalars(select(Document.symbol).order_by(Document.id)))


def test_the_path_of_a_document(app: Flask) -> None:
    office = an_office(app)
    with work(app):
        session = db.session.query(Meeting).one().sessions[0].id
    answer = send(office, NEW, **WORDS | {"session": str(session)})
    assert (answer.status_code, answer.location) == (303, "/meetings/example/documents/1")
    page = office.get(answer.location).text
    assert ("WS/2028/1" in page, "Early signs" in page) == (True, True)
    again = "/meetings/example/documents/1/issues/new"
    assert send(office, again, PNG, "note.png", language="fr", version="1").status_code == 303
    assert send(office, again, PDF + b"2", language="en", version="2").status_code == 303
    with work(app):
        issues = db.session.scalars(select(DocumentIssue).order_by(DocumentIssue.id))
        assert [(i.language, i.number, i.file.kind.value) for i in issues] == [
            ("en", 1, "pdf"), ("fr", 1, "png"), ("en", 2, "pdf"),
        ]  # fmt: skip
    wrong = {"title": "Concept note", "visibility": "participants", "session": "", "version": "3"}
    assert office.post("/meetings/example/documents/1/edit", data=wrong).status_code == 303
    data = {"why": "Another office issues it.", "version": "4"}
    assert office.post("/meetings/example/documents/1/withdraw", data=data).status_code == 303
    with work(app):
        rows = db.session.scalars(
            select(AuditRow).where(AuditRow.on_kind == "document").order_by(AuditRow.id)
        )
        assert [(row.verb, row.before, row.after) for row in rows] == [
            ("add_document", None, {"symbol": "WS/2028/1", "title": "Concept note", "visibility": "public",
             "session_id": session, "language": "en", "file": "note.pdf"}),
            ("issue_document", None, {"language": "fr", "number": 1, "file": "note.png"}),
            ("issue_document", None, {"language": "en", "number": 2, "file": "note.pdf"}),
            ("correct_document", {"visibility": "public", "session_id": session},
             {"visibility": "participants", "session_id": None}),
            ("withdraw_document", None, {"why": "Another office issues it."}),
        ]  # fmt: skip
    refused = send(office, again, language="fr", version="5")
    assert errors(refused) == [
        "This document was withdrawn. Its number is not used again: add a new document."
    ]


WRONG: list[tuple[bytes | None, str, dict[str, str], list[str]]] = [
    (None, "", {}, ["File – Choose a file."]),
    (b"", "note.pdf", {}, ["File – This file is empty. Choose it again."]),
    (PDF, "note.svg", {}, ["File – Send a PDF, a Word document (.docx), a PNG or a JPEG picture."]),
    (PNG, "note.pdf", {},
     ["File – This file is called .pdf, but it is something else inside. Save it again as a PDF."]),
    (a_docx(word__vbaProject_bin=b"x"), "note.docx", {},
     ["File – This Word document holds macros. Save it without them, or send it as a PDF."]),
    (PDF, "note.pdf", {"title": "x" * 301}, ["Title – At most 300 characters."]),
    (PDF, "note.pdf", {"title": " "}, ["Title – Fill this in."]),
    (PDF, "note.pdf", {"title": "a\0b"},
     ["Title – This holds a character that cannot be shown. Type the text again."]),
    (PDF, "note.pdf", {"visibility": "everyone"}, ["Who sees it – Choose one of these."]),
    (PDF, "note.pdf", {"language": "xx"}, ["Language of this file – Not a valid choice."]),
    (PDF, "note.pdf", {"session": "999"}, ["It belongs to – Not a valid choice."]),
    (PDF, "note.pdf", {"prefix": "ws 2028"},
     ["Numbers of this meeting’s documents begin with – Write it with capital letters, figures, full stops, "
      "hyphens and slashes, for example WS/2028."]),
]  # fmt: skip


def test_what_people_get_wrong(app: Flask) -> None:
    office = an_office(app)
    for content, name, words, sentences in WRONG:
        answer = send(office, NEW, content, name, **WORDS | words)
        assert (answer.status_code, errors(answer)) == (422, sentences)
        if "title" not in words:
            assert html.fromstring(answer.text).get_element_by_id("title").get("value") == "Concept note"
    with work(app):
        assert symbols() == []


def test_a_refused_form_keeps_its_file(app: Flask) -> None:
    office = an_office(app)
    answer = send(office, NEW, **WORDS | {"title": ""})
    kept = select_css(html.fromstring(answer.text), "input[name=file-kept]")[0].get("value")
    assert send(office, NEW, None, **WORDS | {"file-kept": kept}).status_code == 303
    with work(app):
        assert db.session.query(StoredFile).one().name == "note.pdf"


def test_too_large_is_told_how_large(app: Flask) -> None:
    office = an_office(app)
    answer = send(office, NEW, PDF + b"\0" * 20_000_000, **WORDS)
    assert errors(answer) == ["File – This file has 20 MB; at most 20 MB are taken."]
    answer = send(office, NEW, PDF + b"\0" * 21_000_000, **WORDS)
    assert (answer.status_code, "At most 21 MB can be sent here at once" in answer.text) == (413, True)
    assert send(office, NEW, PDF + b"\0" * 19_900_000, **WORDS).status_code == 303


def test_a_stale_page_changes_nothing_and_shows_what_stands(app: Flask) -> None:
    office = an_office(app)
    with work(app):
        a_document(db.session.query(Meeting).one())
    path = "/meetings/example/documents/1"
    words = {"title": "Second thought", "visibility": "public", "session": "", "version": "1"}
    assert office.post(f"{path}/edit", data=words).status_code == 303
    stale = office.post(f"{path}/edit", data=words | {"title": "Third thought"})
    assert (stale.status_code, "Second thought" in stale.text, "Third thought" in stale.text) == (
        422,
        True,
        True,
    )
    assert send(office, f"{path}/issues/new", language="en", version="1").status_code == 422
    assert office.post(f"{path}/withdraw", data={"why": "No.", "version": "1"}).status_code == 422
    assert errors(office.post(f"{path}/withdraw", data={"why": " ", "version": "2"})) == [
        "Why is it withdrawn? – Say why, in a sentence that readers see."
    ]
    with work(app):
        document = db.session.query(Document).one()
        assert (document.title, len(document.issues), document.withdrawn_at) == ("Second thought", 1, None)


def test_numbers_rise_whatever_becomes_of_documents_and_of_the_prefix(app: Flask) -> None:
    with work(app):
        meeting, other = a_meeting("example"), a_meeting("other")
        first = a_document(meeting)
        a_document(other)
        assert symbols() == ["WS/2028/1", "WS-2/2028/1"]
        actions.withdraw_document(OPERATOR, first, "Gone.", first.version)
        a_document(meeting)
        draft = DocumentDraft("Agenda", Visibility.PUBLIC)
        actions.add_document(OPERATOR, meeting, draft, "en", a_file(), "HRC/WS/2028")
        # What a meeting's documents began with before stays theirs, too: nobody else can give such a symbol.
        for own, taken in ((meeting, "WS-2/2028"), (other, "HRC/WS/2028"), (other, "WS/2028")):
            with pytest.raises(Refused):
                actions.add_document(OPERATOR, own, draft, "en", a_file(), taken)
        assert symbols() == ["WS/2028/1", "WS-2/2028/1", "WS/2028/2", "HRC/WS/2028/3"]


def test_two_at_once_get_a_number_each(app: Flask) -> None:
    with work(app):
        meeting_id = a_meeting("example").id
    together, got = threading.Barrier(4), []

    def add() -> None:
        with app.app_context():
            given = a_file()
        together.wait()
        with work(app):
            meeting = db.session.get_one(Meeting, meeting_id)
            draft = DocumentDraft("Concept note", Visibility.PUBLIC)
            got.append(actions.add_document(OPERATOR, meeting, draft, "en", given).number)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [1, 2, 3, 4]


def test_two_issues_at_once_are_one_and_one_no(app: Flask) -> None:
    with work(app):
        document_id = a_document(a_meeting("example")).id
    together, said = threading.Barrier(2), []

    def issue() -> None:
        with app.app_context():
            given = a_file()
        together.wait()
        try:
            with work(app):
                document = db.session.get_one(Document, document_id)
                actions.add_issue(OPERATOR, document, "en", given, 1)
                said.append("issued")
        except Stale:
            said.append("stale")

    threads = [threading.Thread(target=issue) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["issued", "stale"]


def test_a_session_that_is_deleted_leaves_its_documents_to_the_meeting(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("example", status="draft")
        session = a_session(meeting)
        a_document(meeting, session_id=session.id)
        meeting.sessions.remove(session)
    with work(app):
        assert db.session.query(Document).one().session_id is None


def test_deleting_documents_lets_their_files_go(app: Flask) -> None:
    with work(app):
        meeting, stays = a_meeting("example"), a_meeting("other")
        a_document(meeting)
        a_document(stays, content=PDF + b"other")
        actions.delete_documents([meeting.id])
    with work(app):
        assert [one.digest for one in db.session.query(StoredFile)] == [
            one.file.digest for one in db.session.query(DocumentIssue)
        ]
        assert files.path_of(db.session.query(StoredFile).one()) is not None
