"""What people in the programme leave beside the permanent record: told to them, and deleted."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow, MailLink
from meetings.base import files
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.outbox.models import OutboxMessage
from meetings.people.asked import Subject
from meetings.people.asked import answered as rooms_of_people
from meetings.programme.models import Speaker
from meetings.programme.released_roles import ReleasedRole
from meetings.programme.rules import SpeakerAnswer
from meetings.retention.parts import parts
from meetings.speakers import actions
from meetings.speakers.models import RoleRequest
from tests.builders import a_meeting, a_person, a_session, the_programme_is_public
from tests.kit_app import work
from tests.speakers.kit import PDF, a_speaker, link_to


@pytest.fixture
def told(app: Flask) -> dict[str, Any]:
    """Ana, who has answered everything and sent slides, and Bo, whom the directory knows and who declined."""
    with work(app):
        session = a_session(a_meeting("workshop"))
        ana = a_speaker(session, email="ana@example.org")
        person = a_person("Bo Example", email="bo@example.org")
        bo = a_speaker(session, name="Bo Example", email="", person_id=person.id)
        for one in (ana, bo):
            request = actions.ask(OPERATOR, one, "ana@example.org" if one is ana else "bo@example.org", 8)
            one.answer = SpeakerAnswer.CONFIRMED
            if one is ana:
                given = files.take("slides.pdf", PDF, 1000)
                files.keep(given, PDF)
                request.file = files.refer(given)
        ana.talk, ana.bio, ana.needs, bo.why = "What works", "Lawyer.", "captioning", "I travel."
        actions.record_answer(OPERATOR, ana, SpeakerAnswer.CONFIRMED, "By telephone from Ana.")
        gone = a_speaker(session, name="Taken Off", email="gone@example.org")
        actions.ask(OPERATOR, gone, "gone@example.org", None)
        the_programme_is_public(session.meeting)
        session.speakers.remove(gone)
        return {"meeting": session.meeting_id, "bo": person.id}


def left(app: Flask) -> list[tuple[str, ...]]:
    with work(app, writing=False):
        rows = db.session.scalars(select(Speaker).order_by(Speaker.id))
        return [(s.name, s.talk, s.bio, s.email, s.needs, s.why) for s in rows]


def counted(app: Flask) -> list[int]:
    with work(app, writing=False):
        return [len(db.session.scalars(select(t)).all()) for t in (RoleRequest, MailLink, StoredFile)]


def test_the_purge_takes_what_the_programme_does_not_say(app: Flask, told: dict[str, Any]) -> None:
    [part] = [p for p in parts() if p.name == "speakers"]
    link = link_to(app, "ana@example.org")
    assert app.test_client().get(link).status_code == 200
    assert counted(app) == [3, 3, 1]
    with work(app):
        assert list(part.meetings()) == [told["meeting"]]
        assert part.count(told["meeting"]) == 3
        assert [part.forget(told["meeting"], 2) for _ in range(3)] == [2, 1, 0]
        assert (list(part.meetings()), part.count(told["meeting"])) == ([], 0)
    assert counted(app) == [0, 0, 0]
    with work(app, writing=False):  # who they are in released versions is known no more by an address
        assert db.session.scalars(select(ReleasedRole.email).order_by(ReleasedRole.id)).all() == [""] * 3
    assert left(app) == [
        ("Ana Example", "What works", "Lawyer.", "", "", ""),
        ("Bo Example", "", "", "", "", ""),
    ]
    assert app.test_client().get(link).status_code == 404
    with work(app, writing=False):
        assert [m.text for m in db.session.scalars(select(OutboxMessage)) if not m.blank_after] == []
        trail = db.session.scalars(select(AuditRow).where(AuditRow.on_kind == "role_request")).all()
        assert [(row.before, row.after) for row in trail] == [(None, None)] * 4


@pytest.mark.parametrize(
    ("who", "files_sent", "stays"),
    [("ana@example.org", 1, ["bo@example.org"]), ("bo@example.org", 0, ["ana@example.org"])],
)
def test_a_person_is_told_and_forgotten(
    app: Flask, told: dict[str, Any], who: str, files_sent: int, stays: list[str]
) -> None:
    knows = rooms_of_people()["speakers"]
    subject = Subject(told["bo"] if who.startswith("bo") else None, frozenset(), frozenset({who}))
    with work(app):
        copy = knows.told(subject)
        assert [row["email"] for row in copy.tables["role_in_session"]] == [who]
        assert [len(copy.tables[name]) for name in ("role_request", "presentation")] == [1, files_sent]
        assert [file.name for file in copy.files] == ["slides.pdf"] * files_sent
        assert [figure.number for figure in knows.goes(subject)] == [1, files_sent]
        knows.forget(OPERATOR, subject)
        assert [figure.number for figure in knows.goes(subject)] == [0, 0]
    assert [row[3] for row in left(app) if row[3]] == stays
    assert counted(app)[0] == 2
