"""The list, what is new, the ZIP: what they say, and what they cost however many documents there are."""

import io
import re
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import SignedInSession
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.documents import actions, kept
from meetings.documents.models import Document, DocumentIssue, DocumentSeries, DocumentVisit
from meetings.documents.packing import packed
from meetings.documents.person import KNOWS
from meetings.documents.rules import DocumentDraft, Visibility
from meetings.people.asked import Subject
from meetings.programme.actions import release
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from tests.base.files import PDF
from tests.builders import a_meeting, a_session
from tests.documents.builders import a_document, a_file
from tests.kit_app import fresh_database, signed_in, statements, work
from tests.programme.selecting import select as select_css

NOON = datetime(2028, 9, 12, 12, tzinfo=UTC)
PAGE = "/meetings/example/documents"


def titles(client: FlaskClient, path: str = PAGE) -> list[str]:
    return [
        one.text_content() for one in select_css(html.fromstring(client.get(path).text), ".documents .what")
    ]


def new(client: FlaskClient, path: str = PAGE) -> list[str]:
    """The numbers of the documents of which something is marked as new."""
    rows = select_css(html.fromstring(client.get(path).text), ".documents li[id]")
    return [row.get("id") for row in rows if select_css(row, ".issues .badge")]


def test_new_is_what_came_after_the_last_visit_or_since_a_day(app: Flask) -> None:
    clock.set_to(NOON)
    with work(app):
        meeting = a_meeting("example")
        first = a_document(meeting, title="One")
        a_document(meeting, title="Two")
    reader = signed_in(app, Role.SIGNED_IN)
    assert (titles(reader), new(reader)) == (["One", "Two"], [])
    clock.set_to(NOON + timedelta(hours=20))  # on the next day, but the session has ended meanwhile
    with work(app):
        first = db.session.query(Document).filter_by(title="One").one()
        actions.add_issue(OPERATOR, first, "fr", a_file(PDF + b"fr"), first.version)
        a_document(first.meeting, title="Three")
    client = signed_in(app, Role.SIGNED_IN)
    with work(app):
        old = db.session.query(DocumentVisit).one()
        assert (old.seen_at - NOON < timedelta(minutes=1), old.before_at) == (True, None)
        # The same person, who has signed in again.
        token = db.session.scalars(select(SignedInSession).order_by(SignedInSession.began_at.desc())).first()
        assert token is not None
        token.account_id = old.account_id
    assert new(client) == ["d-1", "d-3"]
    assert titles(client, f"{PAGE}?since=2028-09-13") == ["One", "Three"]
    assert titles(client, f"{PAGE}?since=2028-09-13T10:01") == []  # Geneva: the third came at 10:00
    anyone = app.test_client()
    assert (new(anyone), titles(anyone, f"{PAGE}?since=2028-09-13")) == ([], ["One", "Three"])
    assert titles(anyone, f"{PAGE}?language=fr") == ["One"]
    assert titles(anyone, f"{PAGE}?q=thr") == ["Three"]
    assert titles(anyone, f"{PAGE}?q=%25") == []
    # What was for staff alone is new to others when it is theirs, whenever it was issued.
    clock.set_to(NOON + timedelta(hours=23))
    with work(app):
        staffs = db.session.query(Document).filter_by(title="Two").one()
        for visibility in (Visibility.STAFF, Visibility.PARTICIPANTS, Visibility.PUBLIC):
            draft = DocumentDraft("Two", visibility, None)
            actions.correct_document(OPERATOR, staffs, draft, staffs.version)
    late = "?since=2028-09-13T12:00"
    assert (titles(anyone, PAGE + late), new(anyone, PAGE + late)) == (["Two"], ["d-2"])
    packed_now = anyone.get(f"/meetings/example/documents.zip{late}").data
    assert len(zipfile.ZipFile(io.BytesIO(packed_now)).namelist()) == 2  # with the list of them
    assert titles(signed_in(app, Role.ORGANIZER), PAGE + late) == []  # who had it all the time
    wrong = anyone.get(f"{PAGE}?since=2028-02-30&q=o")
    assert (wrong.status_code, 'value="2028-02-30"' in wrong.text, 'value="o"' in wrong.text) == (
        422,
        True,
        True,
    )
    assert anyone.get(f"{PAGE}.zip?since=2028-02-30").status_code == 409
    assert anyone.get(f"{PAGE}?q=%00&page=99999999999&session=%00").status_code == 200


def test_visits_go_with_the_personal_data_and_documents_stay(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("example")
        a_document(meeting)
    for _ in range(3):
        signed_in(app, Role.SIGNED_IN).get(PAGE)
    app.test_client().get(PAGE)
    with work(app):
        meeting_id = db.session.query(Meeting).one().id
        mine = db.session.scalars(select(DocumentVisit.account_id).order_by(DocumentVisit.account_id)).first()
        subject = Subject(None, frozenset({mine or 0}), frozenset())
        told = KNOWS.told(subject).tables["document_visit"]
        assert [(row["meeting_id"], row["account_id"]) for row in told] == [(meeting_id, mine)]
        assert [(figure.number, figure.stays) for figure in KNOWS.goes(subject)] == [(1, False)]
        KNOWS.forget(OPERATOR, subject)
        assert (kept.meetings(), kept.count(meeting_id)) == ([meeting_id], 2)
        assert [kept.forget(meeting_id, 1) for _ in range(3)] == [1, 1, 0]
        assert (kept.meetings(), db.session.query(Document).count()) == ([], 1)


def test_a_session_is_named_as_it_was_released(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("example")
        session = a_session(meeting, label="3", title="Early signs")
        a_document(meeting, title="Concept note", session_id=session.id)
    with work(app):
        db.session.query(Meeting).one().sessions[0].title = "Late signs"
    anyone, office = app.test_client(), signed_in(app, Role.ORGANIZER)
    said = {who: [t for t in ("Early signs", "Late signs") if t in client.get(PAGE).text]
            for who, client in (("anyone", anyone), ("office", office))}  # fmt: skip
    assert said == {"anyone": ["Early signs"], "office": ["Early signs"]}
    beside = select_css(html.fromstring(anyone.get("/meetings/example").text), "#s-3 a")
    assert [(a.get("href"), a.text_content().strip()) for a in beside] == [
        ("/meetings/example/documents/1", "WS/2028/1 Concept note")
    ]
    with work(app):
        release(OPERATOR, db.session.query(Meeting).one())
    assert "Late signs" in anyone.get(PAGE).text
    # A document that comes later is there at once, also in the programme that is kept.
    with work(app):
        meeting = db.session.query(Meeting).one()
        a_document(meeting, title="Second note", session_id=meeting.sessions[0].id)
    assert "Second note" in anyone.get("/meetings/example").text


def many(app: Flask, number: int, languages: tuple[str, ...] = ("en",)) -> None:
    """So many documents at once, all of one content."""
    with work(app):
        meeting = a_meeting("example")
        given = a_file()
        db.session.add(DocumentSeries(meeting_id=meeting.id, prefix="WS/2028", last=number, mark="m"))
        for n in range(1, number + 1):
            issues = [
                DocumentIssue(
                    language=language,
                    number=1,
                    issued_at=NOON,
                    file=StoredFile(
                        key=f"k{n}{language}", digest=given.digest, name=given.name, kind=given.kind,
                        size=given.size, stored_at=NOON,
                    ),
                )
                for language in languages
            ]  # fmt: skip
            db.session.add(
                Document(
                    meeting=meeting, number=n, symbol=f"WS/2028/{n}", title=f"Document {n}",
                    visibility=Visibility.PUBLIC, issues=issues,
                )
            )  # fmt: skip


def test_300_documents_cost_as_many_statements_as_one(app: Flask) -> None:
    counts: dict[int, dict[str, int]] = {}
    for number in (1, 300):
        fresh_database(app, empty_only=True)
        many(app, number)
        reader = signed_in(app, Role.SIGNED_IN)
        counts[number] = {}
        for door, path in (("list", PAGE), ("zip", f"{PAGE}.zip"), ("one", f"{PAGE}/1"),
                           ("programme", "/meetings/example"), ("programme again", "/meetings/example")):  # fmt: skip
            with statements(app) as seen:
                answer = reader.get(path)
                assert (answer.status_code, len(answer.data) > 0) == (200, True)
            counts[number][door] = len(seen)
    # The list: who asks, the meeting, the reader, how many, the documents, their issues; the visit; the frame.
    assert counts[1] == counts[300]
    assert counts[1] == {"list": 8, "zip": 5, "one": 9, "programme": 9, "programme again": 6}
    text = app.test_client().get(f"{PAGE}?page=6").text
    assert (re.findall(r"WS/2028/\d+", text)[0], len(text) < 100_000) == ("WS/2028/251", True)


def test_the_zip_holds_all_that_is_listed(app: Flask) -> None:
    many(app, 300, ("en", "fr"))
    anyone = app.test_client()
    answer = anyone.get(f"{PAGE}.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as held:
        assert held.testzip() is None
        names = held.namelist()
        listed = held.read("manifest.txt").decode()
        assert held.read("WS-2028-7_fr_Document 7.pdf") == PDF
    assert (names[0], len(names), len(set(names)), all(name in listed for name in names[1:])) == (
        "manifest.txt", 601, 601, True,
    )  # fmt: skip
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(anyone.get(f"{PAGE}.zip?language=fr&q=ment+30").data)) as held:
        assert held.namelist() == [
            "manifest.txt",
            "WS-2028-30_fr_Document 30.pdf",
            "WS-2028-300_fr_Document 300.pdf",
        ]


def test_packing_keeps_no_more_than_a_piece_in_memory(tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as out:
        for n in range(40):
            out.write(bytes([n]) * 1_000_000)
    tracemalloc.start()
    size = sum(len(part) for part in packed([(f"{n}.pdf", large) for n in range(3)], "list", NOON))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 100_000
    assert peak < 5_000_000


def test_papers_of_a_session_are_found_by_the_number_that_everybody_reads(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("example")
        moved, other = a_session(meeting, label="2"), a_session(meeting, label="3")
        a_document(meeting, title="Of the moved", session_id=moved.id)
        a_document(meeting, title="Of the other", session_id=other.id)
        moved.label, other.label = "33", "2"
        db.session.flush()
    anyone, staff = app.test_client(), signed_in(app, Role.ORGANIZER)
    for reader in (anyone, staff):
        found = [titles(reader, f"{PAGE}?session={number}") for number in ("2", "3", "33")]
        assert found == [["Of the moved"], ["Of the other"], []]
    with work(app):
        new = a_session(a_meeting("second", status=MeetingStatus.DRAFT), label="5")
        new_of = new.meeting
        a_document(new_of, title="Of the new", session_id=new.id)
        new_of.status = MeetingStatus.PUBLISHED  # and nothing of it released yet
    page = "/meetings/second/documents?session=5"
    assert (titles(anyone, page), titles(staff, page)) == ([], ["Of the new"])
