"""A meeting that is cancelled, and taken up again: those who are registered are told, and so are their calendars."""

from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.outbox.models import OutboxMessage
from meetings.programme.actions import take_step
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus, Mode
from meetings.registration import actions
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_meeting, a_registration, a_session
from tests.kit_app import signed_in, work


def a_full_meeting() -> Meeting:
    """One approved with an invitation, one waiting, one declined, one who never confirmed."""
    meeting = a_meeting("called-off", mode=Mode.VIRTUAL, join_link="https://meet.example.org/secret")
    a_session(meeting)
    actions.approve(OPERATOR, a_registration(meeting, email="approved@example.org"))
    a_registration(meeting, email="waiting@example.org")
    a_registration(meeting, email="declined@example.org", status=RegistrationStatus.DECLINED)
    a_registration(meeting, email="silent@example.org", status=RegistrationStatus.UNCONFIRMED)
    return meeting


def told() -> list[tuple[str, str, str | None]]:
    rows = db.session.execute(
        select(OutboxMessage.to_email, OutboxMessage.subject, OutboxMessage.calendar_method).order_by(
            OutboxMessage.id
        )
    )
    return [(email, subject.partition(":")[0], method) for email, subject, method in rows]


def sequences() -> list[int]:
    """SEQUENCE of each calendar entry that the approved one was sent, in order."""
    data = db.session.scalars(
        select(OutboxMessage.calendar).where(OutboxMessage.calendar.is_not(None)).order_by(OutboxMessage.id)
    )
    return [int(str(Calendar.from_ical(d).walk("VEVENT")[0]["SEQUENCE"])) for d in data if d is not None]


def test_everyone_who_stands_is_told_and_the_calendar_entry_goes(app: Flask) -> None:
    with work(app):
        a_full_meeting()
    staff = signed_in(app, Role.ORGANIZER)
    assert staff.post("/meetings/called-off/status", data={"to": "cancelled"}).status_code == 303
    with work(app, writing=False):
        assert told() == [
            ("approved@example.org", "You are registered", "REQUEST"),
            ("approved@example.org", "Cancelled", "CANCEL"),
            ("waiting@example.org", "Cancelled", None),
        ]
        first, second = sequences()
        assert second > first


def test_taken_up_again_invites_anew_those_who_were_told_it_is_off(app: Flask) -> None:
    with work(app):
        meeting = a_full_meeting()
        for step in (MeetingStatus.CANCELLED, MeetingStatus.DRAFT, MeetingStatus.PUBLISHED):
            take_step(OPERATOR, meeting, step)
        assert [line for line in told() if line[2]] == [
            ("approved@example.org", "You are registered", "REQUEST"),
            ("approved@example.org", "Cancelled", "CANCEL"),
            ("approved@example.org", "You are registered", "REQUEST"),
        ]
        assert sequences() == sorted(set(sequences()))


def test_publishing_again_without_a_cancellation_tells_nobody(app: Flask) -> None:
    with work(app):
        meeting = a_full_meeting()
        before = told()
        for step in (MeetingStatus.DRAFT, MeetingStatus.PUBLISHED):
            take_step(OPERATOR, meeting, step)
        assert told() == before


def test_ones_own_pages_say_so_and_show_no_link(app: Flask) -> None:
    client = signed_in(app, Role.SIGNED_IN)
    with work(app):
        meeting = a_full_meeting()
        registration = db.session.scalars(
            select(Registration).where(Registration.email == "approved@example.org")
        ).one()
        registration.account_id = db.session.scalars(
            select(Account.id).where(Account.name == "Anyone signed in Example")
        ).one()
        key = registration.key
    assert "/meetings/called-off/join" in client.get(f"/my/registrations/{key}").text
    with work(app):
        take_step(OPERATOR, db.session.get_one(Meeting, meeting.id), MeetingStatus.CANCELLED)
    page = client.get(f"/my/registrations/{key}").text
    assert "The meeting is cancelled. You need to do nothing." in page
    assert ("/meetings/called-off/join" in page, "I cannot take part" in page) == (False, False)
    assert "Your next meeting" not in client.get("/my").text
