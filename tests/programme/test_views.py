"""Programme pages through the door: who sees what, two clocks, refused forms, and what a page costs."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.programme import actions
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import (
    Attribution,
    MeetingStatus,
    Mode,
    SessionKind,
    SpeakerAnswer,
    SpeakerDraft,
    SpeakerRole,
)
from tests.builders import a_cycle, a_meeting, a_person, a_session, an_organization, the_programme_is_public
from tests.kit_app import ON_ONE_DATABASE, an_account, signed_in, statements, work
from tests.programme.selecting import select as found

pytestmark = ON_ONE_DATABASE

NOON = datetime(2028, 9, 1, 12, tzinfo=UTC)
S = MeetingStatus


def page(answer: TestResponse, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text[-1500:]
    return html.fromstring(answer.text)


def texts(nodes: list[Any]) -> list[str]:
    return [" ".join(node.text_content().split()) for node in nodes]


def a_programme(app: Flask, **given: Any) -> None:
    clock.set_to(NOON)
    with work(app):
        meeting = a_meeting(
            "example", title="Example workshop", join_link="https://meet.example.org/secret", **given
        )
        one = a_session(meeting, label="1", title="Opening", kind=SessionKind.OPENING)
        a_session(
            meeting,
            label="2",
            title="Early signs",
            starts=datetime(2028, 10, 10, 15),
            attribution=Attribution.CHATHAM_HOUSE,
        )
        a_session(
            meeting, label="3", title="Closing", starts=datetime(2028, 10, 11, 10), kind=SessionKind.CLOSING
        )
        for name, role in (("Rap Example", SpeakerRole.RAPPORTEUR), ("Ana Example", SpeakerRole.CHAIR)):
            actions.add_speaker(OPERATOR, one, SpeakerDraft(name, role, "Judge", "Example Court"))
        if meeting.is_public:
            the_programme_is_public(meeting)


def change(app: Flask, verb: Any) -> None:
    """Do something to session 2, and release it."""
    with work(app):
        meeting = db.session.query(Meeting).filter_by(slug="example").one()
        verb(meeting, next(s for s in meeting.sessions if s.label == "2"))
        if meeting.status is S.PUBLISHED:
            actions.release(OPERATOR, meeting)


def release(app: Flask) -> None:
    change(app, lambda _meeting, _session: None)


def test_the_public_programme(app: Flask) -> None:
    a_programme(app)
    tree = page(app.test_client().get("/meetings/example"))
    assert texts(found(tree, "h1")) == ["Example workshop"]
    assert texts(found(tree, ".day-title")) == ["Tuesday 10 October Day 1", "Wednesday 11 October Day 2"]
    assert texts(found(tree, ".sitting .when")) == [
        "10:00–11:30 Geneva",
        "11:30–15:00",
        "15:00–16:30 Geneva",
        "10:00–11:30 Geneva",
    ]
    assert texts(found(tree, ".sitting.pause p:last-child")) == ["Break"]
    assert texts(found(tree, ".people dt, .people dd")) == [
        "Chair",
        "Ana Example, Judge, Example Court",
        "Rapporteur",
        "Rap Example, Judge, Example Court",
    ]
    assert texts(found(tree, ".meta")) == [
        "Room XX Statements are public",
        "Room XX Chatham House: nobody is named afterwards",
        "Room XX Statements are public",
    ]
    assert texts(found(tree, "#feed")) == ["http://127.0.0.1/calendar/example.ics"]
    assert (
        found(tree, "section[aria-labelledby=subscribe] a.btn")[0].get("href")
        == "webcal://127.0.0.1/calendar/example.ics"
    )
    assert "meet.example.org" not in html.tostring(tree, encoding="unicode")
    assert found(tree, ".tabs") == []


@pytest.mark.parametrize(
    ("zone", "yours"),
    [
        ("Pacific/Fiji", ["20:00–21:30 Fiji", "01:00–02:30 +1 Fiji", "20:00–21:30 Fiji"]),
        ("America/New_York", ["04:00–05:30 New York", "09:00–10:30 New York", "04:00–05:30 New York"]),
        ("Europe/Paris", []),
        ("Nowhere/At_All", []),
    ],
)
def test_the_readers_time_stands_beside(app: Flask, zone: str, yours: list[str]) -> None:
    a_programme(app)
    tree = page(app.test_client().get("/meetings/example", query_string={"zone": zone}))
    assert texts(found(tree, ".sitting .yours")) == yours
    selected = [option.get("value") for option in found(tree, "#zone option[selected]")]
    assert selected == ["Europe/Zurich" if zone.startswith("Nowhere") else zone]


def test_an_accounts_zone_is_the_readers(app: Flask) -> None:
    a_programme(app)
    client = signed_in(app, Role.SIGNED_IN)
    with work(app):
        for account in db.session.scalars(select(Account)):
            account.zone = "Asia/Kathmandu"
    tree = page(client.get("/meetings/example"))
    assert texts(found(tree, ".sitting .yours"))[0] == "13:45–15:15 Kathmandu"


def registration(app: Flask) -> tuple[str, list[str]]:
    tree = page(app.test_client().get("/meetings/example"))
    facts = dict(zip(texts(found(tree, ".facts dt")), texts(found(tree, ".facts dd")), strict=True))
    return facts.get("Registration", ""), texts(found(tree, ".pagehead .btn-main"))


def test_registration_is_offered_until_it_closes(app: Flask) -> None:
    a_programme(app)
    said, button = registration(app)
    assert (re.sub(r", \d+ places left", "", said), button) == (
        "Open · closes 19 Sep, 23:59 Geneva",
        ["Register for this meeting"],
    )
    clock.set_to(datetime(2028, 9, 19, 22, 0, tzinfo=UTC))  # midnight in Geneva
    assert registration(app) == ("Closed", [])


def test_what_is_cancelled_says_so(app: Flask) -> None:
    a_programme(app)
    change(app, lambda m, s: actions.cancel_session(OPERATOR, s))
    tree = page(app.test_client().get("/meetings/example"))
    assert (texts(found(tree, ".sitting .badge")), texts(found(tree, ".gone"))) == (
        ["Cancelled"],
        ["Early signs"],
    )
    change(app, lambda m, s: actions.take_step(OPERATOR, m, S.CANCELLED))
    tree = page(app.test_client().get("/meetings/example"))
    assert texts(found(tree, ".note h2")) == ["This meeting is cancelled"]
    assert (len(found(tree, ".sitting .badge")), found(tree, ".btn-main")) == (3, [])


def test_unknown_and_draft_are_a_plain_404(app: Flask) -> None:
    a_programme(app, status=S.DRAFT)
    for path in ("/meetings/example", "/meetings/unknown", "/meetings/%00", "/meetings/%F0%9F%8C%8D"):
        answer = app.test_client().get(path)
        assert texts(found(page(answer, 404), "h1")) == ["There is no such page"]
        assert "Example workshop" not in answer.text


def titles(answer: TestResponse) -> list[tuple[str, list[str]]]:
    return [
        (texts(found(part, "h2"))[0], texts(found(part, "li > a")))
        for part in found(page(answer), "main section")
    ]


def test_the_list_of_meetings(app: Flask) -> None:
    clock.set_to(NOON)
    with work(app):
        cycle = a_cycle("61/15")
        a_meeting(title="Coming", cycle=cycle)
        a_meeting(title="Draft", cycle=cycle, status=S.DRAFT)
        past: dict[str, Any] = dict(
            starts=datetime(2028, 5, 2, 10), ends=datetime(2028, 5, 2, 12), registration_closes=None
        )
        a_meeting(title="Past", cycle=a_cycle("52/15"), status=S.HELD, mode=Mode.VIRTUAL, **past)
    anyone, staff = app.test_client(), signed_in(app, Role.DRAFTER)
    assert titles(anyone.get("/meetings")) == [("To come", ["Coming"]), ("Held", ["Past"])]
    # A filter that only staff have shows nobody else a draft.
    assert titles(anyone.get("/meetings?status=draft")) == [("To come", ["Coming"]), ("Held", ["Past"])]
    assert titles(staff.get("/meetings")) == [
        ("61/15: to come", ["Coming", "Draft"]),
        ("52/15: past", ["Past"]),
    ]
    assert titles(staff.get("/meetings?status=draft")) == [("61/15: to come", ["Draft"])]
    assert titles(staff.get("/meetings?kind=focal_point_meeting")) == []
    assert titles(staff.get("/meetings?kind=nonsense&cycle=-1"))[0] == ("61/15: to come", ["Coming", "Draft"])


MEETING = {
    "title": "Annual meeting", "kind": "focal_point_meeting", "mode": "virtual", "zone": "Pacific/Fiji", "city": "Suva",
    "starts_on": "2028-05-02", "starts": "9:00", "ends_on": "2028-05-02", "ends": "11.30", "dates_set": "y",
    "join_link": "https://meet.example.org/m", "languages": ["en", "fr"], "places": "80", "closes_on": "2028-04-30",
}  # fmt: skip


def test_making_a_meeting_and_its_session(app: Flask) -> None:
    clock.set_to(NOON)
    with work(app):
        cycle = a_cycle("61/15").id
    staff = signed_in(app, Role.ORGANIZER)
    answer = staff.post("/meetings/new", data=MEETING | {"cycle_id": cycle})
    assert (answer.status_code, answer.location) == (303, "/meetings/focal-point-meeting-2028")
    session = {
        "label": "1", "kind": "opening", "title": "Opening", "starts_on": "2028-05-02", "starts": "09:00",
        "ends": "09:15", "attribution": "on_approval",
    }  # fmt: skip
    answer = staff.post(f"{answer.location}/sessions/new", data=session)
    assert (answer.status_code, answer.location) == (303, "/meetings/focal-point-meeting-2028/sessions/1")
    staff.post("/meetings/focal-point-meeting-2028/status", data={"to": "published"})
    with work(app):
        made = db.session.scalar(select(Meeting))
        assert made is not None
        assert (
            made.starts_at,
            made.ends_at,
            made.registration_closes,
            made.languages,
            made.places,
            made.status,
        ) == (
            datetime(2028, 5, 1, 21, tzinfo=UTC),
            datetime(2028, 5, 1, 23, 30, tzinfo=UTC),
            datetime(2028, 4, 30, 23, 59),
            ["en", "fr"],
            80,
            S.PUBLISHED,
        )
        assert [(s.label, s.attribution.value, s.starts_at) for s in made.sessions] == [
            ("1", "on_approval", datetime(2028, 5, 1, 21, tzinfo=UTC))
        ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"zone": "Fiji/Suva"}, "zone"),
        ({"starts": "25:00"}, "starts"),
        ({"starts": "9 am"}, "starts"),
        ({"ends": "08:00"}, "ends"),
        ({"starts_on": "2028-13-45"}, "starts_on"),
        ({"zone": "Europe/Zurich", "starts_on": "2028-03-26", "starts": "02:30"}, "starts"),
        ({"zone": "Europe/Zurich", "ends_on": "2028-10-29", "ends": "02:30"}, "ends"),
        ({"join_link": ""}, "join_link"),
        ({"mode": "in_person"}, "place"),
        ({"places": "many"}, "places"),
        ({"closes_on": "", "registration_closes": "12:00"}, "registration_closes"),
        ({"title": "x" * 301}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"kind": "party"}, "kind"),
    ],
)
def test_bad_input_gets_a_sentence_beside_the_field(app: Flask, change: dict[str, str], field: str) -> None:
    with work(app):
        cycle = a_cycle("61/15").id
    answer = signed_in(app, Role.ORGANIZER).post("/meetings/new", data=MEETING | {"cycle_id": cycle} | change)
    tree = page(answer, 422)
    assert [node.get("id") for node in found(tree, "[id$='-e']")] == [f"{field}-e"]
    assert found(tree, "#city")[0].get("value") == "Suva"  # the input is kept
    assert found(tree, "title")[0].text.startswith("Error: ")
    with work(app):
        assert list(db.session.scalars(select(Meeting))) == []


def test_a_stale_edit_shows_both(app: Flask) -> None:
    a_programme(app)
    staff = signed_in(app, Role.ORGANIZER)
    address = "/meetings/example/sessions/2"
    data = {
        "label": "2", "kind": "thematic", "title": "Mine", "starts_on": "2028-10-10", "starts": "15:00",
        "ends": "16:30", "room": "Room XX", "attribution": "chatham_house", "version": "1",
    }  # fmt: skip
    assert staff.post(address, data=data | {"title": "Theirs", "room": "Room XXII"}).status_code == 303
    tree = page(staff.post(address, data=data), 422)
    assert texts(found(tree, ".note .pairs dt")) == ["Title", "Room"]
    assert texts(found(tree, ".note .pairs dd")) == ["Theirs", "Room XXII"]
    assert found(tree, "#title")[0].get("value") == "Mine"
    version = found(tree, "input[name=version]")[0].get("value")
    assert staff.post(address, data=data | {"version": version}).status_code == 303
    with work(app):
        session = db.session.scalar(select(MeetingSession).where(MeetingSession.label == "2"))
        assert session is not None
        assert (session.title, session.version) == ("Mine", 3)


def test_a_session_outside_its_meeting(app: Flask) -> None:
    a_programme(app)
    data = {
        "label": "9", "kind": "panel", "title": "Panel", "starts_on": "2028-10-12", "starts": "15:00", "ends": "16:00",
        "attribution": "public",
    }  # fmt: skip
    tree = page(signed_in(app, Role.ORGANIZER).post("/meetings/example/sessions/new", data=data), 422)
    assert texts(found(tree, "#starts-e .error")) == [
        "Error: The session lies outside its meeting. Change the meeting’s times first."
    ]


def test_a_step_too_early_is_a_clear_page(app: Flask) -> None:
    a_programme(app)
    staff = signed_in(app, Role.ORGANIZER)
    answer = staff.post("/meetings/example/status", data={"to": "held"})
    assert "It has not begun yet, so it cannot have been held." in texts(found(page(answer, 409), "main p"))
    assert staff.post("/meetings/example/status", data={"to": "party"}).status_code == 404


def test_publishing_a_meeting_that_is_over_is_warned_of_and_not_refused(app: Flask) -> None:
    a_programme(app, status=S.DRAFT)
    pages = ("/meetings/example", "/meetings/example/edit")
    warned = "section[aria-labelledby=status] .note p"

    def warnings() -> list[list[str]]:
        staff = signed_in(app, Role.ORGANIZER)
        return [texts(found(page(staff.get(path)), warned)) for path in pages]

    clock.set_to(datetime(2028, 10, 11, 15, tzinfo=UTC))  # it ends at 18:00 in Geneva, 16:00 UTC
    assert warnings() == [[], []]
    clock.set_to(datetime(2028, 10, 11, 16, 1, tzinfo=UTC))
    sentence = (
        "It ended on 11 October 2028. If you publish it now, the public pages and "
        "calendars announce a meeting that has been. Mark it as held afterwards, or set other dates first."
    )
    assert warnings() == [[sentence], [sentence]]
    answer = signed_in(app, Role.ORGANIZER).post("/meetings/example/status", data={"to": "published"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/meetings/example")
    assert warnings() == [[], []]


def test_a_speaker_from_the_directory(app: Flask) -> None:
    a_programme(app)
    with work(app):
        person = a_person("Ana Example", function="Judge", organization=an_organization("Example Court")).id
    staff = signed_in(app, Role.ORGANIZER)
    answer = staff.post(
        "/meetings/example/sessions/2/speakers/new",
        data={"name": "Ana Example, Example Court", "role": "moderator"},
    )
    assert answer.status_code == 303
    with work(app):
        query = select(Speaker).join(Speaker.session).where(MeetingSession.label == "2")
        assert [(s.name, s.function, s.organization, s.person_id) for s in db.session.scalars(query)] == [
            ("Ana Example", "Judge", "Example Court", person)
        ]
        one = db.session.scalars(query).one()
        one.email, one.answer = "ana@example.org", SpeakerAnswer.CONFIRMED
        a_person("Bo Other")
        address = f"/meetings/example/sessions/2/speakers/{one.id}"
    # Who was asked is corrected, but nobody else comes into their address and their agreement.
    other = {"name": "A. Example", "role": "chair"}
    tree = page(staff.post(address, data=other), 422)
    assert texts(found(tree, "#same-e")) == [
        "Error: Ana Example was asked to take this role. Is this the same person? Tick the box. "
        "If not, remove them and add the other person."
    ]
    assert (found(tree, "#name")[0].get("value"), found(tree, "#same")[0].get("checked")) == (
        "A. Example",
        None,
    )
    assert staff.post(address, data=other | {"same": "y"}).status_code == 303
    with work(app, writing=False):
        one = db.session.scalars(query).one()
        assert (one.name, one.person_id, one.email) == ("A. Example", person, "ana@example.org")
    tree = page(staff.post(address, data={"name": "Bo Other", "role": "chair", "same": "y"}), 422)
    assert texts(found(tree, "#name-e")) == [
        "Error: A. Example was asked to take this role. Remove them and add the other person."
    ]
    assert found(page(staff.get("/meetings/example/sessions/2/speakers/new")), "#same") == []


def test_naming_a_rapporteur(app: Flask) -> None:
    a_programme(app)
    staff = signed_in(app, Role.ORGANIZER)
    address = "/meetings/example/sessions/2/rapporteurs"
    tree = page(staff.post(address, data={"email": "nobody@example.org"}), 422)
    assert len(found(tree, "#email-e")) == 1
    with work(app):
        an_account("rap@example.org", "Rap Example")
    assert staff.post(address, data={"email": "Rap@example.org"}).status_code == 303
    tree = page(staff.get("/meetings/example/sessions/2"))
    section = found(tree, "section[aria-labelledby=rapporteurs]")[0]
    assert texts(found(section, "li bdi")) == ["Rap Example"]
    assert staff.post(found(section, "form")[0].get("action")).status_code == 303
    # Not by way of another session.
    tree = page(staff.get("/meetings/example/sessions/2"))
    assert texts(found(tree, "section[aria-labelledby=rapporteurs] li bdi")) == []


def test_things_of_another_session_are_not_found(app: Flask) -> None:
    a_programme(app)
    staff = signed_in(app, Role.ORGANIZER)
    with work(app):
        speaker = db.session.scalars(select(Speaker.id)).first()
    wrong = f"/meetings/example/sessions/2/speakers/{speaker}"
    assert [staff.get(wrong).status_code, staff.post(f"{wrong}/remove").status_code] == [404, 404]
    assert staff.get(f"/meetings/example/sessions/1/speakers/{speaker}").status_code == 200


def test_people_cannot_write_markup(app: Flask) -> None:
    nasty = "<script>alert(1)</script>{{ 7*7 }}"
    with work(app):
        meeting = a_meeting("example", title=nasty, about=nasty, place=nasty)
        session = a_session(meeting, label="1", title=nasty, about=nasty, room=nasty)
        actions.add_speaker(OPERATOR, session, SpeakerDraft(nasty, SpeakerRole.CHAIR, nasty, nasty))
    staff = signed_in(app, Role.ORGANIZER)
    for path in ("", "/edit", "/sessions/1", "/sessions/new"):
        answer = staff.get(f"/meetings/example{path}")
        assert answer.status_code == 200
        assert ("<script>alert" in answer.text, ">49<" in answer.text) == (False, False)


def test_a_page_costs_the_same_for_40_sessions(app: Flask) -> None:
    clock.set_to(NOON)
    counts = {}
    for n in (5, 40):
        with work(app):
            meeting = a_meeting(f"example-{n}")
            for k in range(n):
                session = a_session(
                    meeting, label=str(k), starts=datetime(2028, 10, 10, 10) + timedelta(minutes=30 * k)
                )
                actions.add_speaker(OPERATOR, session, SpeakerDraft("Ana Example", SpeakerRole.CHAIR))
            the_programme_is_public(meeting)
        with statements(app) as seen:
            tree = page(app.test_client().get(f"/meetings/example-{n}"))
        with statements(app) as again:
            second = app.test_client().get(f"/meetings/example-{n}")
        assert len(found(tree, ".sitting h3")) == n
        assert len(found(page(second), ".sitting h3")) == n
        counts[n] = (len(seen), len(again))
    # The meeting, its versions (two), its documents, the places taken, the frame; the programme is kept for the next.
    assert counts == {5: (6, 4), 40: (6, 4)}


def test_a_kept_programme_is_never_an_old_one(app: Flask) -> None:
    a_programme(app)
    readers = [app.test_client(), signed_in(app, Role.SIGNED_IN), signed_in(app, Role.ORGANIZER)]

    def seen() -> list[tuple[list[str], list[str]]]:
        pages = [page(reader.get("/meetings/example")) for reader in readers]
        return [(texts(found(p, ".people dd")), texts(found(p, ".meta"))[-1:]) for p in pages]

    def for_all(people: list[str]) -> list[tuple[list[str], list[str]]]:
        plain = "Room XX Statements are public"
        return [
            (people, [plain]),
            (people, [plain]),
            (
                people,
                [
                    f"{plain} Edit: session 3Attendance: session 3"
                    "List of speakers: session 3Running record: session 3Record: session 3"
                ],
            ),
        ]

    chair, rapporteur = "Ana Example, Judge, Example Court", "Rap Example, Judge, Example Court"
    assert seen() == for_all([chair, rapporteur])
    with work(app):
        speaker = db.session.scalars(select(Speaker).where(Speaker.role == SpeakerRole.CHAIR)).one()
        actions.edit_speaker(OPERATOR, speaker, SpeakerDraft("Cleo Example", SpeakerRole.CHAIR))
    assert seen() == for_all([chair, rapporteur])  # nothing of a draft is public
    release(app)
    assert seen() == for_all(["Cleo Example", rapporteur])
    with work(app):
        speaker = db.session.scalars(select(Speaker).where(Speaker.role == SpeakerRole.CHAIR)).one()
        actions.remove_speaker(OPERATOR, speaker)
    release(app)
    assert seen() == for_all([rapporteur])
