"""Migrations up, down and up again with data in them, on both databases; and they say what the models say."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, select, text

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.base import clock, marks
from meetings.base.database import Base, db, unit_of_work
from meetings.base.models import ChangeMark
from meetings.base.settings import read_settings
from meetings.demo import actions as demo
from meetings.directory import actions as directory
from meetings.factory import create_app
from meetings.mandate import actions as mandate
from meetings.outcomes.actions import save_summary
from meetings.people.models import PersonMerge, blank_merge
from meetings.programme.models import MeetingSession, Speaker
from meetings.programme.released_roles import ReleasedRole
from meetings.programme.rules import SpeakerAnswer, SpeakerRole
from meetings.registration.rules import RegistrationStatus
from meetings.speakers.actions import request_of
from meetings.speakers.models import RoleRequest
from tests.builders import a_meeting, a_person, a_registration, a_session, the_programme_is_public
from tests.kit_app import an_account
from tests.outcomes.builders import a_held_session
from tests.services.postgres import create_database


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """The application on a database without a single table."""
    url = f"sqlite:///{tmp_path}/migrated.sqlite"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_server")
        url = create_database(server, f"migrated_{tmp_path.name.replace('-', '_')}")
    settings = read_settings({"DATABASE_URL": url, "INSTANCE": str(tmp_path), "SECRET_KEY": "x" * 32})
    return create_app(settings)


def load_everything() -> None:
    with unit_of_work(writing=True):
        mandate.load_defaults(OPERATOR)
        directory.load_defaults(OPERATOR)
        demo.load(OPERATOR)


def rows() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {
            t.name: connection.execute(text(f"SELECT count(*) FROM {t.name}")).scalar_one()
            for t in Base.metadata.sorted_tables
            if t.name != "change_mark"  # which says only that something was counted anew
        }


def test_up_down_up_with_data(empty_app: Flask) -> None:
    with empty_app.app_context():
        flask_migrate.upgrade()
        with empty_app.test_request_context():
            load_everything()
        first = rows()
        assert first["meeting"] == 6
        db.session.remove()
        flask_migrate.downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        flask_migrate.upgrade()
        assert set(rows().values()) == {0}
        with empty_app.test_request_context():
            load_everything()
        assert rows() == first
        db.session.remove()
        db.engine.dispose()


def test_a_site_that_has_its_mandate_keeps_its_name(empty_app: Flask) -> None:
    with empty_app.app_context():
        flask_migrate.upgrade(revision="a77db47b08a0")
        with db.engine.begin() as connection:
            connection.execute(text("INSERT INTO site_fact (name, value) VALUES ('mark', '61/15')"))
        flask_migrate.upgrade()
        db.engine.dispose()
    assert "Regional human rights organizations</title>" in empty_app.test_client().get("/").text


def test_migrations_say_what_the_models_say(empty_app: Flask) -> None:
    with empty_app.app_context():
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
        assert differences == []
        db.engine.dispose()


def checks() -> dict[str, dict[str | None, str]]:
    inspector = inspect(db.engine)
    return {
        table: {check["name"]: check["sqltext"] for check in inspector.get_check_constraints(table)}
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def test_migrations_keep_the_checks_that_the_models_have(empty_app: Flask) -> None:
    """Alembic compares none of them, and SQLite loses those that a migration does not name."""
    with empty_app.app_context():
        flask_migrate.upgrade()
        migrated = checks()
        flask_migrate.downgrade(revision="base")
        Base.metadata.create_all(db.engine)
        assert migrated == checks()
        db.session.remove()
        db.engine.dispose()


def test_who_waited_waits_for_a_decision_when_the_waiting_list_is_taken_out(empty_app: Flask) -> None:
    with empty_app.app_context():
        flask_migrate.upgrade()
        with empty_app.test_request_context(), unit_of_work(writing=True):
            meeting = a_meeting()
            for status in RegistrationStatus:
                a_registration(meeting, name=status.value, status=status)
        db.session.remove()
        flask_migrate.downgrade(revision="f24c4d9e1603")
        with db.engine.connect() as connection:
            found = connection.execute(text("SELECT name, status FROM registration"))
            stand = {str(name): str(status) for name, status in found}
        assert stand == {s.value: s.value for s in RegistrationStatus} | {
            "waiting": "submitted",
            "offered": "submitted",
            "cancelled": "declined",
        }
        flask_migrate.upgrade()
        db.engine.dispose()


def test_a_migrated_database_gives_no_number_of_a_person_or_a_role_again(empty_app: Flask) -> None:
    def a_role(n: int) -> Speaker:
        session = db.session.scalars(select(MeetingSession)).first() or a_session(a_meeting())
        speaker = Speaker(session=session, role=SpeakerRole.CHAIR, name=str(n))
        db.session.add(speaker)
        db.session.flush()
        return speaker

    makers: tuple[Callable[[int], Any], ...] = (
        lambda n: a_person(),
        lambda n: an_account(f"{n}@example.org"),
        a_role,
    )
    with empty_app.app_context():
        flask_migrate.upgrade()
        for make in makers:
            numbers = []
            for n in range(2):
                with unit_of_work(writing=True):
                    made = make(n)
                    numbers.append(made.id)
                    db.session.flush()
                    db.session.delete(made)
            assert numbers[1] > numbers[0]


@pytest.fixture
def before_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today's verbs write to a database that is older than the marks on what is counted."""
    monkeypatch.setattr(marks, "_watched_but", {})


def test_merges_that_were_undone_before_hold_nothing_any_more(empty_app: Flask, before_marks: None) -> None:
    values = {"id": 7, "name": "Amina Kebede", "email": "amina@example.org"}
    with empty_app.app_context():
        flask_migrate.upgrade(revision="c3f1d0a97b54")
        with unit_of_work(writing=True):
            kept = a_person("Kept")
            for undone_at in (clock.now(), None):
                full = dict.fromkeys(("gone", "before", "after"), values)
                moved = {name: {"registration.person_id": [1]} for name in ("moved", "there")}
                db.session.add(
                    PersonMerge(
                        at=clock.now() - timedelta(days=2),
                        by="Ines",
                        kept_id=kept.id,
                        pairs=[[1, 2, 3]],
                        addresses=["amina@example.org"],
                        undone_at=undone_at,
                        **full,
                        **moved,
                    )
                )
            for on_id, days in ((kept.id, 3), (kept.id, 1), (7, 1), (8, 1)):
                row = AuditRow(actor_name="Ines", verb="edit", on_kind="person", on_id=on_id)
                row.at, row.before, row.after = clock.now() - timedelta(days=days), values, values
                db.session.add(row)
        db.session.remove()
        flask_migrate.upgrade()
        with unit_of_work(writing=False):
            undone, standing = db.session.scalars(select(PersonMerge).order_by(PersonMerge.id)).all()
            assert {n: getattr(undone, n) for n in blank_merge()} == blank_merge() | {"gone": {"id": 7}}
            assert (undone.by, standing.gone, standing.addresses) == ("Ines", values, ["amina@example.org"])
            trail = db.session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
            assert [(row.before, row.after) for row in trail] == [
                (values, values),
                (None, None),
                (None, None),
                (values, values),
            ]
        db.session.remove()
        db.engine.dispose()


def test_addresses_are_kept_as_mail_writes_them_and_names_sorted_without_their_letters(
    empty_app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    with empty_app.app_context():
        flask_migrate.upgrade(revision="f2a55e55ed01")
        ChangeMark.metadata.tables["change_mark"].create(db.engine)  # today's commits set a mark
        with unit_of_work(writing=True):
            an_account("ann@bücher.example", "Ann")
            a_person("Ann", email="ann@bücher.example")
            taken = a_person("Bo", email="bo@xn--bcher-kva.example").id
            twice = a_person("Bo", email="bo@bücher.example").id
            here = a_meeting("workshop")
            a_registration(here, email="ann@bücher.example", name="Işık Łęcki", sort_key="isık łecki")
            a_registration(a_meeting("other"), email="ann@bücher.example")
        db.session.remove()
        ChangeMark.metadata.tables["change_mark"].drop(db.engine)
        flask_migrate.upgrade()
        with unit_of_work(writing=False):
            said = {
                table: [row[0] for row in db.session.execute(text(f"SELECT email FROM {table} ORDER BY id"))]
                for table in ("account", "person", "registration")
            }
            ann = "ann@xn--bcher-kva.example"
            assert said["account"] == [ann] and said["registration"] == [ann, ann]
            assert said["person"] == [ann, "bo@xn--bcher-kva.example", "bo@bücher.example"]
            assert f"person {twice}: bo@bücher.example" in capsys.readouterr().out and taken != twice
            key = db.session.execute(text("SELECT sort_key FROM registration WHERE name LIKE 'I%'")).scalar()
            assert key == "isik lecki"
        db.session.remove()
        db.engine.dispose()


def test_rebuilding_a_table_keeps_what_refers_to_it(empty_app: Flask) -> None:
    """SQLite drops a table to rebuild it: with its foreign keys on, that would delete what stands below."""
    with empty_app.app_context():
        flask_migrate.upgrade()
        with empty_app.test_request_context(), unit_of_work(writing=True):
            meeting = a_meeting()
            a_session(meeting)
            a_registration(meeting)
        first = rows()
        db.session.remove()
        flask_migrate.downgrade(revision="7b40c1f6d2ae")
        flask_migrate.upgrade()
        assert rows() == first
        with db.engine.connect() as connection:
            told = connection.execute(
                text(
                    "SELECT r.number, s.title FROM programme_release r "
                    "JOIN released_session s ON s.release_id = r.id"
                )
            ).all()
            titles = connection.execute(text("SELECT title FROM meeting_session")).scalars().all()
        assert told == [(1, titles[0])]
        db.session.remove()
        db.engine.dispose()


def test_numbers_of_roles_count_on_from_what_was_released_and_its_index_learns_them(empty_app: Flask) -> None:
    """As SQLite left it before: Bo is printed as number 2, and that number is free again."""
    with empty_app.app_context():
        flask_migrate.upgrade()
        with empty_app.test_request_context(), unit_of_work(writing=True):
            session = a_session(a_meeting())
            for who in (
                {"name": "Ana", "email": "ana@example.org"},
                {"name": "Bo", "person_id": a_person("Bo").id},
            ):
                given = dict(role=SpeakerRole.CHAIR, answer=SpeakerAnswer.CONFIRMED, session=session)
                db.session.add(Speaker(**given, **who))
            the_programme_is_public(session.meeting)
            ana, bo = (role.id for role in session.speakers)
            request_of(session.speakers[0])
            session.speakers.pop()
        db.session.remove()
        flask_migrate.downgrade(revision="c52e9a17f4d8")
        flask_migrate.upgrade()
        with unit_of_work(writing=True):
            index = db.session.scalars(select(ReleasedRole).order_by(ReleasedRole.speaker_id))
            assert [(r.speaker_id, r.email, r.agreed) for r in index] == [
                (ana, "ana@example.org", True),
                (bo, "", False),
            ]
            assert db.session.scalars(select(RoleRequest.role_number)).all() == [ana]
            session = db.session.scalars(select(MeetingSession)).one()
            new = Speaker(session=session, role=SpeakerRole.CHAIR, name="Cy")
            db.session.add(new)
            db.session.flush()
            assert new.id > bo
        db.session.remove()
        db.engine.dispose()


BEFORE = (
    ("session:1:1", "II", "session:1", "Opening", "Said.", "Said.", None),
    ("session:1:2", "II", "session:1", "Opening", "Mine.", "Said too.", "Other."),
    (None, "II", "own:Extra", "Extra", "Own.", "", None),
    (None, "IV", "own:Extra", "Extra", "Own of part IV.", "", None),
    ("summary", "summary", "", "", "In all.", "In all.", None),
)


def test_paragraphs_of_a_report_keep_their_memory_when_sections_become_rows(
    empty_app: Flask, before_marks: None
) -> None:
    """And going back, each has again what a paragraph could hold then."""

    def told(sql: str) -> list[tuple[Any, ...]]:
        with db.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]

    old = "SELECT source_key, part, section, heading, text, text_taken, text_offered FROM report_paragraph ORDER BY id"
    with empty_app.app_context():
        flask_migrate.upgrade(revision="6f2b8d41c7e3-1")
        with empty_app.test_request_context(), unit_of_work(writing=True):
            mandate.load_defaults(OPERATOR)
        db.session.remove()
        with db.engine.begin() as connection:
            connection.execute(text("INSERT INTO report (id, cycle_id) SELECT 1, min(id) FROM cycle"))
            names = ("key", "part", "section", "heading", "text", "taken", "offered")
            for at, row in enumerate(BEFORE, 1):
                connection.execute(
                    text(
                        "INSERT INTO report_paragraph (id, report_id, source_key, part, section, heading, position, "
                        "text, items, text_taken, items_taken, text_offered, items_offered, sources, source_gone, "
                        "touched_by, removed_by, version) VALUES (:at, 1, :key, :part, :section, :heading, :at, "
                        ":text, '[]', :taken, '[]', :offered, 'null', '[{\"kind\": \"mandate\"}]', false, '', '', 3)"
                    ),
                    dict(zip(names, row, strict=True)) | {"at": at},
                )
        flask_migrate.upgrade()
        assert told(
            "SELECT p.name, s.key, s.parent, s.title, p.text, t.source_key, t.text_taken, t.text_offered "
            "FROM report_paragraph p JOIN report_section s ON s.id = p.section_id "
            "LEFT JOIN report_taken t ON t.paragraph_id = p.id ORDER BY p.id"
        ) == [
            ("p1", "session:1", "II", "Opening", "Said.", "session:1:1", "Said.", None),
            ("p2", "session:1", "II", "Opening", "Mine.", "session:1:2", "Said too.", "Other."),
            ("p3", "own:Extra", "II", "Extra", "Own.", None, None, None),
            ("p4", "own:Extra:IV", "IV", "Extra", "Own of part IV.", None, None, None),
            ("p5", "summary", "", "Summary", "In all.", "summary", "In all.", None),
        ]
        assert told("SELECT number, what, text FROM report_paragraph_version ORDER BY paragraph_id")[1] == (
            3,
            "before",
            "Mine.",
        )
        assert told("SELECT named FROM report") == [(5,)]
        flask_migrate.downgrade(revision="6f2b8d41c7e3-1")
        back = [
            (*row[:2], "own:Extra:IV", *row[3:]) if row[4] == "Own of part IV." else row for row in BEFORE
        ]
        assert told(old) == back
        flask_migrate.upgrade()
        db.engine.dispose()


def test_marks_of_summaries_stand_while_their_words_do(empty_app: Flask) -> None:
    """Up and down again: those that were open, on the words that stand; who resolved one since has resolved it."""
    with empty_app.app_context():
        flask_migrate.upgrade()
        with empty_app.test_request_context(), unit_of_work(writing=True):
            summary = save_summary(OPERATOR, a_held_session(), "One.\n\nTwo.\n\nThree.")
            ids = [row.id for row in summary.paragraphs]
        flask_migrate.downgrade(revision="a7d2c0f4b961")
        with db.engine.begin() as connection:
            for of_id, version in ((ids[0], 1), (ids[0], 7), (ids[1], 7), (ids[2], 1)):
                given = (
                    f"INSERT INTO summary_named_no_more (paragraph_id, version) VALUES ({of_id}, {version})"
                )
                connection.execute(text(given))
        flask_migrate.upgrade()
        with db.engine.begin() as connection:
            marks = "SELECT of_id, said_by, said_at FROM summary_named_no_more ORDER BY of_id"
            assert connection.execute(text(marks)).all() == [(ids[0], "", None), (ids[2], "", None)]
            said = "UPDATE summary_named_no_more SET said_by = 'Ines', said_at = '2028-10-10 09:00:00+00:00'"
            connection.execute(text(f"{said} WHERE of_id = {ids[2]}"))
        flask_migrate.downgrade(revision="a7d2c0f4b961")
        with db.engine.begin() as connection:
            marks = "SELECT paragraph_id, version FROM summary_named_no_more"
            assert connection.execute(text(marks)).all() == [(ids[0], 1)]
        flask_migrate.upgrade()
        db.engine.dispose()
