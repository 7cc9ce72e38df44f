"""The worker looks at the clocks: warnings once each, the deletion on its day where the meeting is, a hold."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, Stale
from meetings.mandate.models import CouncilSession
from meetings.outbox.models import OutboxMessage
from meetings.programme.models import Meeting
from meetings.registration.models import Registration
from meetings.retention import actions
from meetings.retention.models import Purge, RetentionWarning
from meetings.retention.queries import clock_of, deletion_of
from meetings.retention.rules import RuleDay, Setting
from tests.builders import a_meeting, a_registration
from tests.kit_app import an_actor, work
from tests.retention.house import carry_on_to_the_end

# The 70th session is projected to open on 26 February 2029; the rule says four weeks later.
DAY = date(2029, 3, 26)


def at(year: int, month: int, day: int, hour: int = 12) -> None:
    clock.set_to(datetime(year, month, day, hour, tzinfo=UTC))


def a_watched_meeting(app: Flask, **given: object) -> None:
    with work(app):
        an_actor(Role.ORGANIZER, email="office@example.org")
        a_registration(a_meeting("workshop", **given), name="Amina Example")


def look(app: Flask) -> None:
    with work(app):
        actions.watch()
    carry_on_to_the_end(app)


def subjects(app: Flask) -> list[str]:
    with work(app):
        about = select(OutboxMessage).where(OutboxMessage.about_kind == "meeting").order_by(OutboxMessage.id)
        found = db.session.scalars(about).all()
        assert {m.to_email for m in found} <= {"office@example.org"}
        assert [m.text for m in found if "Amina" in m.text] == []
        return [m.subject.partition(":")[0] for m in found]


def is_deleted(app: Flask) -> bool:
    with work(app):
        return db.session.scalar(select(func.count()).where(Registration.forgotten_at.is_(None))) == 0


def test_two_warnings_then_the_worker_deletes_and_says_what_went(app: Flask) -> None:
    at(2029, 3, 11)
    a_watched_meeting(app)
    look(app)
    assert subjects(app) == []
    for day, expected in (
        (12, ["Personal data are deleted in 14 days"]),
        (13, ["Personal data are deleted in 14 days"]),
        (23, ["Personal data are deleted in 14 days", "Personal data are deleted in 3 days"]),
        (25, ["Personal data are deleted in 14 days", "Personal data are deleted in 3 days"]),
    ):
        at(2029, 3, day)
        look(app)
        assert (subjects(app), is_deleted(app)) == (expected, False)
    at(2029, 3, 26)
    look(app)
    look(app)
    assert is_deleted(app)
    assert subjects(app)[2:] == ["Personal data are deleted"]
    with work(app):
        done = db.session.scalars(select(Purge)).one()
        assert (done.begun_by, done.due_on, done.figures["registrations"]) == ("", DAY, 1)
        last = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
        assert last is not None and "Destroy them by 30 April 2029." in last.text
        lines = select(AuditRow.verb).where(AuditRow.on_kind == "meeting").order_by(AuditRow.id)
        assert list(db.session.scalars(lines)) == ["begin_purge", "purge"]


def test_a_worker_that_was_away_warns_first_and_deletes_three_days_later(app: Flask) -> None:
    at(2029, 6, 1)
    a_watched_meeting(app)
    look(app)
    assert (subjects(app), is_deleted(app)) == (["Personal data are deleted in 3 days"], False)
    at(2029, 6, 3)
    look(app)
    assert is_deleted(app) is False
    at(2029, 6, 4)
    look(app)
    assert is_deleted(app) is True


@pytest.mark.parametrize(
    ("zone", "first_hour"),
    [
        ("Pacific/Kiritimati", datetime(2029, 3, 25, 10, tzinfo=UTC)),
        ("Europe/Zurich", datetime(2029, 3, 25, 22, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2029, 3, 25, 18, 15, tzinfo=UTC)),
        ("Pacific/Pago_Pago", datetime(2029, 3, 26, 11, tzinfo=UTC)),
    ],
)
def test_the_day_begins_where_the_meeting_is(app: Flask, zone: str, first_hour: datetime) -> None:
    at(2029, 3, 13)
    a_watched_meeting(app, zone=zone)
    look(app)
    clock.set_to(first_hour - timedelta(minutes=1))
    look(app)
    assert is_deleted(app) is False
    clock.set_to(first_hour + timedelta(minutes=1))
    look(app)
    assert is_deleted(app) is True


def test_a_hold_stops_warnings_and_deletion_also_half_way(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meetings.retention.actions.purging.PORTION", 1)
    at(2029, 3, 20)
    a_watched_meeting(app)
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        a_registration(meeting)
        actions.hold(OPERATOR, meeting, "A complaint is open", 1)
        with pytest.raises(Refused, match="is held"):
            actions.delete_now(OPERATOR, meeting, "Example", 2)
    at(2029, 6, 1)
    look(app)
    assert (subjects(app), is_deleted(app)) == ([], False)
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        actions.release(OPERATOR, meeting, 2)
        actions.delete_now(OPERATOR, meeting, "Example", 2)
        actions.carry_on()
        actions.hold(OPERATOR, meeting, "Stop", 3)
    assert carry_on_to_the_end(app) == 0
    assert is_deleted(app) is False
    with work(app):
        actions.release(OPERATOR, db.session.scalars(select(Meeting)).one(), 4)
    carry_on_to_the_end(app)
    assert is_deleted(app) is True


def test_another_day_has_a_reason_a_version_and_a_line_in_the_trail(app: Flask) -> None:
    at(2028, 12, 1)
    a_watched_meeting(app)
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        assert (clock_of(meeting).day, clock_of(meeting).rule, clock_of(meeting).projected) == (
            DAY,
            RuleDay(DAY, True),
            True,
        )
        with pytest.raises(Refused, match="Say why"):
            actions.set_day(OPERATOR, meeting, date(2029, 1, 31), "", 1)
        actions.set_day(OPERATOR, meeting, date(2029, 1, 31), "The report is out", 1)
        with pytest.raises(Stale):
            actions.set_day(OPERATOR, meeting, date(2029, 2, 1), "Other", 1)
        told = clock_of(meeting)
        assert (told.day, told.because, told.set_by, told.days_left) == (
            date(2029, 1, 31),
            "The report is out",
            "the operator",
            61,
        )
        actions.back_to_rule(OPERATOR, meeting, 2)
        assert (clock_of(meeting).day, clock_of(meeting).by_rule) == (DAY, True)
        lines = db.session.scalars(select(AuditRow).where(AuditRow.verb == "set_purge_day")).all()
        assert [line.after and line.after["purge_on"] for line in lines] == ["2029-01-31", None]


def test_the_clock_follows_the_council_and_the_rule(app: Flask) -> None:
    at(2028, 12, 1)
    a_watched_meeting(app)
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        db.session.add(CouncilSession(number=70, opens_on=date(2029, 3, 5), closes_on=date(2029, 4, 10)))
        assert (clock_of(meeting).day, clock_of(meeting).projected) == (date(2029, 4, 2), False)
        actions.set_numbers(OPERATOR, {Setting.WEEKS: 6}, "Decided on 1 December")
        assert clock_of(meeting).day == date(2029, 4, 16)
        assert deletion_of(meeting).days == 136
        with pytest.raises(Refused, match="Say why"):
            actions.set_numbers(OPERATOR, {Setting.LEAST: 60}, " ")
        with pytest.raises(Refused, match="from 1 to 30"):
            actions.set_numbers(OPERATOR, {Setting.LAST_WARNING: 31}, "Example")


def test_a_new_day_is_warned_of_anew(app: Flask) -> None:
    at(2029, 3, 13)
    a_watched_meeting(app)
    look(app)
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        actions.set_day(OPERATOR, meeting, date(2029, 3, 14), "Sooner", 1)
    look(app)
    at(2029, 3, 14)
    look(app)
    assert (subjects(app), is_deleted(app)) == (
        ["Personal data are deleted in 13 days", "Personal data are deleted in 3 days"],
        False,
    )
    with work(app):
        rows = select(RetentionWarning.purge_on, RetentionWarning.days_before).order_by(
            RetentionWarning.purge_on
        )
        assert list(map(tuple, db.session.execute(rows))) == [(date(2029, 3, 14), 3), (DAY, 14)]


def test_a_meeting_to_come_is_neither_warned_of_nor_deleted(app: Flask) -> None:
    at(2029, 6, 1)
    a_watched_meeting(app, starts=datetime(2029, 7, 1, 10), ends=datetime(2029, 7, 2, 18))
    with work(app):
        assert clock_of(db.session.scalars(select(Meeting)).one()).day == date(2029, 8, 1)
    look(app)
    assert (subjects(app), is_deleted(app)) == ([], False)
