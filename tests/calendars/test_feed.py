"""The public feed through the door: its events, its headers, what it does not say, and what it costs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from werkzeug.http import http_date
from werkzeug.test import TestResponse

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.models import SiteFact
from meetings.programme import actions
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import MeetingStatus, Mode, SessionDraft, SessionKind
from tests.builders import a_meeting, a_session
from tests.kit_app import signed_in, statements, work

NOON = datetime(2028, 9, 1, 12, tzinfo=UTC)
FEED = "/calendar/example.ics"
PAGE = "http://127.0.0.1/meetings/example"
NOTE = f"The link to take part is sent to those admitted.\nProgramme: {PAGE}"


def a_world(app: Flask, **given: Any) -> None:
    """A public meeting with two sessions, everything told at noon."""
    clock.set_to(NOON)
    with work(app):
        meeting = a_meeting(
            "example",
            title="Example workshop",
            join_link="https://meet.example.org/secret",
            **given,
        )
        a_session(
            meeting, uid="one@example", label="1", title="Opening", kind=SessionKind.OPENING, about="Welcome."
        )
        a_session(
            meeting,
            uid="two@example",
            label="2",
            title="Early signs",
            starts=datetime(2028, 10, 11, 15),
            room="Room XXII",
        )


def get(app: Flask, path: str = FEED, **headers: str) -> TestResponse:
    return app.test_client().get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})


def events(answer: TestResponse) -> list[dict[str, Any]]:
    assert answer.status_code == 200
    names = ("UID", "SEQUENCE", "DTSTART", "DTEND", "DTSTAMP", "SUMMARY", "STATUS", "LOCATION")
    found = []
    for event in Calendar.from_ical(answer.data).walk("VEVENT"):
        assert event.errors == []
        found.append({n: getattr(event[n], "dt", event[n]) for n in names if n in event})
    return found


def change(app: Flask, verb: Any, hours: int = 1) -> None:
    """Do something to the meeting or its second session, some hours after noon, and release it."""
    clock.set_to(NOON + timedelta(hours=hours))
    with work(app):
        meeting = db.session.query(Meeting).filter_by(slug="example").one()
        verb(meeting, next(s for s in meeting.sessions if s.label == "2"))
        if meeting.status is MeetingStatus.PUBLISHED:
            actions.release(OPERATOR, meeting)


def edited(session: MeetingSession, **given: Any) -> None:
    values: dict[str, Any] = dict(
        label=session.label,
        kind=session.kind,
        title=session.title,
        starts=session.starts,
        ends=session.ends,
        room=session.room,
    )
    actions.edit_session(OPERATOR, session, SessionDraft(**values | given), session.version)


ONE = {
    "UID": "one@example",
    "SEQUENCE": 0,
    "DTSTART": datetime(2028, 10, 10, 8, tzinfo=UTC),
    "DTEND": datetime(2028, 10, 10, 9, 30, tzinfo=UTC),
    "DTSTAMP": NOON,
    "SUMMARY": "1 · Opening",
    "STATUS": "CONFIRMED",
    "LOCATION": "Room XX, Geneva",
}
TWO = {
    "UID": "two@example",
    "SEQUENCE": 0,
    "DTSTART": datetime(2028, 10, 11, 13, tzinfo=UTC),
    "DTEND": datetime(2028, 10, 11, 14, 30, tzinfo=UTC),
    "DTSTAMP": NOON,
    "SUMMARY": "2 · Early signs",
    "STATUS": "CONFIRMED",
    "LOCATION": "Room XXII, Room XX, Geneva",
}


def test_a_feed_holds_the_sessions(app: Flask) -> None:
    a_world(app)
    answer = get(app)
    assert events(answer) == [ONE, TWO]
    calendar = Calendar.from_ical(answer.data)
    first: Any = calendar.walk("VEVENT")[0]
    assert first["DESCRIPTION"] == f"Example workshop\n\nWelcome.\n\n{NOTE}"
    assert (first["URL"], first["CATEGORIES"].cats, first["TRANSP"]) == (f"{PAGE}#s-1", ["Opening"], "OPAQUE")
    assert {
        n: str(calendar[n]) for n in ("VERSION", "CALSCALE", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE")
    } == {
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "NAME": "Example workshop",
        "X-WR-CALNAME": "Example workshop",
        "X-WR-TIMEZONE": "Europe/Zurich",
    }
    assert "METHOD" not in calendar
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n" in answer.data
    # No link to join, nobody's address.
    assert [word for word in (b"secret", b"CONFERENCE", b"ATTENDEE", b"mailto") if word in answer.data] == []


def test_headers_of_a_feed(app: Flask) -> None:
    a_world(app)
    for client in (app.test_client(), signed_in(app, Role.ORGANIZER)):
        answer = client.get(FEED, headers={"Accept-Language": "fr"})
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert answer.headers["Last-Modified"] == http_date(NOON)
        etag, weak = answer.get_etag()
        assert (len(etag or ""), weak) == (32, False)
        assert [answer.headers.get(n) for n in ("Set-Cookie", "Vary", "Location")] == [None, None, None]


def test_head_says_what_get_would(app: Flask) -> None:
    a_world(app)
    got, head = get(app), app.test_client().head(FEED)
    assert (head.status_code, head.data) == (200, b"")
    same = ("ETag", "Last-Modified", "Content-Type", "Content-Length", "Cache-Control")
    assert [head.headers[n] for n in same] == [got.headers[n] for n in same]


def test_not_modified(app: Flask) -> None:
    a_world(app)
    etag = get(app).headers["ETag"]
    later, earlier = http_date(NOON + timedelta(days=1)), http_date(NOON - timedelta(days=1))
    answers = [
        get(app, If_None_Match=etag),
        get(app, If_None_Match=f'"other", {etag}'),
        get(app, If_None_Match="*"),
        get(app, If_Modified_Since=http_date(NOON)),
        # If-None-Match wins, both ways.
        get(app, If_None_Match=etag, If_Modified_Since=earlier),
        get(app, If_None_Match='"other"', If_Modified_Since=later),
        get(app, If_Modified_Since=earlier),
        get(app, If_Modified_Since="yesterday"),
    ]
    assert [a.status_code for a in answers] == [304, 304, 304, 304, 304, 200, 200, 200]
    unmodified = answers[0]
    assert (unmodified.data, unmodified.headers["ETag"], unmodified.headers["Cache-Control"]) == (
        b"",
        etag,
        "public, max-age=300",
    )
    assert [unmodified.headers.get(n) for n in ("Vary", "Set-Cookie")] == [None, None]


def test_a_move_is_an_update(app: Flask) -> None:
    a_world(app)
    before = get(app).headers["ETag"]
    change(app, lambda m, s: edited(s, starts=datetime(2028, 10, 11, 16), ends=datetime(2028, 10, 11, 17)))
    answer = get(app, If_None_Match=before)
    moved = TWO | {
        "SEQUENCE": 1,
        "DTSTART": datetime(2028, 10, 11, 14, tzinfo=UTC),
        "DTEND": datetime(2028, 10, 11, 15, tzinfo=UTC),
        "DTSTAMP": NOON + timedelta(hours=1),
    }
    assert events(answer) == [ONE, moved]
    assert answer.headers["Last-Modified"] == http_date(NOON + timedelta(hours=1))


def test_another_title_asks_nobody_again(app: Flask) -> None:
    a_world(app)
    change(app, lambda m, s: edited(s, title="Warning signs"))
    assert events(get(app)) == [
        ONE,
        TWO | {"SUMMARY": "2 · Warning signs", "DTSTAMP": NOON + timedelta(hours=1)},
    ]


def test_a_cancelled_session_stays_for_30_days(app: Flask) -> None:
    a_world(app)
    change(app, lambda m, s: actions.cancel_session(OPERATOR, s))
    cancelled = TWO | {
        "SEQUENCE": 1,
        "SUMMARY": "CANCELLED: 2 · Early signs",
        "STATUS": "CANCELLED",
        "DTSTAMP": NOON + timedelta(hours=1),
    }
    assert events(get(app)) == [ONE, cancelled]
    last = datetime(2028, 11, 10, 14, 30, tzinfo=UTC)  # 30 days after it would have ended
    clock.set_to(last)
    kept = get(app)
    clock.set_to(last + timedelta(seconds=2))
    gone = get(app, If_None_Match=kept.headers["ETag"])
    assert [events(kept), events(gone)] == [[ONE, cancelled], [ONE]]
    # Whoever asks by date alone learns of it, too.
    assert gone.headers["Last-Modified"] == http_date(last)
    assert get(app, If_Modified_Since=http_date(last)).status_code == 304


def test_a_cancelled_meeting_cancels_every_entry(app: Flask) -> None:
    a_world(app)
    change(app, lambda m, s: actions.take_step(OPERATOR, m, MeetingStatus.CANCELLED))
    assert [(e["UID"], e["SEQUENCE"], e["STATUS"]) for e in events(get(app))] == [
        ("one@example", 1, "CANCELLED"),
        ("two@example", 1, "CANCELLED"),
    ]
    clock.set_to(datetime(2028, 12, 24, tzinfo=UTC))
    assert events(get(app)) == []


def test_a_meeting_without_sessions_is_one_event(app: Flask) -> None:
    clock.set_to(NOON)
    with work(app):
        a_meeting("example", title="Example meeting", uid="alone@example", mode=Mode.VIRTUAL, place="")
    answer = get(app)
    assert events(answer) == [
        {
            "UID": "alone@example",
            "SEQUENCE": 0,
            "DTSTART": datetime(2028, 10, 10, 8, tzinfo=UTC),
            "DTEND": datetime(2028, 10, 11, 16, tzinfo=UTC),
            "DTSTAMP": NOON,
            "SUMMARY": "Example meeting",
            "STATUS": "CONFIRMED",
        }
    ]


def test_filters_are_in_the_address(app: Flask) -> None:
    a_world(app)
    every, one = get(app), get(app, f"{FEED}?kind=opening")
    assert events(one) == [ONE]
    assert events(get(app, f"{FEED}?kind=thematic&kind=opening")) == [ONE, TWO]
    none = get(app, f"{FEED}?kind=closing")
    assert events(none) == []
    assert Calendar.from_ical(none.data).subcomponents != []  # still a valid calendar
    assert len({a.headers["ETag"] for a in (every, one, none)}) == 3
    assert get(app, f"{FEED}?kind=party").status_code == 404


def test_the_demonstration_says_so(app: Flask) -> None:
    a_world(app)
    etag = get(app).headers["ETag"]
    with work(app):
        db.session.add(SiteFact(name="demonstration"))
    answer = get(app, If_None_Match=etag)
    assert (answer.status_code, str(Calendar.from_ical(answer.data)["NAME"])) == (
        200,
        "Demonstration: Example workshop",
    )


def test_unknown_and_draft_feeds_are_a_plain_404(app: Flask) -> None:
    a_world(app, status=MeetingStatus.DRAFT)
    for path in (FEED, "/calendar/unknown.ics", "/calendar/a'b.ics"):
        answer = get(app, path, If_None_Match="*")
        assert (answer.status_code, answer.text) == (404, "There is no such calendar.\n")
        assert answer.headers.get("Vary") is None
    # Neither do staff get a draft by this address.
    assert signed_in(app, Role.ORGANIZER).get(FEED).status_code == 404


def test_people_cannot_write_into_the_calendar(app: Flask) -> None:
    clock.set_to(NOON)
    with work(app):
        meeting = a_meeting("example", title="A, b; c\\n")
        a_session(meeting, uid="x@example", label="1", title="Title\r\nATTENDEE:mailto:x@example.org\x07")
    answer = get(app)
    assert [e["SUMMARY"] for e in events(answer)] == ["1 · Title ATTENDEE:mailto:x@example.org"]
    assert b"\r\nNAME:A\\, b\\; c\\\\n\r\n" in answer.data
    assert max(len(line) for line in answer.data.split(b"\r\n")) <= 75


@pytest.mark.parametrize("sessions", [5, 40])
def test_what_a_feed_costs(app: Flask, sessions: int) -> None:
    clock.set_to(NOON)
    with work(app):
        meeting = a_meeting("example")
        for n in range(sessions):
            a_session(meeting, label=str(n))
    with statements(app) as first:
        answer = get(app)
    with statements(app) as kept:
        get(app)
    with statements(app) as again:
        unmodified = get(app, If_None_Match=answer.headers["ETag"])
    with statements(app) as unknown:
        get(app, "/calendar/unknown.ics")
    assert (len(events(answer)), unmodified.status_code) == (sessions, 304)
    # Written once: its state, the meeting, the sessions; then only its state.
    assert (len(first), len(kept), len(again), len(unknown)) == (3, 1, 1, 1)
