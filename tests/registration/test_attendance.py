"""Attendance: noted by session and person, at the door and by two at once; counted by session and group."""

import re
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.programme.rules import Mode
from meetings.registration import attending
from meetings.registration.actions import forget
from meetings.registration.models import Attendance, Registration
from meetings.registration.queries import get_registration
from meetings.registration.rules import (
    NOTED_AT,
    Category,
    Listing,
    Presence,
    RegistrationStatus,
    check_may_note,
    check_noted,
)
from tests.builders import a_meeting, a_registration, a_session
from tests.kit_app import an_actor, signed_in, statements, work

DOOR = "/meetings/workshop/sessions/1/attendance"
DURING = datetime(2028, 10, 10, 8, 30, tzinfo=UTC)  # half an hour into the session
R = RegistrationStatus
HERE, ONLINE, ABSENT = Presence.IN_PERSON, Presence.ONLINE, Presence.ABSENT


def a_room(
    app: Flask, *people: Mapping[str, object], role: Role = Role.ORGANIZER, **given: object
) -> FlaskClient:
    """A session that has begun, with these approved people (names A, B, …), and somebody who notes."""
    clock.set_to(DURING)
    with work(app):
        meeting = a_meeting("workshop", **given)
        session = a_session(meeting, label="1")
        for n, person in enumerate(people):
            name = chr(65 + n)
            values: dict[str, object] = {"name": name, "sort_key": name.lower(), "key": f"key-{name}"}
            a_registration(meeting, **values | {"status": R.APPROVED} | dict(person))
        on = session.id
    return signed_in(app, role, on if role is Role.RAPPORTEUR else None)


def noted(app: Flask) -> dict[str, str]:
    with work(app):
        rows = db.session.scalars(select(Attendance))
        return {row.registration.name: row.presence.value for row in rows}


def tap(client: FlaskClient, key: str, to: str, seen: str = "") -> int:
    return client.post(DOOR, data={"one": f"{to}:key-{key}", f"seen-key-{key}": seen}).status_code


def names(page: str) -> list[str]:
    return re.findall(r"<b><bdi>(.*?)</bdi></b>", page)


def test_one_tap_notes_one_person_changes_it_and_takes_it_back(app: Flask) -> None:
    client = a_room(app, {}, {})
    assert names(client.get(DOOR).text) == ["A", "B"]
    answer = client.post(DOOR, data={"one": "in_person:key-A", "seen-key-A": ""})
    assert (answer.status_code, answer.location) == (303, f"{DOOR}#r-key-A")
    assert noted(app) == {"A": "in_person"}
    assert tap(client, "A", "online", "in_person") == 303
    assert noted(app) == {"A": "online"}
    assert tap(client, "A", "", "online") == 303
    assert noted(app) == {}
    with work(app):
        trail = db.session.scalars(select(AuditRow).where(AuditRow.verb == "note_attendance")).all()
        assert [(row.on_kind, row.before, row.after) for row in trail] == [
            ("registration", {"presence": "in_person"}, {"presence": "online"}),
            ("registration", {"presence": "online"}, {"presence": ""}),
        ]


def test_what_somebody_else_has_noted_meanwhile_is_not_overruled(app: Flask) -> None:
    client = a_room(app, {}, {})
    other = signed_in(app, Role.ADMINISTRATOR)
    assert tap(other, "A", "absent") == 303
    answer = client.post(DOOR, data={"one": "in_person:key-A", "seen-key-A": ""})
    assert answer.status_code == 409
    assert "Administrator Example has noted meanwhile: absent. Nothing was changed." in answer.text
    assert tap(client, "A", "absent") == 303  # both mean the same
    assert tap(client, "B", "in_person") == 303
    assert noted(app) == {"A": "absent", "B": "in_person"}


def test_all_who_are_ticked_and_all_who_are_left(app: Flask) -> None:
    client = a_room(app, {}, {}, {}, {})
    tap(client, "A", "absent")
    assert (
        client.post(DOOR, data={"ticked": "online", "chosen": ["key-A", "key-B", "nobody"]}).status_code
        == 303
    )
    assert noted(app) == {"A": "absent", "B": "online"}
    assert client.post(DOOR, data={"rest": "in_person"}).status_code == 303
    assert noted(app) == {"A": "absent", "B": "online", "C": "in_person", "D": "in_person"}
    answer = client.post(DOOR, data={"ticked": "online"})
    assert (answer.status_code, "Tick at least one person." in answer.text) == (409, True)


def test_two_at_one_door_lose_nothing(app: Flask) -> None:
    a_room(app, *({} for _ in range(10)))
    clients = [signed_in(app, Role.ORGANIZER), signed_in(app, Role.ADMINISTRATOR)]
    answers: list[int] = []

    def walk(client: FlaskClient, keys: list[str]) -> None:
        answers.extend(tap(client, key, "in_person") for key in keys)

    keys = list("ABCDEFGHIJ")
    walks = [threading.Thread(target=walk, args=(clients[n], keys[::way])) for n, way in enumerate((1, -1))]
    for one in walks:
        one.start()
    for one in walks:
        one.join()
    assert answers == [303] * 20
    assert noted(app) == dict.fromkeys(keys, "in_person")


def test_who_asked_not_to_be_told_is_noted_by_the_office_alone(app: Flask) -> None:
    people = ({"listing": Listing.NONE}, {"listing": Listing.ORGANIZATION}, {"listing": Listing.NAME})
    client = a_room(app, *people, role=Role.RAPPORTEUR)
    page = client.get(DOOR).text
    assert (names(page), "1 person is noted by the office" in page) == (["B", "C"], True)
    assert client.get("/meetings/workshop/attendance").status_code == 403
    assert tap(client, "A", "in_person") == 409
    assert client.post(DOOR, data={"rest": "in_person"}).status_code == 303
    assert noted(app) == {"B": "in_person", "C": "in_person"}
    office = signed_in(app, Role.ORGANIZER)
    assert names(office.get(DOOR).text) == ["A", "B", "C"]
    assert tap(office, "A", "in_person") == 303


def test_only_those_who_have_a_place_are_on_the_list(app: Flask) -> None:
    without = [status for status in R if status not in (R.WAITING, R.OFFERED)]
    client = a_room(app, *({"status": status, "name": status.value} for status in without))
    assert names(client.get(DOOR).text) == ["approved"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["A", "B", "C"]),
        ("q=b", ["B"]),
        ("q=lakes", ["C"]),
        ("only=open", ["B", "C"]),
        ("only=absent", ["A"]),
        ("q=nobody", []),
    ],
)
def test_searching(app: Flask, asked: str, found: list[str]) -> None:
    client = a_room(app, {}, {}, {"organization_name": "Example Lakes"})
    tap(client, "A", "absent")
    assert names(client.get(f"{DOOR}?{asked}").text) == found


@pytest.mark.parametrize(
    ("mode", "codes"), [(mode, [p.value for p in ways]) for mode, ways in NOTED_AT.items()]
)
def test_the_buttons_fit_how_the_meeting_is_held(app: Flask, mode: Mode, codes: list[str]) -> None:
    client = a_room(app, {}, mode=mode)
    assert re.findall(r'name="one" value="(\w+):', client.get(DOOR).text) == codes
    wrong = {"in_person", "online", "absent"} - set(codes)
    assert [tap(client, "A", code) for code in wrong] == [409] * len(wrong)
    assert noted(app) == {}


@pytest.mark.parametrize(
    ("minutes", "cancelled", "why"),
    [
        (-12 * 60, False, ""),
        (
            -12 * 60 - 1,
            False,
            "This session has not begun. Attendance can be noted from twelve hours before.",
        ),
        (100_000, False, ""),
        (10, True, "This session does not take place; nobody is there."),
    ],
)
def test_when_it_can_be_noted(minutes: int, cancelled: bool, why: str) -> None:
    begins = datetime(2028, 10, 10, 8, tzinfo=UTC)
    try:
        check_may_note(begins, cancelled, begins + timedelta(minutes=minutes))
        said = ""
    except Refused as no:
        said = str(no)
    assert said == why


def test_before_the_session_the_page_says_when(app: Flask) -> None:
    client = a_room(app, {})
    clock.set_to(DURING - timedelta(days=2))
    client = signed_in(app, Role.ORGANIZER)
    page = client.get(DOOR).text
    assert "This session has not begun." in page
    assert 'name="one"' not in page
    assert tap(client, "A", "in_person") == 409


@pytest.mark.parametrize("seen", ["", *Presence])
@pytest.mark.parametrize("stands", [None, *Presence])
@pytest.mark.parametrize("to", [None, *Presence])
def test_a_note_is_refused_only_when_another_was_made_meanwhile(
    seen: str, stands: Presence | None, to: Presence | None
) -> None:
    allowed = (seen == (stands.value if stands else "")) or stands is to
    try:
        check_noted(seen, stands, to, "Somebody")
        assert allowed
    except Refused:
        assert not allowed


def test_figures_by_session_group_and_person(app: Flask) -> None:
    client = a_room(app, {"category": Category.NGO}, {"category": Category.NGO}, {"category": Category.NHRI})
    with work(app):
        meeting = get_registration(one(app, "A")).meeting
        a_session(meeting, label="2", starts=meeting.starts + timedelta(hours=2))
        a_session(meeting, label="3", cancelled_at=clock.now())
    tap(client, "A", "in_person")
    tap(client, "C", "absent")
    with work(app):
        actor = an_actor(Role.ORGANIZER)
        meeting = get_registration(one(app, "A")).meeting
        found = attending.attendance_of(actor, [meeting])
        assert {c: n for c, n in found.items() if n} == {Category.NGO: 1}
        assert len(found) == len(Category)
        by_session = attending.counts_of(actor, meeting)
        assert list(by_session.values()) == [{HERE: 1, ABSENT: 1}]
        told = [attending.attended_by(actor, get_registration(one(app, name))) for name in "ABC"]
        assert [(t.attended, t.sessions) for t in told] == [(1, 1), (0, 1), (0, 1)]
    assert "1 of 1 session" in client.get("/registrations/key-A").text
    page = client.get(DOOR).text
    assert "1 of 2" in page
    assert client.get("/meetings/workshop/attendance").status_code == 200


def one(app: Flask, name: str) -> int:
    return db.session.scalars(select(Registration.id).where(Registration.name == name)).one()


def test_who_is_forgotten_still_counts_and_is_no_longer_named(app: Flask) -> None:
    client = a_room(app, {"category": Category.NHRI}, {})
    tap(client, "A", "in_person")
    clock.set_to(DURING + timedelta(days=30))
    with work(app):
        actor = an_actor(Role.ORGANIZER)
        registration = get_registration(one(app, "A"))
        meeting = registration.meeting
        forget(actor, registration)
        assert attending.attendance_of(actor, [meeting])[Category.NHRI] == 1
    assert names(signed_in(app, Role.ORGANIZER).get(DOOR).text) == ["B"]


def test_the_list_asks_a_fixed_number_of_questions(app: Flask) -> None:
    client = a_room(app, *({} for _ in range(3)))
    with statements(app) as few:
        client.get(DOOR)
    with work(app):
        meeting = get_registration(one(app, "A")).meeting
        for n in range(120):
            a_registration(meeting, status=R.APPROVED, key=f"more-{n}")
    with statements(app) as many:
        page = client.get(DOOR).text
    assert len(few) == len(many)
    assert len(names(page)) == attending.PER_PAGE
