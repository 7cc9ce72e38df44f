"""The timetable through its door: moving, the tray, adding, undoing, templates, copying; what is drawn."""

import gzip
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.agenda.models import AgendaPoint, SittingRepeat
from meetings.agenda.rules import PointKind
from meetings.base import clock
from meetings.base.database import db
from meetings.base.secrets import new_key
from meetings.documents.models import Document
from meetings.documents.rules import Visibility
from meetings.floor.models import FloorList
from meetings.outcomes.models import Summary
from meetings.programme import actions, queries
from meetings.programme.models import Meeting, MeetingSession, ProgrammeAct, Speaker
from meetings.programme.rules import (
    MeetingKind,
    MeetingStatus,
    Mode,
    SessionKind,
    SpeakerAnswer,
    SpeakerDraft,
    SpeakerRole,
)
from meetings.registration.models import Attendance
from meetings.registration.rules import Presence
from meetings.speakers.models import RoleRequest
from tests.builders import a_meeting, a_person, a_registration, a_session
from tests.kit_app import an_account, an_actor, signed_in, statements, work

PAGE = "/meetings/w/timetable"
DAYS = "Day – Choose one of the meeting’s days: Tuesday 10 October, Wednesday 11 October."
AT = datetime(2028, 10, 10, 10)


def two_sessions(app: Flask, **given: Any) -> None:
    with work(app):
        meeting = a_meeting("w", status=MeetingStatus.DRAFT, rooms=["Room XX", "Room XXII"], **given)
        a_session(meeting, label="1", starts=AT, ends=AT + timedelta(minutes=30), kind=SessionKind.OPENING)
        a_session(meeting, label="2", starts=AT + timedelta(minutes=30))


def draft(app: Flask) -> dict[str, tuple[str, str, str, bool]]:
    """Each session by its number: start, end, room, whether it lies in the tray."""
    with work(app, writing=False):
        rows = db.session.query(MeetingSession).join(Meeting).where(Meeting.slug == "w")
        return {s.label: (f"{s.starts:%d %H:%M}", f"{s.ends:%d %H:%M}", s.room, s.unscheduled) for s in rows}


def version(client: FlaskClient, label: str) -> str:
    page = client.get(f"/meetings/w/sessions/{label}/move").text
    return str(re.findall(r'name="version"[^>]*value="(\d+)"', page)[0])


def move(client: FlaskClient, label: str, **values: str) -> Any:
    data = {"version": version(client, label), "starts_on": "2028-10-10", "room": "Room XX"} | values
    return client.post(f"/meetings/w/sessions/{label}/move", data=data)


def undo_button(client: FlaskClient) -> tuple[str, str]:
    """(what the button says, where it leads)"""
    page = html.fromstring(client.get(PAGE).text)
    (form,) = page.xpath('//form[contains(@action, "/timetable/acts/")]')
    return form.text_content().strip(), form.get("action")


def undo(client: FlaskClient) -> Any:
    return client.post(undo_button(client)[1])


def errors(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.status_code
    page = html.fromstring(answer.text)
    return [text.text_content().strip() for text in page.xpath('//div[@class="errors"]//li')]


def test_a_session_is_moved_made_longer_put_away_and_all_is_undone(app: Flask) -> None:
    two_sessions(app)
    client = signed_in(app, Role.ORGANIZER)
    before = draft(app)
    assert move(client, "1", starts="15:00", room="Room XXII").location == PAGE
    assert draft(app)["1"] == ("10 15:00", "10 15:30", "Room XXII", False)  # it has kept its length
    assert undo_button(client)[0].startswith("Undo: moved 1 from 10:00 to 15:00 (you, ")
    assert move(client, "2", starts="10:30", ends="11:00").location == PAGE
    assert draft(app)["2"] == ("10 10:30", "10 11:00", "Room XX", False)
    assert undo_button(client)[0].startswith("Undo: 2 ends at 11:00, not at 12:00 (you, ")
    assert move(client, "2", tray="yes").location == PAGE
    assert draft(app)["2"] == ("10 10:30", "10 11:00", "Room XX", True)
    page = html.fromstring(client.get(PAGE).text)
    assert [s.get("data-label") for s in page.xpath('//ul[@id="tray"]//div[@data-move]')] == ["2"]
    assert move(client, "2", starts="16:00", starts_on="2028-10-11").location == PAGE
    assert draft(app)["2"] == ("11 16:00", "11 16:30", "Room XX", False)
    client.post("/meetings/w/sessions/1/cancelled", data={"cancelled": "1"})
    client.post(PAGE, data={"kind": "breakout", "minutes": "60", "groups": "2", "starts_on": "2028-10-11",
                            "starts": "11:00", "room": "Room XX"})  # fmt: skip
    assert draft(app)["3a"] == ("11 11:00", "11 12:00", "Room XX", False)
    assert draft(app)["3b"] == ("11 11:00", "11 12:00", "Room XXII", False)
    for _act in range(6):
        assert undo(client).location == PAGE
    assert draft(app) == before
    with work(app, writing=False):
        assert db.session.query(MeetingSession).filter(MeetingSession.cancelled_at.isnot(None)).count() == 0
    assert html.fromstring(client.get(PAGE).text).xpath('//form[contains(@action, "/timetable/acts/")]') == []


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"starts": "09:00"}, "Begins at – The session lies outside its meeting. Change the meeting’s times first."),
        ({"starts": "12:00", "ends": "11:00"}, "Ends at – The end must come after the start."),
        ({"starts": "25:00"}, "Begins at – Write the time with 24 hours, like 09:30 or 17:00."),
        ({"starts": "10:00", "starts_on": "2028-10-12"}, DAYS),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_nothing_is_moved(
    app: Flask, values: dict[str, str], says: str
) -> None:
    two_sessions(app)
    before = draft(app)
    assert errors(move(signed_in(app, Role.ORGANIZER), "2", **values)) == [says]
    assert draft(app) == before


def test_a_session_ends_on_the_day_on_which_it_begins(app: Flask) -> None:
    two_sessions(app, starts=datetime(2028, 10, 10, 0), ends=datetime(2028, 10, 11, 23))
    client = signed_in(app, Role.ORGANIZER)
    before = draft(app)
    says = "A session ends on the day on which it begins, at 23:59 at the latest."
    new = {"kind": "panel", "starts_on": "2028-10-10", "starts": "23:00", "groups": "1"}
    for minutes in ("60", "120"):
        assert errors(client.post(PAGE, data=new | {"minutes": minutes})) == [f"Minutes – {says}"]
    assert errors(client.post(PAGE, data={"kind": "panel", "minutes": "1440"})) == [f"Minutes – {says}"]
    assert errors(move(client, "2", starts="23:00")) == [f"Ends at – {says}"]
    assert draft(app) == before
    assert client.post(PAGE, data={"kind": "panel", "minutes": "1439", "title": "Long"}).location == PAGE
    assert client.post(PAGE, data=new | {"minutes": "59", "title": "Late"}).location == PAGE
    # Whatever can be added can be saved on its own page, too.
    for label in ("3", "4"):
        page = html.fromstring(client.get(f"/meetings/w/sessions/{label}").text)
        (form,) = (form for form in page.forms if "starts_on" in form.fields)
        assert client.post(f"/meetings/w/sessions/{label}", data=dict(form.fields)).status_code == 303
    assert draft(app)["4"][:2] == ("10 23:00", "10 23:59")


def test_a_day_outside_the_meeting_is_answered_with_its_days(app: Flask) -> None:
    two_sessions(app)
    client = signed_in(app, Role.ORGANIZER)
    new = {"kind": "panel", "starts": "10:00", "minutes": "60"}
    for day in ("2028-10-12", "x"):
        assert errors(client.post(PAGE, data=new | {"starts_on": day})) == [DAYS]
    assert client.post(PAGE, data={"kind": "panel", "minutes": "60"}).location == PAGE


def test_a_move_on_a_stale_page_and_an_undo_after_another_change_are_refused(app: Flask) -> None:
    two_sessions(app)
    client, other = signed_in(app, Role.ORGANIZER), signed_in(app, Role.ADMINISTRATOR)
    stale = version(client, "2")
    move(other, "2", starts="15:00")
    answer = move(client, "2", starts="11:00", version=stale)
    assert errors(answer)[0].startswith("Somebody changed this while you were writing.")
    form = {"label": "2", "kind": "panel", "title": "Otherwise", "starts_on": "2028-10-10", "starts": "15:00",
            "ends": "16:30", "attribution": "public", "version": version(client, "2")}  # fmt: skip
    act = undo_button(client)[1]
    client.post("/meetings/w/sessions/2", data=form)
    # The page offers what was done last; the act before it is asked for by an older page.
    assert undo_button(client)[0].startswith("Undo: changed 2: kind, title")
    answer = client.post(act)
    assert answer.status_code == 409
    assert "This cannot be undone: session 2 was changed since." in answer.text
    assert "Cannot be undone: session 2 was changed since." in client.get(PAGE).text
    assert client.post(f"{PAGE}/acts/999/undo").status_code == 404


def test_what_is_changed_on_its_own_page_and_booked_for_all_is_undone_in_turn(app: Flask) -> None:
    two_sessions(app)
    client = signed_in(app, Role.ORGANIZER)
    move(client, "2", starts="15:00")

    def stands() -> list[dict[str, Any]]:
        with work(app, writing=False):
            return [
                actions.values_of(s) for s in queries.programme(OPERATOR, queries.meeting_for(OPERATOR, "w"))
            ]

    first = stands()
    form = {"label": "2x", "kind": "panel", "title": "Otherwise", "about": "More", "starts_on": "2028-10-11",
            "starts": "15:00", "ends": "15:45", "room": "Room I", "attribution": "chatham_house"}  # fmt: skip
    client.post("/meetings/w/sessions/2", data=form | {"version": version(client, "2")})
    second = stands()
    books = {"all": "y", "language": ["fr", "es"]}
    assert client.post("/meetings/w/interpretation", data=books).status_code == 303
    third = stands()
    one = {"seen-1": "fr es", "book-1": "fr"}
    assert client.post("/meetings/w/interpretation", data=one).status_code == 303
    for says, left in (
        ("booked interpretation for 1 (", third),
        ("booked interpretation for 2 sessions (", second),
        ("changed 2: number, kind, title, hours, what it is about, room, attribution (", first),
    ):
        assert undo_button(client)[0].startswith(f"Undo: {says}"), undo_button(client)[0]
        assert undo(client).location == PAGE
        assert stands() == left
    assert undo_button(client)[0].startswith("Undo: moved 2 from 10:30 to 15:00 (")


def test_a_deleted_session_comes_back_whole(app: Flask) -> None:
    two_sessions(app)
    with work(app):
        actor = an_actor(Role.ORGANIZER)
        session = queries.session_for(actor, "w", "2")
        known = a_person("Bo Example")
        session.interpretation, session.about = ["fr"], "About it"
        actions.add_speaker(actor, session, SpeakerDraft("Ana Example", SpeakerRole.CHAIR, minutes=5))
        of_bo = SpeakerDraft("Bo Example", SpeakerRole.PANELLIST, "Judge", "Court", known.id, 7)
        speaker = actions.add_speaker(actor, session, of_bo)
        speaker.talk, speaker.bio, speaker.language = "A talk", "A life", "fr"
        speaker.needs, speaker.email = "A ramp", "bo@example.org"
        before, meeting_id = whole(session), session.meeting_id
        first = queries.session_for(actor, "w", "1")
        db.session.add(SittingRepeat(session_id=session.id, of_id=first.id, sitting=2))
        point = dict(meeting_id=meeting_id, position=1, kind=PointKind.CONCLUSIONS, session_id=session.id)
        db.session.add(AgendaPoint(**point))
    client = signed_in(app, Role.ORGANIZER)
    for label in ("2", "1"):
        assert client.post(f"/meetings/w/sessions/{label}/delete").status_code == 303
    assert draft(app) == {}
    for _act in range(2):
        assert undo(client).location == PAGE
    with work(app, writing=False):
        first, session = (queries.session_for(actor, "w", label) for label in ("1", "2"))
        assert whole(session) == before
        assert db.session.query(AgendaPoint).one().session_id == session.id
        row = db.session.query(SittingRepeat).one()
        assert (row.session_id, row.of_id, row.sitting) == (session.id, first.id, 2)


def test_what_is_undone_has_the_hours_that_its_meeting_has_now(app: Flask) -> None:
    two_sessions(app, registration_closes=None, mode=Mode.IN_PERSON)
    with work(app):
        for label in ("3", "4"):
            a_session(queries.meeting_for(OPERATOR, "w"), label=label, starts=AT + timedelta(days=1))
    client = signed_in(app, Role.ORGANIZER)
    client.post("/meetings/w/sessions/3/delete")
    client.post("/meetings/w/sessions/1/delete")
    move(client, "4", tray="yes", starts_on="2028-10-11")
    (form,) = (f for f in html.fromstring(client.get("/meetings/w/edit").text).forms if "zone" in f.fields)
    given = dict(form.form_values()) | {
        "zone": "America/New_York",
        "starts": "10:30",
        "starts_on": "2028-10-10",
    }
    assert client.post("/meetings/w/edit", data=given).status_code == 303
    said = "Session 1 finds no time in the meeting any more and lies in the tray."
    for told in (False, True, False):
        assert undo(client).location == PAGE
        assert (said in client.get(PAGE).text) == told
    with work(app, writing=False):
        stand = {s.label: s for s in queries.programme(OPERATOR, queries.meeting_for(OPERATOR, "w"))}
        assert {s.label for s in stand.values() if s.unscheduled} == {"1"}  # the meeting begins later now
        hours = {label: f"{s.starts_at:%d %H:%M}" for label, s in stand.items()}
        assert hours == {"1": "10 14:00", "2": "10 14:30", "3": "11 14:00", "4": "11 14:00"}


def whole(session: MeetingSession) -> list[dict[str, Any]]:
    """The session and its people, but for their ids and the version."""
    return [
        {
            column.key: getattr(row, column.key)
            for column in row.__table__.columns
            if column.key not in ("id", "session_id", "version")
        }
        for row in (session, *session.speakers)
    ]


def _asked(session: MeetingSession) -> None:
    session.speakers.append(
        Speaker(role=SpeakerRole.CHAIR, name="Ana", answer=SpeakerAnswer.ASKED, asked_at=clock.now())
    )


def _linked(session: MeetingSession) -> None:
    speaker = Speaker(role=SpeakerRole.CHAIR, name="Ana")
    session.speakers.append(speaker)
    db.session.add(RoleRequest(key=new_key(), meeting=session.meeting, speaker=speaker))


def _with_a_rapporteur(session: MeetingSession) -> None:
    actions.assign_rapporteur(OPERATOR, session, an_account())


def _documented(session: MeetingSession) -> None:
    number = session.id  # any that is free
    given = dict(number=number, symbol=f"W/{number}", title="A paper", visibility=Visibility.PUBLIC)
    db.session.add(Document(meeting=session.meeting, session=session, **given))


def _attended(session: MeetingSession) -> None:
    given = dict(presence=Presence.IN_PERSON, noted_by="Example", noted_at=clock.now())
    registration = a_registration(session.meeting)
    db.session.add(Attendance(session=session, registration=registration, **given))


def _recorded(session: MeetingSession) -> None:
    db.session.add(Summary(session=session, written_at=clock.now()))


def test_a_session_on_which_something_stands_is_not_deleted_neither_by_undoing(app: Flask) -> None:
    two_sessions(app)
    client = signed_in(app, Role.ORGANIZER)
    stands = {
        "Somebody was asked to take a role in session %s": _asked,
        "Somebody has a link to a role in session %s": _linked,
        "Somebody was named to write the record of session %s": _with_a_rapporteur,
        "Session %s has documents": _documented,
        "Attendance was noted at session %s": _attended,
        "Session %s has a record": _recorded,
        "Session %s has a list of speakers": lambda session: db.session.add(FloorList(session=session)),
    }
    refused = ", so it is not deleted. Put it into the tray instead."
    for n, (sentence, lay) in enumerate(stands.items(), 3):
        with work(app):
            meeting = queries.meeting_for(OPERATOR, "w")
            lay(a_session(meeting, label=str(n), starts=AT))
        answer = client.post(f"/meetings/w/sessions/{n}/delete")
        assert (answer.status_code, (sentence % n) + refused in answer.text) == (409, True), sentence
    new = {"kind": "panel", "starts_on": "2028-10-10", "starts": "15:00", "minutes": "60", "groups": "1"}
    assert client.post(PAGE, data=new).location == PAGE
    with work(app):
        _documented(queries.session_for(OPERATOR, "w", "10"))
    answer = undo(client)
    assert (answer.status_code, "Session 10 has documents" in answer.text) == (409, True)
    assert len(draft(app)) == 10


def test_a_template_is_looked_at_then_added_and_undone_at_once(app: Flask) -> None:
    with work(app):
        a_meeting("w", status=MeetingStatus.DRAFT, rooms=["Room XX"])
    client = signed_in(app, Role.ORGANIZER)
    page = client.get(f"{PAGE}/template?template=two-day-workshop").text
    assert "Add these 12 sessions" in page
    assert draft(app) == {}
    now = re.findall(r'name="version" value="(\d+)"', page)[0]
    answer = client.post(f"{PAGE}/template", data={"template": "two-day-workshop", "version": now})
    assert answer.location == PAGE
    assert draft(app)["3"] == ("10 11:30", "10 13:00", "Room XX", False)
    assert draft(app)["B1"] == ("10 13:00", "10 15:00", "", False)
    undo(client)
    assert draft(app) == {}


@pytest.mark.parametrize("people", [False, True])
def test_an_earlier_programme_is_copied_with_its_people_only_when_they_are_chosen(
    app: Flask, people: bool
) -> None:
    with work(app):
        actor = an_actor(Role.ORGANIZER)
        old = a_meeting("old", starts=datetime(2025, 9, 29, 9), ends=datetime(2025, 9, 30, 18),
                        registration_closes=None)  # fmt: skip
        one = a_session(old, label="1", starts=datetime(2025, 9, 29, 9), room="Room XX")
        actions.add_speaker(actor, one, SpeakerDraft("Ana Example", SpeakerRole.CHAIR))
        away = actions.add_speaker(actor, one, SpeakerDraft("Ben Example", SpeakerRole.PANELLIST))
        away.answer = SpeakerAnswer.DECLINED
        a_session(old, label="9", starts=datetime(2025, 9, 30, 16, 30))
        a_meeting("w", status=MeetingStatus.DRAFT)
    client = signed_in(app, Role.ORGANIZER)
    chosen = {"people": "y"} if people else {}
    page = client.get(f"{PAGE}/copy", query_string={"meeting": "old"} | chosen).text
    assert ("Ana Example" in page, "Ben Example" in page, "Add these 2 sessions" in page) == (
        people,
        False,
        True,
    )
    now = re.findall(r'name="version" value="(\d+)"', page)[0]
    client.post(f"{PAGE}/copy", data={"meeting": "old", "version": now} | chosen)
    # An hour later, as the meeting begins an hour later; the last one would end after it, and lies in the tray.
    assert draft(app) == {
        "1": ("10 10:00", "10 11:30", "Room XX", False),
        "9": ("11 17:30", "11 19:00", "Room XX", True),
    }
    with work(app, writing=False):
        copied = queries.session_for(actor, "w", "1")
        assert [s.name for s in copied.speakers] == (["Ana Example"] if people else [])
    if people:  # somebody else is typed in her place; undoing would throw that away
        with work(app):
            (ana,) = queries.session_for(actor, "w", "1").speakers
            actions.edit_speaker(actor, ana, SpeakerDraft("Cy Example", SpeakerRole.CHAIR))
        answer = undo(client)
        assert (answer.status_code, "was given other people since" in answer.text) == (409, True)
    else:
        undo(client)
        assert (draft(app), "Room XX" in client.get(PAGE).text) == ({}, False)


def test_rooms_and_hours_are_columns_and_hatching(app: Flask) -> None:
    two_sessions(app)
    client = signed_in(app, Role.ORGANIZER)
    rooms = {"rooms": "Room XXII\nRoom XX", "sittings": "10:00–11:00", "version": "1"}
    assert client.post(f"{PAGE}/rooms", data=rooms).location == PAGE
    page = html.fromstring(client.get(PAGE).text)
    table = page.xpath('//table[contains(@class, "timetable")]')[0]
    assert [th.text_content() for th in table.xpath("./thead//th")] == ["Geneva", "Room XXII", "Room XX"]
    assert "from 10:30 to 12:00; interpretation only 10:00–11:00" in page.text_content()
    assert errors(client.post(f"{PAGE}/rooms", data=rooms | {"sittings": "late", "version": "2"})) == [
        "Hours – Write each line like 10:00–13:00."
    ]


def test_a_virtual_meeting_has_sittings(app: Flask) -> None:
    two_sessions(app, mode=Mode.VIRTUAL)
    client = signed_in(app, Role.ORGANIZER)
    client.post(f"{PAGE}/rooms", data={"sittings": "10:00–12:00\n14:00–16:00", "version": "1"})
    page = html.fromstring(client.get(PAGE).text)
    heads = page.xpath('//tr[@class="tt-sitting"]/th')
    assert [" ".join(th.text_content().split()) for th in heads[:2]] == [
        "Sitting 1 · 10:00–12:00",
        "Sitting 2 · 14:00–16:00",
    ]
    with work(app):  # one link for all: nobody can be in both
        for one in db.session.query(MeetingSession):
            one.starts, one.starts_at, one.room = AT, one.starts_at.replace(hour=8, minute=0), ""
    assert "Both are for everybody at 10:00" in client.get(PAGE).text


def test_sixty_sessions_cost_what_six_cost(app: Flask) -> None:
    counts = []
    for slug, number in (("a", 6), ("b", 60)):
        with work(app):
            meeting = a_meeting(slug, status=MeetingStatus.DRAFT)
            for n in range(number):
                starts = AT + timedelta(minutes=15 * (n % 20))
                session = a_session(
                    meeting,
                    label=f"{n}",
                    starts=starts,
                    room=f"Room {n % 5}",
                    title=f"Session {n} " + "of many " * 4,
                )
                actions.add_speaker(
                    an_actor(Role.ORGANIZER), session, SpeakerDraft(f"P {n}", SpeakerRole.CHAIR)
                )
        client = signed_in(app, Role.ORGANIZER)
        client.get(f"/meetings/{slug}/timetable")
        with statements(app) as seen:
            answer = client.get(f"/meetings/{slug}/timetable")
        assert answer.status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert len(gzip.compress(answer.data)) < 60_000


def test_what_must_be_mended_is_said_above_the_button_that_publishes(app: Flask) -> None:
    two_sessions(app, kind=MeetingKind.FOCAL_POINT_MEETING)
    client = signed_in(app, Role.ORGANIZER)

    def told(path: str) -> tuple[bool, int]:
        """(whether it is said before the button, how many buttons publish)"""
        text = " ".join(html.fromstring(client.get(path).text).text_content().split())
        said, buttons = text.find("Both are in Room XX at 11:00"), text.count("Publish the programme")
        return -1 < said < text.find("Publish the programme"), buttons

    assert [told("/meetings/w"), told("/meetings/w/edit")] == [(False, 1), (False, 1)]
    move(client, "1", starts="11:00")
    assert [told("/meetings/w"), told("/meetings/w/edit")] == [(True, 1), (True, 1)]
    # A page that was opened before knows nothing of it, and a click is an oversight: it is the office that decides.
    answer = client.post("/meetings/w/status", data={"to": "published"})
    assert (answer.status_code, "say that it is to be published so" in answer.text) == (409, True)
    pages = (answer.text, client.get("/meetings/w").text, client.get("/meetings/w/edit").text)
    assert [page.count('id="despite"') for page in pages] == [1, 1, 1]
    assert client.post("/meetings/w/status", data={"to": "published", "despite": "y"}).status_code == 303
    assert told("/meetings/w") == (False, 0)


def test_whoever_is_wanted_in_two_sessions_at_once_is_named(app: Flask) -> None:
    """From the directory and typed, by one address, as rapporteur of both, or as that and on the panel."""
    with work(app):
        meeting = a_meeting("w", status=MeetingStatus.DRAFT)
        one, other = (a_session(meeting, label=label, room=label) for label in "12")
        di = a_person("Di Ana", email="di@example.org").id
        rana, cy = an_account("rana@example.org", "Rana"), an_account("cy@example.org", "Cy")
        for session, *people in (
            (one, ("Di Ana", "Forum", di, ""), ("Eve", "A", None, "eve@example.org")),
            (other, ("Di Ana", "Forum", None, ""), ("Eve", "B", None, "Eve@example.org")),
            (other, ("Cy X", "", None, "cy@example.org"), ("Not Twice", "", None, "eve@example.org")),
        ):
            for name, organization, person, email in people:
                draft = SpeakerDraft(name, SpeakerRole.PANELLIST, organization=organization, person_id=person)
                actions.add_speaker(OPERATOR, session, draft).email = email
            actions.assign_rapporteur(OPERATOR, one, cy)
        for session in (one, other):
            actions.assign_rapporteur(OPERATOR, session, rana)
        # Whoever sees the other meeting's draft sees it there, too.
        a_session(a_meeting("x", title="Other", status=MeetingStatus.DRAFT), label="7", room="7")
        actions.assign_rapporteur(OPERATOR, queries.session_for(OPERATOR, "x", "7"), rana)
    page = html.fromstring(signed_in(app, Role.ORGANIZER).get(PAGE).text)
    said = " ".join(page.text_content().split())
    names = {name.strip() for name in re.findall(r"([\w. ]*?) is in both at 10:00", said)}
    assert names == {"Cy", "Di Ana", "Eve", "Rana"}
    assert "Rana is also in session 7 of “Other” at 10:00" in said


def test_another_meeting_at_the_same_time_is_named_in_one_statement(app: Flask) -> None:
    two_sessions(app, place="Palais")
    later = AT + timedelta(hours=6)
    with work(app):
        actor = an_actor(Role.ORGANIZER)
        known = a_person("Ana Example")
        speaker = SpeakerDraft("Ana Example", SpeakerRole.CHAIR, person_id=known.id)
        actions.add_speaker(actor, queries.session_for(actor, "w", "2"), speaker)
    client = signed_in(app, Role.ORGANIZER)

    def named() -> tuple[set[str], int]:
        client.get(PAGE)
        with statements(app) as seen:
            page = html.fromstring(client.get(PAGE).text)
        lines = (" ".join(li.text_content().split()) for li in page.xpath('//ul[@class="checks"]/li'))
        return {line for line in lines if "“" in line}, len(seen)

    nothing, number = named()
    assert nothing == set()
    with work(app):
        # At another clock, the same instant; a place is written somehow.
        other = a_meeting("other", title="Other", zone="UTC", starts=AT - timedelta(hours=8),
                          place="palais ", status=MeetingStatus.DRAFT)  # fmt: skip
        at_eight = AT - timedelta(hours=2)
        for n in range(3):
            one = a_session(
                other,
                label=f"{n}",
                starts=at_eight + timedelta(minutes=30 * n),
                room=f"room X{'X' * (n == 1)}",
            )
            actions.add_speaker(actor, one, SpeakerDraft("A. Example", SpeakerRole.CHAIR, person_id=known.id))
            one.cancelled_at = clock.now() if n == 2 else None
        away = a_session(other, label="9", starts=at_eight, unscheduled=True)
        actions.add_speaker(actor, away, speaker)
        gone = a_meeting("gone", title="Gone", place="Palais", status=MeetingStatus.CANCELLED)
        actions.add_speaker(actor, a_session(gone, label="1", starts=AT), speaker)
        a_session(a_meeting("far", title="Far", place="Palais"), label="1", starts=later)
    assert named() == (
        {
            "worth a look: 2 – Ana Example is also in session 0 of “Other” at 10:30",
            "worth a look: 2 – Ana Example is also in session 1 of “Other” at 10:30",
            "worth a look: 2 – Room XX is also taken by session 1 of “Other” at 10:30",
        },
        number,
    )


def test_acts_are_kept_for_a_month(app: Flask) -> None:
    two_sessions(app)
    client = signed_in(app, Role.ORGANIZER)
    move(client, "1", starts="15:00")
    with work(app):
        db.session.query(ProgrammeAct).update({"at": datetime(2020, 1, 1).astimezone()})
        assert db.session.query(Meeting).count() == 1
    with work(app):
        actions.forget_acts()
    with work(app, writing=False):
        assert db.session.query(ProgrammeAct).count() == 0
