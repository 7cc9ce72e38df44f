"""Readers × whom a document is for × doors: the page, the list, the search, the file, the ZIP, the programme."""

import io
import zipfile
from datetime import date

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access import actions as access
from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import secrets
from meetings.base.database import db
from meetings.documents import actions
from meetings.documents.models import Document
from meetings.documents.rules import Visibility
from meetings.programme.models import Meeting
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_meeting, a_registration, a_session
from tests.documents.builders import a_document, a_file
from tests.kit_app import an_account, signed_in, work

V, R = Visibility, RegistrationStatus
ALL = {V.PUBLIC, V.PARTICIPANTS, V.STAFF}
NOT_STAFF = {V.PUBLIC, V.PARTICIPANTS}
READERS = {
    "staff": ALL,
    "drafter": ALL,
    "participant of this meeting": NOT_STAFF,
    "rapporteur of a session of it": NOT_STAFF,
    "participant of another meeting": {V.PUBLIC},
    "still to be decided": {V.PUBLIC},
    "on the waiting list": {V.PUBLIC},
    "withdrawn": {V.PUBLIC},
    "rapporteur of another meeting": {V.PUBLIC},
    "anyone signed in": {V.PUBLIC},
    "anyone": {V.PUBLIC},
}


def a_reader(app: Flask, status: RegistrationStatus, slug: str) -> FlaskClient:
    """Somebody with a registration in that state; as the house does it, with the role of a participant."""
    client = app.test_client()
    with work(app):
        meeting = a_meeting_called(slug)
        account = an_account(f"{secrets.new_key().lower()}@example.org")
        a_registration(meeting, account_id=account.id, email=account.email, status=status)
        if status in (R.APPROVED, R.WAITING):
            access.give_role(OPERATOR, account, Role.PARTICIPANT, meeting.id, since=date(2020, 1, 1))
        token = access.begin_session(account)
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def a_meeting_called(slug: str) -> Meeting:
    return db.session.scalars(select(Meeting).where(Meeting.slug == slug)).one()


def readers(app: Flask, who: str, sessions: dict[str, int]) -> FlaskClient:
    states = {
        "participant of this meeting": (R.APPROVED, "example"),
        "participant of another meeting": (R.APPROVED, "other"),
        "still to be decided": (R.SUBMITTED, "example"),
        "on the waiting list": (R.WAITING, "example"),
        "withdrawn": (R.WITHDRAWN, "example"),
    }
    roles = {
        "staff": (Role.ORGANIZER, None),
        "drafter": (Role.DRAFTER, None),
        "rapporteur of a session of it": (Role.RAPPORTEUR, sessions["example"]),
        "rapporteur of another meeting": (Role.RAPPORTEUR, sessions["other"]),
        "anyone signed in": (Role.SIGNED_IN, None),
        "anyone": (None, None),
    }
    return a_reader(app, *states[who]) if who in states else signed_in(app, *roles[who])


def test_every_door_for_every_reader(app: Flask) -> None:
    files: dict[Visibility, str] = {}
    with work(app):
        meeting, other = a_meeting("example"), a_meeting("other")
        session, another = a_session(meeting, label="1"), a_session(other)
        for one in V:
            title = f"Title for {one.value}"
            files[one] = (
                a_document(meeting, title=title, visibility=one, session_id=session.id).issues[0].file.key
            )
        numbers = {one: number for number, one in enumerate(V, 1)}
        sessions = {"example": session.id, "other": another.id}
    wrong = {}
    for who, theirs in READERS.items():
        found = doors(readers(app, who, sessions), files, numbers)
        if differ := {door: seen for door, seen in found.items() if seen != theirs}:
            wrong[who] = differ
    assert wrong == {}


def doors(
    client: FlaskClient, files: dict[Visibility, str], numbers: dict[Visibility, int]
) -> dict[str, set[Visibility]]:
    """By door, the documents that this person sees through it."""
    base = "/meetings/example/documents"
    seen: dict[str, set[Visibility]] = {}
    seen["page"] = {v for v in V if client.get(f"{base}/{numbers[v]}").status_code == 200}
    seen["file"] = {v for v in V if client.get(f"/documents/files/{files[v]}").status_code == 200}
    for door, path in (
        ("list", base),
        ("search", f"{base}?q=title"),
        ("number", f"{base}?q=ws/2028"),
        ("since", f"{base}?since=2020-01-01"),
        ("session", f"{base}?session=1"),
        ("programme", "/meetings/example"),
        ("programme again", "/meetings/example"),
    ):
        text = client.get(path).text
        seen[door] = {v for v in V if f"Title for {v.value}" in text}
    for door, path in (("zip", f"{base}.zip"), ("zip of a language", f"{base}.zip?language=en")):
        packed = zipfile.ZipFile(io.BytesIO(client.get(path).data))
        listed = packed.read("manifest.txt").decode()
        seen[door] = {v for v in V if any(f"Title for {v.value}" in name for name in packed.namelist())}
        seen[f"{door}, listed"] = {v for v in V if f"Title for {v.value}" in listed}
    # What is not theirs is as if it were not there: the same answer as for a number that was never given.
    refused = {client.get(f"{base}/{number}").status_code for number in (*numbers.values(), 99)}
    assert refused <= {200, 404}
    return seen


def test_nobody_writes_but_those_who_write_documents(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("example")
        sessions = {"example": a_session(meeting).id, "other": a_session(a_meeting("other")).id}
        a_document(meeting)
    base = "/meetings/example/documents/1"
    may = {
        who: {readers(app, who, sessions).get(f"{base}{verb}").status_code == 200
              for verb in ("/edit", "/withdraw", "/issues/new")}
        for who in ("staff", "drafter", "participant of this meeting", "anyone")
    }  # fmt: skip
    assert may == {
        "staff": {True},
        "drafter": {False},
        "participant of this meeting": {False},
        "anyone": {False},
    }


def test_a_changed_right_acts_at_the_next_request(app: Flask) -> None:
    with work(app):
        key = a_document(a_meeting("example"), visibility=V.PARTICIPANTS).issues[0].file.key
    client = a_reader(app, R.APPROVED, "example")
    assert client.get(f"/documents/files/{key}").status_code == 200
    with work(app):
        db.session.query(Registration).one().status = R.CANCELLED
    assert client.get(f"/documents/files/{key}").status_code == 404
    with work(app):
        db.session.query(Registration).one().status = R.APPROVED
        db.session.query(Document).one().visibility = V.STAFF
    assert client.get(f"/documents/files/{key}").status_code == 404


def test_of_a_meeting_that_is_a_draft_nothing_is_public(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("example", status="draft")
        key = a_document(meeting).issues[0].file.key
    paths = ("/meetings/example/documents", "/meetings/example/documents.zip", f"/documents/files/{key}",
             "/meetings/example/documents/1", "/meetings/example/papers/programme.pdf")  # fmt: skip
    assert {app.test_client().get(path).status_code for path in paths} == {404}
    staff = signed_in(app, Role.ORGANIZER)
    assert [staff.get(path).status_code for path in paths] == [200, 200, 200, 200, 404]


def test_what_was_replaced_and_what_was_withdrawn(app: Flask) -> None:
    with work(app):
        document = a_document(a_meeting("example"))
        old = document.issues[0].file.key
        actions.add_issue(OPERATOR, document, "en", a_file(b"%PDF-2"), document.version)
        new = next(issue.file.key for issue in document.issues if issue.number == 2)
    anyone, staff = app.test_client(), signed_in(app, Role.DRAFTER)
    answer = anyone.get(f"/documents/files/{old}")
    assert (answer.status_code, f"/documents/files/{new}" in answer.text) == (410, True)
    assert anyone.get(f"/documents/files/{new}").data == b"%PDF-2"
    assert staff.get(f"/documents/files/{old}").status_code == 200
    shown = {who: client.get("/meetings/example/documents/1").text for who, client in
             (("anyone", anyone), ("staff", staff))}  # fmt: skip
    assert {who: (old in text, "superseded" in text) for who, text in shown.items()} == {
        "anyone": (False, True),
        "staff": (True, True),
    }
    with work(app):
        document = db.session.query(Document).one()
        actions.withdraw_document(OPERATOR, document, "It was the annex of another.", document.version)
    assert [c.get(f"/documents/files/{new}").status_code for c in (anyone, staff)] == [404, 200]
    text = anyone.get("/meetings/example/documents").text
    assert ("It was the annex of another." in text, new in text) == (True, False)
    assert anyone.get("/meetings/example/documents.zip").status_code == 409


def test_a_file_is_an_attachment_that_nothing_runs(app: Flask) -> None:
    with work(app):
        key = a_document(a_meeting("example"), title="<b>").issues[0].file.key
    answer = app.test_client().get(f"/documents/files/{key}")
    assert answer.headers["Content-Disposition"] == "attachment; filename=paper.pdf"
    assert ("sandbox" in answer.headers.getlist("Content-Security-Policy"), answer.headers["Cache-Control"],
            answer.headers["X-Content-Type-Options"]) == (True, "no-store", "nosniff")  # fmt: skip
