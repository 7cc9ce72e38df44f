"""Joining from afar: from half an hour before, for those who are admitted, counted once, and then the link."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actions import begin_session, make_account
from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.zones import wall_to_utc
from meetings.outbox.models import OutboxMessage
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus, Mode, SessionKind
from meetings.registration import actions
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import Entrance, Presence, RegistrationStatus, Sitting, counted_at, way_in
from tests.builders import a_meeting, a_registration, a_session, the_programme_is_public
from tests.kit_app import signed_in, work

E, MINUTE, HOUR = Entrance, timedelta(minutes=1), timedelta(hours=1)
LINK = "https://video.example.org/secret"


def at(wall: str, zone: str) -> datetime:
    return wall_to_utc(datetime.fromisoformat(wall), zone)


# The day and the hour at which a meeting begins, and what a clock there, and one in Geneva, shows when the page opens.
ZONES = {
    "Pacific/Fiji": ("2028-10-03 09:00", "03 08:30", "02 22:30"),
    "America/Costa_Rica": ("2028-10-02 18:15", "02 17:45", "03 01:45"),
    "Asia/Kathmandu": ("2028-10-03 00:15", "02 23:45", "02 20:00"),
    # the last hour of summer in Geneva, and the first of winter, half an hour after it
    "Europe/Zurich": ("2026-10-25 03:15", "25 02:45", "25 02:45"),
    "Pacific/Kiritimati": ("2026-10-25 15:30", "25 15:00", "25 02:00"),
    # clocks there go forward over 02:00–03:00 that night
    "Europe/Paris": ("2027-03-28 03:10", "28 01:40", "28 01:40"),
}


@pytest.mark.parametrize("zone", ZONES)
def test_it_opens_half_an_hour_before_wherever_the_clock_stands(zone: str) -> None:
    wall, there, geneva = ZONES[zone]
    starts = at(wall, zone)
    sittings = [Sitting(starts, starts + HOUR)]

    def state(now: datetime) -> Entrance:
        return way_in(MeetingStatus.PUBLISHED, Mode.VIRTUAL, LINK, sittings, now).entrance

    moments = (-31, -30, 0, 60, 90, 91)
    assert [state(starts + n * MINUTE) for n in moments] == [E.EARLY, E.OPEN, E.OPEN, E.OPEN, E.OPEN, E.OVER]
    opens = way_in(MeetingStatus.PUBLISHED, Mode.VIRTUAL, LINK, sittings, starts - HOUR).opens_at
    assert opens is not None
    shown = [f"{opens.astimezone(ZoneInfo(z)):%d %H:%M}" for z in (zone, "Europe/Zurich")]
    assert shown == [there, geneva]


def test_what_shuts_the_entrance() -> None:
    starts = datetime(2028, 10, 3, 9, tzinfo=UTC)
    sittings = [Sitting(starts, starts + HOUR), Sitting(starts + 24 * HOUR, starts + 25 * HOUR)]

    def way(
        now: datetime,
        status: MeetingStatus = MeetingStatus.PUBLISHED,
        mode: Mode = Mode.VIRTUAL,
        link: str = LINK,
    ) -> Entrance:
        return way_in(status, mode, link, sittings, now).entrance

    assert [
        way(starts, MeetingStatus.CANCELLED),
        way(starts, MeetingStatus.DRAFT),
        way(starts, mode=Mode.IN_PERSON),
        way(starts, mode=Mode.HYBRID),
        way(starts, link=""),
        way(starts + 10 * HOUR),
        way(starts + 24 * HOUR),
        way(starts + 10 * HOUR, MeetingStatus.CLOSED),
        way(starts + 30 * HOUR),
    ] == [E.CANCELLED, E.CHANGING, E.NOT_ONLINE, E.OPEN, E.NO_LINK, E.EARLY, E.OPEN, E.OVER, E.OVER]


def test_at_which_sessions_one_is_counted() -> None:
    begins = datetime(2028, 10, 3, 9, tzinfo=UTC)

    def sitting(number: int, starts: float, ends: float, kind: SessionKind = SessionKind.THEMATIC) -> Sitting:
        return Sitting(begins + starts * HOUR, begins + ends * HOUR, number, kind)

    B = SessionKind.BREAKOUT
    day = [
        sitting(1, 0, 1),
        sitting(2, 1, 2),
        sitting(3, 3, 4, B),
        sitting(4, 3, 4, B),
        sitting(5, 5, 6, B),
        sitting(6, 7, 8),
        sitting(7, 7, 8, B),
    ]
    hours = {
        -0.6: [],
        -0.4: [1],
        0: [1],
        0.9: [1],
        1: [2],
        2.2: [],
        2.8: [],
        3.5: [],
        4.8: [5],
        6.9: [6],
        7.5: [6],
        8: [],
    }
    assert {h: [s.session_id for s in counted_at(day, begins + h * HOUR)] for h in hours} == hours


def browser_of(app: Flask, token: str) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def test_the_page_counts_and_then_shows_the_way_out(app: Flask) -> None:
    begins = datetime(2028, 10, 10, 8, tzinfo=UTC)
    clock.set_to(begins - 40 * MINUTE)
    with work(app):
        meeting = a_meeting("online", mode=Mode.VIRTUAL, join_link=LINK)
        first, second = (
            a_session(meeting, label="1"),
            a_session(meeting, label="2", starts=datetime(2028, 10, 10, 12, 0)),
        )
        the_programme_is_public(meeting)
        token = ""
        for name, status in (("ann", RegistrationStatus.SUBMITTED), ("bob", RegistrationStatus.WAITING)):
            account = make_account(OPERATOR, f"{name}@example.org", name)
            registration = a_registration(
                meeting,
                email=f"{name}@example.org",
                name=name,
                account_id=account.id,
                status=status,
                zone="Pacific/Fiji",
            )
            if name == "ann":
                token = begin_session(account)
                actions.approve(OPERATOR, registration)
                key = registration.key
        db.session.flush()
        mail = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.to_email == "ann@example.org")
        ).one()
        assert (
            mail.link_path == "/registrations/join/" and mail.link_key and mail.link_nonce and mail.calendar
        )
        own = mail.link_path + secrets.mint("join", mail.link_key, mail.link_nonce)
        assert (
            LINK in mail.text,
            LINK.encode() in mail.calendar,
            b"/meetings/online/join" in mail.calendar,
        ) == (False, False, True)
        numbers = (first.id, second.id)
    ann, nobody = browser_of(app, token), app.test_client()
    doors = [(ann, "/meetings/online/join"), (nobody, own)]

    def noted() -> list[tuple[int, str, str]]:
        with work(app, writing=False):
            rows = db.session.scalars(select(Attendance).order_by(Attendance.session_id))
            return [(numbers.index(row.session_id), row.presence.value, row.noted_by) for row in rows]

    def says(page: str) -> str:
        found = re.search(r'<div class="stack">(.*?)</div>\s*<aside', page, re.S)
        return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else page

    for moment, code in ((begins - 31 * MINUTE, 409), (begins - 30 * MINUTE, 200)):
        clock.set_to(moment)
        for client, door in doors:
            page = client.get(door)
            early = "Opens 10 October 2028, 09:30 Geneva · 19:30 Fiji" in says(page.text)
            assert (page.status_code, early, "Take part" in page.text, LINK in page.text) == (
                200,
                code == 409,
                code == 200,
                False,
            )
            sent = client.post(door)
            assert (sent.status_code, f'href="{LINK}"' in sent.text) == (code, code == 200)
            assert sent.headers["Cache-Control"] == "no-store"
    assert noted() == [(0, "online", "ann")]
    clock.set_to(begins + 3 * HOUR)
    assert "You are counted at this session: Session 2" in says(nobody.post(own).text)
    assert noted() == [(0, "online", "ann"), (1, "online", "ann")]
    with work(app):
        account = db.session.scalars(select(Account).where(Account.email == "bob@example.org")).one()
        bob = browser_of(app, begin_session(account))
        account = db.session.scalars(select(Account).where(Account.email == "ann@example.org")).one()
        ann = browser_of(app, begin_session(account))
    # who was not given a place, who is nobody, and a link that was made up
    for client, door, words in (
        (bob, "/meetings/online/join", "Only those who were given a place can join"),
        (
            signed_in(app, Role.ORGANIZER),
            "/meetings/online/join",
            "belongs to the address with which you are signed in",
        ),
        (nobody, "/meetings/online/join", "Open the link in the mail that told you so"),
    ):
        page, sent = client.get(door), client.post(door)
        assert words in page.text and LINK not in page.text + sent.text and sent.status_code == 409
    assert nobody.get(own[:-1] + ("A" if own[-1] != "A" else "B")).status_code == 404
    assert 'href="http://127.0.0.1/meetings/online/join"' in ann.get(f"/my/registrations/{key}").text
    with work(
        app
    ):  # noted by hand stays; a place that is taken back, and a meeting that is cancelled, shut the door
        row = db.session.scalars(select(Attendance).where(Attendance.session_id == numbers[1])).one()
        row.presence = Presence.ABSENT
    assert nobody.post(own).status_code == 200
    assert noted()[1] == (1, "absent", "ann")
    with work(app):
        registration = db.session.scalars(select(Registration).where(Registration.key == key)).one()
        registration.status = RegistrationStatus.WITHDRAWN
    assert nobody.post(own).status_code == 409
    with work(app):
        db.session.scalars(select(Meeting)).one().status = MeetingStatus.CANCELLED
    assert "This meeting is cancelled." in says(nobody.get(own).text)
