"""A published meeting that moves tells those who have a place, and their calendars; a changed text tells nobody."""

from datetime import timedelta

from flask import Flask
from lxml import html

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.programme.actions import take_step
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from tests.kit_app import signed_in, work
from tests.registration.test_cancelled import a_full_meeting, sequences, told

INVITED = ("approved@example.org", "You are registered", "REQUEST")
CHANGED = ("approved@example.org", "Changed", "REQUEST")


def edit(app: Flask, **changed: str) -> str:
    """Send the meeting's form as it stands, with something changed; what the next page says."""
    staff = signed_in(app, Role.ORGANIZER)
    [form] = [
        f for f in html.fromstring(staff.get("/meetings/called-off/edit").text).forms if "places" in f.fields
    ]
    fields: dict[str, list[str]] = {}
    for name, value in form.form_values():
        fields.setdefault(name, []).append(changed.get(name, value))
    assert staff.post("/meetings/called-off/edit", data=fields).status_code == 303
    return staff.get("/meetings/called-off").text


def test_a_new_link_goes_to_those_who_have_a_place(app: Flask) -> None:
    with work(app):
        a_full_meeting()
    page = edit(app, join_link="https://meet.example.org/another")
    assert page.count("Those who have a place are told by mail, and their calendar entries move.") == 1
    with work(app, writing=False):
        assert told() == [INVITED, CHANGED]
        first, second = sequences()
        assert second > first


def test_a_changed_text_tells_nobody(app: Flask) -> None:
    with work(app):
        a_full_meeting()
    assert "Those who have a place are told" not in edit(app, about="Another sentence.")
    with work(app, writing=False):
        assert told() == [INVITED]


def test_what_moved_while_the_programme_was_taken_back_is_told_when_it_is_public_again(app: Flask) -> None:
    with work(app):
        meeting = a_full_meeting()
        take_step(OPERATOR, meeting, MeetingStatus.DRAFT)
        number, day = meeting.id, meeting.starts + timedelta(minutes=30)
    edit(app, from_hour=f"{day:%H:%M}", join_link="https://meet.example.org/another")
    with work(app):
        assert told() == [INVITED]
        take_step(OPERATOR, db.session.get_one(Meeting, number), MeetingStatus.PUBLISHED)
        assert told() == [INVITED, CHANGED]
