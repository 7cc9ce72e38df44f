"""Personal data are deleted: nothing of them in any table or file; counts, and other meetings, are as before."""

import os
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from meetings.access import actions as access
from meetings.access.actor import OPERATOR
from meetings.access.models import Account, AuditRow, RoleHolding
from meetings.access.permissions import Role
from meetings.base import clock, files
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.base.settings import Settings
from meetings.bulk.models import BulkAct, BulkRow
from meetings.directory.models import FocalPoint, Person
from meetings.directory.rules import Capacity
from meetings.outbox import kept
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.programme.models import Meeting
from meetings.registration.models import Registration
from meetings.registration.queries import participants_of
from meetings.registration.rules import Category, Gender, RegistrationStatus
from meetings.retention import actions
from meetings.retention.models import Purge
from meetings.retention.parts import Part, _parts, answer_part
from meetings.retention.queries import dry_run, participation, watched
from meetings.retention.rules import total
from tests.base.files import PDF
from tests.builders import a_registration, an_organization
from tests.kit_app import work
from tests.registration.test_forget import holding
from tests.retention.house import (
    NOW,
    WORD,
    a_held_meeting,
    a_participant,
    accounts,
    an_act_on,
    answers_of,
    carry_on_to_the_end,
    digests,
    purge,
    rows_of,
    stored,
)

ALL = {
    "registrations": 1,
    "answers": 2,
    "files": 1,
    "bytes": len(PDF),
    "mails": 3,
    "calendars": 3,
    "links": 1,
    "trail": 2,
    "rows": 2,
    "accounts": 1,
    "people": 1,
}


@pytest.fixture(autouse=True)
def _today() -> None:
    clock.set_to(NOW)


def mail_files(settings: Settings) -> Path:
    folder = Path(settings.instance) / kept.FOLDER
    folder.mkdir(exist_ok=True)
    return folder


def _bytes_of(part_of_database: Path) -> bytes:
    """Read by another process: a file of SQLite that this one opens and closes takes SQLite's own locks along."""
    return subprocess.run(["cat", str(part_of_database)], check=True, capture_output=True).stdout


def test_nothing_of_the_person_is_left_in_any_table_or_file(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    with work(app):
        registration = a_participant(a_held_meeting())
        answers_of(registration, content=PDF + WORD.encode())
        an_act_on(registration)
        assert len(holding(WORD)) > 20  # the columns that the word stands in
        for key in db.session.scalars(select(OutboxMessage.key)):
            (mail_files(settings) / f"{key}.eml").write_text(WORD)
    clock.set_to(NOW + timedelta(hours=2))  # a file just handed in is kept an hour for who else refers to it
    gone = purge(app)
    assert gone == ALL | {"bytes": len(PDF) + len(WORD)}
    with work(app):
        assert holding(WORD) == []
        assert dry_run(db.session.scalars(select(Meeting)).one()) == {}
    there = [path for path in Path(settings.instance).rglob("*") if path.is_file()]
    found = [path for path in there if WORD.encode() in path.read_bytes()]
    if settings.database_url.startswith("sqlite"):  # PostgreSQL frees its own files when they are vacuumed
        database = Path(settings.database_url.removeprefix("sqlite:///"))
        found += [p for p in database.parent.glob(f"{database.name}*") if WORD.encode() in _bytes_of(p)]
    assert found == []
    assert in_a_backup(app, tmp_path / "backup.zip") == []


def in_a_backup(app: Flask, file: Path) -> list[str]:
    """The members of a backup that hold the word."""
    runner = app.test_cli_runner()
    try:
        assert runner.invoke(args=["db", "stamp", "head"]).exit_code == 0  # an archive names its revision
        result = runner.invoke(args=["backup", str(file)])
        assert result.exit_code == 0, result.output
    finally:
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    with zipfile.ZipFile(file) as archive:
        assert len(archive.namelist()) > 3
        return [name for name in archive.namelist() if WORD.encode() in archive.read(name)]


def test_the_dry_run_says_what_went_and_changes_nothing(app: Flask) -> None:
    with work(app):
        registration = a_participant(a_held_meeting())
        answers_of(registration)
        an_act_on(registration)
        before = rows_of()
        assert dry_run(registration.meeting) == ALL
        assert rows_of() == before
    assert purge(app) == ALL


def test_another_meeting_keeps_every_row_and_file(app: Flask) -> None:
    with work(app):
        cycle = a_held_meeting().cycle
        other = a_held_meeting("other", cycle=cycle)
        kept_one = a_participant(other, "elsewhere")
        answers_of(kept_one, "elsewhere", PDF + b"elsewhere")
        an_act_on(kept_one, "elsewhere")
        before = rows_of()
        goes = a_participant(db.session.scalars(select(Meeting).where(Meeting.slug == "workshop")).one())
        answers_of(goes, content=PDF + WORD.encode())
        own = {name: [row for row in rows if row not in before[name]] for name, rows in rows_of().items()}
        assert sum(map(len, own.values())) > 10
    with work(app):
        everything = rows_of()
    clock.set_to(NOW + timedelta(hours=2))
    purge(app)
    with work(app):
        after = rows_of()
        lost = {
            name: [row for row in rows if row not in own[name] and row not in after[name]]
            for name, rows in everything.items()
            if name != "change_mark"  # which says only that something was counted anew
        }
        assert {name: rows for name, rows in lost.items() if rows} == {}
        assert {path.name for path in stored(app)} >= digests() and len(digests()) == 1


def test_counts_and_lists_say_the_same_before_and_after(app: Flask) -> None:
    with work(app):
        meeting = a_held_meeting()
        for category, region, gender in (
            (Category.NGO, "Africa", Gender.WOMAN),
            (Category.NGO, "Africa", None),
            (Category.NHRI, "Pacific", Gender.MAN),
        ):
            a_registration(
                meeting,
                category=category,
                gender=gender,
                organization=an_organization(region=region),
                status=RegistrationStatus.APPROVED,
            )
        a_registration(meeting, status=RegistrationStatus.DECLINED)

    def counted() -> object:
        found = db.session.scalars(select(Meeting)).one()
        told = participation(OPERATOR, found.cycle)
        states = db.session.execute(
            select(Registration.status, func.count())
            .group_by(Registration.status)
            .order_by(Registration.status)
        ).all()
        by = (lambda c: c.category, lambda c: c.region, lambda c: c.gender, told.year)
        listed = [p.category for p in participants_of(OPERATOR, [found])]
        return told.count(*by), list(map(tuple, states)), listed

    with work(app):
        before = counted()
    purge(app)
    with work(app):
        assert counted() == before
        assert [p.name for p in participants_of(OPERATOR, [db.session.scalars(select(Meeting)).one()])] == [
            None
        ] * 3


def test_killed_between_two_portions_it_goes_on_and_the_figures_are_right(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meetings.retention.actions.purging.PORTION", 2)
    with work(app):
        meeting = a_held_meeting()
        for n in range(5):
            a_participant(meeting, n=n)
        planned = dry_run(meeting)
        actions.delete_now(OPERATOR, meeting, "Example", total(planned))
    with work(app):
        actions.carry_on()
    with pytest.raises(KeyboardInterrupt), work(app):
        actions.carry_on()
        raise KeyboardInterrupt  # the worker dies before its portion is kept
    with work(app):
        assert db.session.scalars(select(Purge)).one().figures["registrations"] == 2
        left = select(func.count()).where(Registration.forgotten_at.is_(None))
        assert db.session.scalar(left) == 3
    assert carry_on_to_the_end(app) == 3
    with work(app):
        done = db.session.scalars(select(Purge)).one()
        assert (done.figures, done.ended_at is None, holding(WORD)) == (planned, False, [])


def test_files_go_after_the_commit_and_only_when_no_other_row_has_the_same(app: Flask) -> None:
    with work(app):
        meeting = a_held_meeting()
        answers_of(a_participant(meeting), content=PDF + b"own")
        answers_of(a_participant(meeting, n=2), content=PDF + b"shared")
        answers_of(a_participant(a_held_meeting("other"), "elsewhere"), "elsewhere", PDF + b"shared")
        mine = digests()
    before = {path.name for path in stored(app)}
    clock.set_to(NOW + timedelta(hours=2))
    with work(app):
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == "workshop")).one()
        actions.delete_now(OPERATOR, meeting, "Example", 2)
    with pytest.raises(KeyboardInterrupt), work(app):
        actions.carry_on()
        assert {path.name for path in stored(app)} == before
        raise KeyboardInterrupt
    assert {path.name for path in stored(app)} == before
    carry_on_to_the_end(app)
    with work(app):
        assert {path.name for path in stored(app)} & mine == digests()
        assert (len(mine), len(digests())) == (2, 1)


def test_a_focal_point_and_who_takes_part_elsewhere_keep_their_record_and_account(app: Flask) -> None:
    with work(app):
        meeting = a_held_meeting()
        goes, focal, elsewhere, works = (a_participant(meeting, n=n) for n in range(4))
        db.session.add(
            FocalPoint(
                person_id=focal.person_id, organization=an_organization(), capacity=Capacity.PRIMARY, since=NOW.date(),
            )
        )  # fmt: skip
        a_registration(
            a_held_meeting("other"), person_id=elsewhere.person_id, account_id=elsewhere.account_id, name="x"
        )
        access.give_role(OPERATOR, db.session.get_one(Account, works.account_id), Role.DRAFTER)
        assert (dry_run(meeting)["people"], dry_run(meeting)["accounts"]) == (1, 1)
        assert goes.person_id
    purge(app)
    with work(app):
        assert accounts() == [f"{WORD}-{n}@example.org" for n in (1, 2, 3)]
        people = db.session.scalars(select(Person.name).order_by(Person.name)).all()
        assert people == [f"{WORD} Name {n}" for n in (1, 2, 3)]
        # That they took part in this meeting is said nowhere any more.
        here = select(RoleHolding).where(RoleHolding.role == Role.PARTICIPANT)
        assert db.session.scalars(here).all() == []
        told = select(AuditRow.after).where(AuditRow.on_kind == "account", AuditRow.verb == "give_role")
        assert [after and after["role"] for after in db.session.scalars(told.order_by(AuditRow.id))] == [
            None, None, None, None, "drafter",
        ]  # fmt: skip


def test_mails_that_wait_do_not_go_any_more(app: Flask) -> None:
    with work(app):
        a_participant(a_held_meeting())
    purge(app)
    with work(app):
        about = select(OutboxMessage.delivery).where(OutboxMessage.about_kind == "registration")
        assert sorted(db.session.scalars(about)) == [Delivery.DISCARDED, Delivery.FAILED, Delivery.SENT]


def test_nameless_rows_tell_nothing_to_who_kept_a_link_or_a_mail(app: Flask) -> None:
    with work(app):
        meeting = a_held_meeting()
        giver = a_participant(meeting)
        a_participant(meeting, n=2, instead_of_id=giver.id, decided_at=clock.now(), confirmed_at=clock.now())
        a_registration(meeting, status=RegistrationStatus.WAITING)
    purge(app)
    with work(app):
        for row in db.session.scalars(select(Registration)):
            waits = row.status is RegistrationStatus.WAITING
            assert (row.key, row.received_at) == (f"gone-{row.id}", row.meeting.starts_at)
            assert (row.confirmed_at, row.decided_at, row.instead_of_id) == (None, None, None)
            assert row.waiting_since == (row.meeting.starts_at if waits else None)


def test_an_act_under_way_on_the_meeting_ends(app: Flask) -> None:
    with work(app):
        registration = a_participant(a_held_meeting())
        act = an_act_on(registration)
        act.state = type(act.state).STOPPED
    purge(app)
    with work(app):
        assert [a.state.value for a in db.session.scalars(select(BulkAct))] == ["done"]
        assert {(r.label, r.said) for r in db.session.scalars(select(BulkRow))} == {("", "")}


def test_who_registers_after_a_deletion_starts_the_clock_again(app: Flask) -> None:
    with work(app):
        a_participant(a_held_meeting())
    purge(app)
    with work(app):
        assert watched() == []
        a_registration(db.session.scalars(select(Meeting)).one())
        assert [w.meeting.slug for w in watched()] == ["workshop"]
    assert purge(app)["registrations"] == 1
    with work(app):
        assert db.session.scalar(select(func.count(Purge.id))) == 2


def test_what_another_room_keeps_goes_first_in_portions(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    there: dict[int, int] = {}
    monkeypatch.setattr("meetings.retention.actions.purging.PORTION", 2)

    def forget(meeting: int, most: int) -> int:
        number = min(most, there[meeting])
        there[meeting] -= number
        return number

    monkeypatch.setitem(_parts, "example", None)
    answer_part(
        Part("example", "Examples", lambda: [m for m, n in there.items() if n], lambda m: there[m], forget)
    )
    with work(app):
        meeting = a_held_meeting()
        there[meeting.id] = 3
        assert [w.meeting.slug for w in watched()] == ["workshop"]
        assert dry_run(meeting) == {"example": 3}
    assert purge(app) == {"example": 3}
    with work(app):
        assert watched() == []


def test_it_begins_once_and_only_for_what_the_page_has_shown(app: Flask) -> None:
    with work(app):
        meeting = a_held_meeting()
        a_participant(meeting)
        with pytest.raises(Refused, match="has changed since"):
            actions.delete_now(OPERATOR, meeting, "Example", 2)
        with pytest.raises(Refused, match="Say why"):
            actions.delete_now(OPERATOR, meeting, " ", 1)
        first = actions.delete_now(OPERATOR, meeting, "Example", 1)
        assert actions.delete_now(OPERATOR, meeting, "Example", 1) is first
        to_come = a_held_meeting(
            "to-come", starts=NOW.replace(tzinfo=None), ends=NOW.replace(tzinfo=None, hour=23)
        )
        with pytest.raises(Refused, match="not over yet"):
            actions.delete_now(OPERATOR, to_come, "Example", 0)


def test_the_trail_and_the_record_say_what_went_without_names(app: Flask) -> None:
    with work(app):
        a_participant(a_held_meeting())
    gone = purge(app)
    with work(app):
        lines = db.session.scalars(
            select(AuditRow).where(AuditRow.on_kind == "meeting").order_by(AuditRow.id)
        )
        assert [(line.verb, line.actor_name, line.after) for line in lines] == [
            ("begin_purge", "the operator", {"planned": 1, "reason": "Example"}),
            ("purge", "the worker", gone),
        ]
        assert os.listdir(files.folder()) is not None
