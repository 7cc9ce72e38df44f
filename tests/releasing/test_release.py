"""A release through its page: what is previewed is what people get, one mail each, one update for each entry."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from lxml import html
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.programme import actions
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import MeetingDraft, MeetingStatus, SpeakerAnswer, SpeakerDraft, SpeakerRole
from meetings.registration import letters as registration_letters
from meetings.registration import post as registration_post
from meetings.registration.actions import meeting_moved_on
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from meetings.releasing.actions import keep_entries
from meetings.speakers.actions import answer, record_answer, request_of
from meetings.speakers.rules import AnswerDraft
from tests.builders import a_meeting, a_registration, a_session, the_programme_is_public
from tests.kit_app import signed_in, statements, work
from tests.programme.selecting import select as found
from tests.releasing.kit import (
    LATER,
    NOON,
    PAGE,
    a_world,
    delivered,
    edit,
    entries,
    mails,
    release,
    session_,
    speaker,
    step,
    text_of,
    the_meeting,
)
from tests.speakers.kit import a_speaker


def test_what_is_previewed_is_what_people_get(app: Flask) -> None:
    a_world(app)
    edit(app, **LATER)
    organizer = signed_in(app, Role.ORGANIZER)
    looking = {"look": "amina@example.org", "note": "Thank you.", "version": "1"}
    answer = organizer.post(PAGE, data=looking)
    assert answer.status_code == 200
    tree = html.fromstring(answer.text)
    rows = [" ".join(cell.text_content().split()) for cell in found(tree, "tbody td")]
    said = "2 · Early signs moves to 10 Oct, 15:00–16:00 Geneva. It was 10 Oct, 14:00–15:30 Geneva."
    assert rows == [said, "3"]
    assert found(tree, ".lede")[0].text_content().strip() == (
        "One session differs from version 1. 3 people are told by mail. 2 entries in calendars come or move."
    )
    assert [b.text_content() for b in found(tree, "section[aria-labelledby=people] li button")] == [
        "Ana",
        "Bo",
    ]
    assert found(tree, "#note")[0].text.strip() == "Thank you."
    own = said.replace("15:00–16:00 Geneva", "15:00–16:00 Geneva (11 Oct, 01:00–02:00 Fiji)")
    previewed = found(tree, ".note .lines")[0].text_content()
    assert f"– {own}" in previewed.splitlines()
    assert mails(app) == []  # looking sends nothing
    release(app)
    changed = "Programme changed: Example workshop"
    assert mails(app) == [
        ("amina@example.org", changed, None, None),
        ("ana@example.org", changed, None, None),
        ("ana@example.org", "Moderator: 2 · Early signs", "REQUEST", 1),
        (
            "bo@example.org",
            "Moderator: 2 · Early signs",
            "REQUEST",
            1,
        ),  # only has a role: its own mail says it
    ]
    assert "Thank you." in text_of(app, "bo@example.org")
    assert text_of(app, "amina@example.org") == previewed.strip()
    assert "Version 2 of the programme" in previewed
    public = html.fromstring(app.test_client().get("/meetings/example").text)
    assert [p.text_content() for p in found(public, ".news p")] == [said]


def test_calendars_of_those_in_a_role(app: Flask) -> None:
    a_world(app)
    with work(app, writing=False):
        message = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.to_email == "bo@example.org")
        ).one()
        calendar = Calendar.from_ical(message.calendar or b"")
    event: Any = calendar.walk("VEVENT")[0]
    assert (str(calendar["METHOD"]), str(event["UID"]), int(event["SEQUENCE"])) == (
        "REQUEST",
        "two@example",
        0,
    )
    assert (str(event["ATTENDEE"]), str(event["CONFERENCE"])) == (
        "mailto:bo@example.org",
        "http://127.0.0.1/meetings/example/join",  # the page that leads to the link
    )
    # Another title asks nobody again; the session that is cancelled is taken back, and comes back higher.
    edit(app, title="Warning signs")
    release(app)
    assert mails(app) == []
    for number, verb in enumerate((actions.cancel_session, actions.reinstate_session), start=2):
        with work(app):
            verb(
                OPERATOR, db.session.scalars(select(MeetingSession).where(MeetingSession.label == "2")).one()
            )
        release(app, number)
    assert [m[2:] for m in mails(app) if m[0] == "bo@example.org"] == [("CANCEL", 1), ("REQUEST", 2)]


def test_who_is_taken_off_in_the_draft_is_told_when_that_is_released(app: Flask) -> None:
    a_world(app)
    with work(app):
        bo = db.session.scalars(select(Speaker).where(Speaker.name == "Bo")).one()
        actions.remove_speaker(OPERATOR, bo)
    with work(app):
        assert keep_entries(db.session.query(Meeting).one()) == 0  # as when somebody else answers meanwhile
    tree = html.fromstring(signed_in(app, Role.ORGANIZER).get(PAGE).text)
    assert found(tree, ".lede")[0].text_content().strip() == (
        "One session differs from version 1. One person is told by mail. One entry vanishes."
    )
    assert "takes the calendar entry back" in found(tree, "section[aria-labelledby=people]")[0].text_content()
    release(app)
    assert mails(app) == [("bo@example.org", "No longer: 2 · Early signs", "CANCEL", 1)]


def test_a_cancelled_meeting_takes_back_every_entry_once(app: Flask) -> None:
    a_world(app)
    with work(app):
        actions.take_step(OPERATOR, db.session.query(Meeting).one(), MeetingStatus.CANCELLED)
    with work(app, writing=False):
        kind = OutboxMessage.letter == "role_cancelled"
        rows = db.session.scalars(select(OutboxMessage).where(kind).order_by(OutboxMessage.to_email)).all()
        stand = [(m.to_email, m.subject, m.calendar_method, "2 · Early signs" in m.text) for m in rows]
    assert stand == [
        (f"{name}@example.org", "Cancelled: Example workshop", "CANCEL", True) for name in ("ana", "bo")
    ]


def test_one_who_has_two_changed_entries_gets_one_update_for_each(app: Flask) -> None:
    a_world(app)
    delivered(app)
    with work(app):
        one = db.session.scalars(select(MeetingSession).where(MeetingSession.label == "1")).one()
        one.speakers.append(
            Speaker(role=SpeakerRole.CHAIR, name="Bo", email="bo@example.org", answer=SpeakerAnswer.CONFIRMED)
        )
    edit(app, **LATER)
    release(app)
    assert [m[1:] for m in mails(app) if m[0] == "bo@example.org"] == [
        ("Chair: 1 · Opening", "REQUEST", 0),
        ("Moderator: 2 · Early signs", "REQUEST", 1),
    ]
    # What has changed stands where the person was told otherwise before, and only there.
    moves = "– 2 · Early signs moves to 10 Oct, 15:00–16:00 Geneva. It was 10 Oct, 14:00–15:30 Geneva."
    assert f"This has changed since we last wrote to you.\n{moves}\n\n" in text_of(app, "bo@example.org")
    with work(app, writing=False):
        told = select(OutboxMessage.text).where(OutboxMessage.text.contains("since we last wrote"))
        assert len(db.session.scalars(told).all()) == 2  # Ana and Bo, of the second session
    delivered(app)
    # Whoever has confirmed as moderator and is made chair is told so, when that is public, and once.
    with work(app):
        actions.edit_speaker(
            OPERATOR, session_().speakers[1], SpeakerDraft(name="Bo", role=SpeakerRole.CHAIR)
        )
    assert "is told by mail" in signed_in(app, Role.ORGANIZER).get(PAGE).text
    release(app, 2)
    step(app, MeetingStatus.DRAFT)
    step(app, MeetingStatus.PUBLISHED)
    assert [m[1:] for m in mails(app) if m[0] == "bo@example.org"][2:] == [
        ("Chair: 2 · Early signs", "REQUEST", 2)
    ]
    said = text_of(app, "bo@example.org")
    assert "You are Chair in this session of" in said and "no longer: Bo (Moderator)" in said
    # So is whoever has two roles in one session, of either of them.
    with work(app):
        role = dict(role=SpeakerRole.PANELLIST, email="bo@example.org", answer=SpeakerAnswer.CONFIRMED)
        a_speaker(session_(), name="Bo", **role)
        the_programme_is_public(the_meeting())
        actions.edit_speaker(OPERATOR, speaker("Bo"), SpeakerDraft(name="Bo", role=SpeakerRole.RAPPORTEUR))
    release(app, 4)
    assert entries(app)[-1] == ("Chair, Rapporteur: 2 · Early signs", "REQUEST", 3)
    # And whoever is taken off one of them and keeps the other.
    delivered(app)
    with work(app):
        actions.remove_speaker(OPERATOR, speaker("Bo"))
    release(app, 5)
    assert entries(app)[-1] == ("Chair: 2 · Early signs", "REQUEST", 4)
    assert "no longer: Bo (Rapporteur)" in text_of(app, "bo@example.org")
    # A mail that has not left yet is replaced: what it said is no "It was" to anybody, and something has changed.
    edit(app, room="Room 7")
    release(app, 6)
    said = text_of(app, "bo@example.org")
    assert "since we last wrote to you.\n\nThank you." in said and "Room 7" in said


def test_a_request_that_waits_to_be_read_says_what_is_so_when_it_goes(app: Flask) -> None:
    """The house's words are written anew, those of the office wait for it; what is no longer so does not go."""
    a_world(app)
    office = signed_in(app, Role.ORGANIZER)
    with work(app):
        names = ("cy", "di", "ed", "flo")
        ids = [a_speaker(session_(), name=name, email=f"{name}@example.org").id for name in names]
    office.post("/meetings/example/people/ask", data={"chosen": ids})
    with work(app):
        batch = f"/outbox/batches/{db.session.query(OutboxBatch).one().key}"
        held = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.to_email == "di@example.org")
        ).one()
        own = f"/outbox/{held.key}/words"
    ours = {"subject": "As you told me", "text": "At 14:00. [personal link]"}
    first = read_mark(office.get(own).text)
    assert office.post(own, data=ours).status_code == 303
    assert "14:00–15:30" in text_of(app, "cy@example.org")
    read = read_mark(office.get(own).text)
    # Of two colleagues the second reads what the first has written before it is gone.
    assert office.post(own, data=ours | {"read": read}).status_code == 303
    late = {"subject": "Another", "text": "Come at 14:00! [personal link]", "read": first}
    behind = office.post(own, data=late)
    assert behind.status_code == 422 and "As you told me" in behind.text and "Come at 14:00!" in behind.text
    edit(app, **LATER)
    release(app)
    words = {
        "do": "save",
        "version": 0,
        "subject": "{role}",
        "text": "{session_facts}\n\nBring slides: {link}",
    }
    assert office.post("/meetings/example/letters/asked_to_speak", data=words).status_code == 303
    with work(app):
        record_answer(OPERATOR, speaker("ed"), SpeakerAnswer.CONFIRMED, "By telephone.")
        actions.remove_speaker(OPERATOR, speaker("flo"))
    assert "1 mail in your own words waits" in office.get(batch).text
    said = office.post(f"{batch}/send", follow_redirects=True).text
    assert "1 mail leaves now." in said and "1 mail was written anew: what it tells had changed." in said
    assert "2 mails are not sent: what they say is no longer so." in said
    text = text_of(app, "cy@example.org")
    assert "15:00–16:00" in text and "14:00" not in text and "Bring slides" in text
    assert "15:00–16:00" in office.get(own).text  # beside the words of the office
    stale = office.post(own, data=ours | {"read": read})  # from a page that was opened before
    assert stale.status_code == 422 and "has changed while you were writing" in stale.text
    assert "15:00–16:00" in stale.text and "At 14:00." in stale.text
    assert office.post(own, data=ours | {"read": read_mark(stale.text)}).status_code == 303
    assert "1 mail leaves now." in office.post(f"{batch}/send", follow_redirects=True).text
    assert text_of(app, "di@example.org") == ours["text"]
    # Who has not been asked yet is told of no move.
    assert [sum(m[0] == f"{name}@example.org" for m in mails(app)) for name in names] == [1, 1, 2, 1]


def read_mark(page: str) -> str:
    return str(re.findall(r'name="read"[^>]*value="([^"]+)"', page)[0])


def test_nobody_is_released_into_two_places_by_oversight(app: Flask) -> None:
    a_world(app)
    edit(app, "1", starts=datetime(2028, 10, 10, 14), ends=datetime(2028, 10, 10, 15))  # both in Room XX
    organizer = signed_in(app, Role.ORGANIZER)
    answer = organizer.post(PAGE, data={"version": 1, "note": "Thank you."})
    assert answer.status_code == 422
    tree = html.fromstring(answer.text)
    assert [" ".join(li.text_content().split()) for li in found(tree, ".checks .bad")] == [
        "must be mended before release: 1, 2 – Both are in Room XX at 14:00"
    ]
    assert found(tree, "#note")[0].text.strip() == "Thank you."
    assert organizer.post(PAGE, data={"version": 1, "despite": "y"}).status_code == 303


@pytest.mark.parametrize("changed", [False, True])
def test_what_is_not_released(app: Flask, changed: bool) -> None:
    a_world(app)
    if changed:
        edit(app, **LATER)
        release(app)
        edit(app, room="Room 27")
    text = release(app, 1, 422)
    wanted = (
        "Version 2 was released meanwhile." if changed else "Nothing in the draft differs from version 1."
    )
    assert (wanted in text and "Thank you." in text) or not changed
    assert len(mails(app)) == (4 if changed else 0)
    with work(app, writing=False):
        assert db.session.query(Meeting).one().released == (2 if changed else 1)


def test_after_the_meeting_nobody_is_written_to(app: Flask) -> None:
    a_world(app)
    clock.set_to(NOON + timedelta(days=60))
    with work(app):
        actions.take_step(OPERATOR, db.session.query(Meeting).one(), MeetingStatus.HELD)
    edit(app, **LATER)
    release(app)
    assert mails(app) == []


@pytest.mark.parametrize("to_its_end", [False, True])
def test_what_is_moved_into_the_past_moves_in_calendars_that_show_it_to_come(
    app: Flask, to_its_end: bool
) -> None:
    a_world(app)
    with work(app):  # Amina has the whole meeting in her calendar
        amina = db.session.scalars(select(Registration).where(Registration.name == "Amina")).one()
        registration_post.send(amina, registration_letters.APPROVED, "REQUEST")
    clock.set_to(datetime(2028, 10, 10, 11, tzinfo=UTC))  # 13:00 in Geneva
    if to_its_end:  # the whole meeting by two days, which are over
        with work(app):
            meeting = the_meeting()
            names = set(MeetingDraft.__dataclass_fields__) & set(dir(meeting))
            draft = MeetingDraft(**{name: getattr(meeting, name) for name in names})
            by = timedelta(days=-2)
            draft = replace(draft, starts=draft.starts + by, ends=draft.ends + by, registration_closes=None)
            actions.edit_meeting(OPERATOR, meeting, draft, meeting.version, move_sessions=True)
    else:
        edit(app, starts=datetime(2028, 10, 10, 11, 30), ends=datetime(2028, 10, 10, 12, 30))
        release(app)
    moved = "8 Oct, 14:00–15:30 Geneva" if to_its_end else "10 Oct, 11:30–12:30 Geneva"
    for email in ("bo@example.org", "ana@example.org"):
        assert [method for _subject, method, _n in entries(app, email)] == ["REQUEST"]
    assert moved in text_of(app, "bo@example.org")
    told = [(method, n) for to, _subject, method, n in mails(app) if to == "amina@example.org" and method]
    assert told == ([("REQUEST", 0), ("REQUEST", 1)] if to_its_end else [("REQUEST", 0)])
    before = mails(app)
    with work(app):  # now it has been, by every calendar
        keep_entries(the_meeting())
        meeting_moved_on(OPERATOR, the_meeting(), MeetingStatus.PUBLISHED)
    assert not to_its_end or mails(app) == before


def test_a_draft_has_no_release_page(app: Flask) -> None:
    with work(app):
        a_meeting("example", status=MeetingStatus.DRAFT)
    assert signed_in(app, Role.ORGANIZER).get(PAGE).status_code == 404


@pytest.mark.parametrize("number", [3, 40])
def test_what_the_page_costs(app: Flask, number: int) -> None:
    clock.set_to(NOON)
    with work(app):
        meeting = a_meeting("example")
        for n in range(number):
            a_session(meeting, label=str(n), starts=datetime(2028, 10, 10, 10) + timedelta(minutes=5 * n))
            a_registration(meeting, status=RegistrationStatus.APPROVED)
    edit(app, "0", title="Another")
    organizer = signed_in(app, Role.ORGANIZER)
    organizer.get(PAGE)
    with statements(app) as seen:
        assert organizer.get(PAGE).status_code == 200
    assert len(seen) == 22


def test_whoever_agrees_has_it_in_the_calendar_whoever_leaves_loses_it(app: Flask) -> None:
    """By their own link, signed in nowhere: and nobody else's entry is touched by that."""
    a_world(app)
    with work(app):
        two = db.session.scalars(select(MeetingSession).where(MeetingSession.label == "2")).one()
        cleo = Speaker(
            session=two,
            role=SpeakerRole.PANELLIST,
            name="Cleo",
            email="cleo@example.org",
            answer=SpeakerAnswer.ASKED,
        )
        db.session.add(cleo)
        db.session.flush()
        the_programme_is_public(two.meeting)
        request = request_of(cleo)
        request.zone, request.language = "Pacific/Fiji", "en"
        for to in (SpeakerAnswer.CONFIRMED, SpeakerAnswer.CONFIRMED, SpeakerAnswer.DECLINED):
            answer(request, AnswerDraft(to=to))
    assert mails(app) == [
        ("cleo@example.org", "Panellist: 2 · Early signs", "REQUEST", 0),
        ("cleo@example.org", "No longer: 2 · Early signs", "CANCEL", 1),
    ]


def test_a_session_that_moves_again_before_the_mail_has_left_loses_no_news_of_another(app: Flask) -> None:
    """An unsent update is replaced by the next one; the news of what else has changed goes by itself."""
    a_world(app)
    edit(app, "1", starts=datetime(2028, 10, 10, 11), ends=datetime(2028, 10, 10, 12))
    edit(app, **LATER)
    release(app)
    edit(app, room="Room 27")
    release(app, 2)
    with work(app, writing=False):
        rows = db.session.scalars(
            select(OutboxMessage)
            .where(OutboxMessage.to_email == "ana@example.org")
            .order_by(OutboxMessage.id)
        )
        stand = [(m.letter, m.delivery.value, "1 · Opening moves" in m.text) for m in rows]
    assert stand == [
        ("in_role", "superseded", False),
        ("new_version", "waiting", True),
        ("in_role", "superseded", False),
        ("new_version", "waiting", False),
        ("in_role", "waiting", False),
    ]


def test_perhaps_takes_no_entry_away(app: Flask) -> None:
    a_world(app)
    with work(app):
        bo = db.session.scalars(select(Speaker).where(Speaker.name == "Bo")).one()
        bo.answer = SpeakerAnswer.ASKED  # as an answer “tentative” by calendar leaves it
        assert keep_entries(bo.session.meeting) == 0
    edit(app, **LATER)
    release(app)
    assert [m[1:] for m in mails(app) if m[0] == "bo@example.org"] == [
        ("Moderator: 2 · Early signs", "REQUEST", 1)
    ]
