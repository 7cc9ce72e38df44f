"""What each address holds is what the public version owes it: the ways in which that went wrong."""

from dataclasses import replace
from datetime import timedelta

from flask import Flask
from lxml import html
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.directory.models import Person
from meetings.outbox.actions import begin_batch, edit_held, held_for
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.programme import actions
from meetings.programme.rules import (
    MeetingDraft,
    MeetingStatus,
    Mode,
    SpeakerAnswer,
    SpeakerDraft,
    SpeakerRole,
)
from meetings.registration.actions import approve, withdraw
from meetings.registration.models import Registration
from meetings.speakers.actions import correct_address, request_of
from tests.builders import a_person, a_registration
from tests.calendars.kit import events, fetch
from tests.kit_app import signed_in, work
from tests.programme.selecting import select as found
from tests.releasing.kit import (
    LATER,
    NOON,
    PAGE,
    a_world,
    add,
    answers,
    by_calendar,
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

HOUR = timedelta(hours=1)
YES, NO = SpeakerAnswer.CONFIRMED, SpeakerAnswer.DECLINED
AMINA = "amina@example.org"


def remove(app: Flask, name: str) -> None:
    with work(app):
        actions.remove_speaker(OPERATOR, speaker(name))


def move_meeting(app: Flask, days: int = 0, **changed: object) -> None:
    with work(app):
        meeting, by = the_meeting(), timedelta(days=days)
        names = set(MeetingDraft.__dataclass_fields__) & set(dir(meeting))
        draft = MeetingDraft(**{name: getattr(meeting, name) for name in names})
        draft = replace(draft, starts=draft.starts + by, ends=draft.ends + by, **changed)  # type: ignore[arg-type]
        actions.edit_meeting(OPERATOR, meeting, draft, meeting.version, move_sessions=True)


def stand(app: Flask) -> list[tuple[str, str, str]]:
    with work(app, writing=False):
        return [(one.name, one.role.value, one.answer.value) for one in session_().speakers]


def test_what_was_taken_back_is_published_again_as_a_release_is(app: Flask) -> None:
    a_world(app)
    step(app, MeetingStatus.DRAFT)
    remove(app, "Bo")
    edit(app, **LATER)
    assert mails(app) == []
    organizer = signed_in(app, Role.ORGANIZER)
    page = html.fromstring(organizer.get("/meetings/example").text)
    assert PAGE in [link.get("href") for link in found(page, "a.btn-main")]
    tree = html.fromstring(organizer.get(PAGE).text)
    assert found(tree, ".lede")[0].text_content().strip() == (
        "One session differs from version 1. 3 people are told by mail. "
        "One entry in a calendar comes or moves. One entry vanishes."
    )
    assert organizer.post(PAGE, data={"version": 2, "note": "Kept."}).status_code == 422
    release(app)
    changed = "Programme changed: Example workshop"
    went = [
        (AMINA, changed, None, None),
        ("ana@example.org", changed, None, None),
        ("ana@example.org", "Moderator: 2 · Early signs", "REQUEST", 1),
        ("bo@example.org", "No longer: 2 · Early signs", "CANCEL", 1),
    ]
    assert mails(app) == went
    assert "Thank you." in text_of(app, AMINA)
    with work(app, writing=False):
        assert (the_meeting().status, the_meeting().released) == (MeetingStatus.PUBLISHED, 2)
    # By the bare step of a meeting that was cancelled meanwhile it is no other.
    for to in (MeetingStatus.CANCELLED, MeetingStatus.DRAFT):
        step(app, to)
    with work(app):
        actions.cancel_session(OPERATOR, session_("1"))
    step(app, MeetingStatus.PUBLISHED)
    assert "1 · Opening" in text_of(app, AMINA)
    assert [m[1:] for m in entries(app, "ana@example.org")] == [("REQUEST", 1), ("CANCEL", 2), ("REQUEST", 3)]
    assert len(entries(app)) == 1


def test_what_nobody_can_read_is_released_all_the_same(app: Flask) -> None:
    """Another Bo in the role, another address in the directory, another address of one who answered “perhaps”."""
    a_world(app)
    with work(app):
        person = a_person("Di", email="di@old.example.org")
        add("Di", person_id=person.id).answer = YES
    release(app)
    remove(app, "Bo")
    with work(app):
        add("Bo", "bo2@example.org", YES).role = session_().speakers[0].role
        db.session.scalars(select(Person).where(Person.name == "Di")).one().email = "di@example.org"
    organizer = signed_in(app, Role.ORGANIZER)
    lede = found(html.fromstring(organizer.get(PAGE).text), ".lede")[0].text_content()
    assert lede.startswith("One session differs") or lede.startswith("Nothing that people read differs")
    release(app, 2)
    assert [e[1:] for e in entries(app)] == [("CANCEL", 1)]
    assert [e[1:] for e in entries(app, "bo2@example.org")] == [("REQUEST", 0)]
    assert [e[1:] for e in entries(app, "di@old.example.org")] == [("REQUEST", 0), ("CANCEL", 1)]
    assert [e[1:] for e in entries(app, "di@example.org")] == [("REQUEST", 0)]
    release(app, 3, 422)
    delivered(app)
    clock.set_to(NOON + HOUR)
    assert by_calendar(app, "TENTATIVE", 0, NOON + HOUR, "bo2@example.org") == ("applied", False)
    # The directory loses an address: who holds the entry there is told of a move, and still in which role.
    with work(app):
        db.session.scalars(select(Person).where(Person.name == "Di")).one().email = ""
    edit(app, room="Room 27")
    release(app, 3)
    assert entries(app, "di@example.org")[1:] == [("Panellist: 2 · Early signs", "REQUEST", 1)]
    assert "You are Panellist in this session" in text_of(app, "di@example.org")
    with work(app):
        correct_address(OPERATOR, request_of(speaker("Bo")).id, "bo3@example.org")
    assert [e[1:] for e in entries(app, "bo2@example.org")] == [("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2)]


def test_of_two_roles_at_one_address_the_firmest_is_told_and_answered(app: Flask) -> None:
    a_world(app)
    with work(app):
        add("Bo", "bo@example.org", NO)
    edit(app, **LATER)
    release(app)
    assert entries(app) == [("Moderator: 2 · Early signs", "REQUEST", 1)]
    assert "You are Moderator in this session" in text_of(app, "bo@example.org")
    delivered(app)
    clock.set_to(NOON + HOUR)
    assert by_calendar(app, "ACCEPTED", 1, NOON + HOUR) == ("applied", False)
    assert stand(app)[1:] == [("Bo", "moderator", "confirmed"), ("Bo", "panellist", "declined")]
    # Two people behind one mailbox: who was told has answered, the other is told.
    with work(app):
        add("Cy", "bo@example.org", YES)
    release(app, 2)
    assert by_calendar(app, "DECLINED", 1, NOON + 2 * HOUR) == ("applied", True)
    assert [row[2] for row in stand(app)] == ["confirmed", "declined", "declined", "confirmed"]
    assert entries(app)[1:] == [("Panellist: 2 · Early signs", "REQUEST", 2)]
    assert "Dear Cy," in text_of(app, "bo@example.org")


def test_the_answer_of_one_who_was_added_again_is_theirs(app: Flask) -> None:
    a_world(app)
    remove(app, "Bo")
    with work(app):
        add("Bo", "bo@example.org", YES)
    release(app)
    assert entries(app) == []  # who has the entry keeps it
    delivered(app)
    clock.set_to(NOON + HOUR)
    assert by_calendar(app, "DECLINED", 0, NOON + HOUR) == ("applied", True)
    assert stand(app)[1] == ("Bo", "panellist", "declined")
    page = signed_in(app, Role.ORGANIZER).get("/meetings/example/sessions/2").text
    assert page.count("By calendar:") == 1
    remove(app, "Bo")
    assert by_calendar(app, "ACCEPTED", 0, NOON + HOUR * 1.5) == (
        "applied",
        True,
    )  # nobody’s: the office sees it


def test_a_calendar_that_has_said_no_is_told_nothing_until_a_new_yes(app: Flask) -> None:
    a_world(app)
    delivered(app)
    clock.set_to(NOON + HOUR)
    assert by_calendar(app, "DECLINED", 0, NOON + HOUR) == ("applied", True)
    answers(app, "Ana", YES)
    move_meeting(app, 1)
    assert entries(app) == []
    # A yes by the same calendar is a yes to the entry as it was: it has moved since.
    assert by_calendar(app, "ACCEPTED", 0, NOON + 2 * HOUR) == ("applied", False)
    assert [e[1:] for e in entries(app)] == [("REQUEST", 1)]
    delivered(app)
    assert by_calendar(app, "DECLINED", 1, NOON + 3 * HOUR) == ("applied", True)
    clock.set_to(NOON + 4 * HOUR)
    answers(app, "Bo", YES)
    answers(app, "Bo", NO)
    assert [e[1:] for e in entries(app)] == [("REQUEST", 1), ("REQUEST", 2), ("CANCEL", 3)]
    assert by_calendar(app, "ACCEPTED", 3, NOON + 4 * HOUR) == ("taken_back", True)
    assert stand(app)[1] == ("Bo", "moderator", "declined")


def test_after_the_meeting_no_answer_counts_and_no_entry_moves(app: Flask) -> None:
    a_world(app)
    delivered(app)
    clock.set_to(NOON + timedelta(days=60))
    assert by_calendar(app, "DECLINED", 0, NOON + timedelta(days=59)) == ("applied", True)
    assert by_calendar(app, "ACCEPTED", 0, NOON + timedelta(days=60)) == ("applied", False)
    assert stand(app)[1] == ("Bo", "moderator", "confirmed")
    # Also while nobody has marked it as held: nothing of what has been is told anew, and nothing taken back.
    move_meeting(app, place="Palais, Room XX")
    edit(app, room="Room 27")
    remove(app, "Bo")
    release(app)
    step(app, MeetingStatus.DRAFT)
    step(app, MeetingStatus.PUBLISHED)
    assert mails(app) == []
    step(app, MeetingStatus.HELD)
    move_meeting(app, place="Palais, Room XXI")
    assert mails(app) == []
    # What was put off is still told.
    step(app, MeetingStatus.PUBLISHED)
    move_meeting(app, 60)
    came = [(AMINA, "REQUEST"), *2 * [("ana@example.org", "REQUEST")], ("bo@example.org", "CANCEL")]
    assert [(m[0], m[2]) for m in mails(app)] == came


def test_who_was_taken_off_in_the_draft_reads_of_it_as_it_is_public(app: Flask) -> None:
    a_world(app)
    remove(app, "Bo")
    with work(app):  # nor is a role that is another one in the draft anybody's news
        actions.edit_speaker(OPERATOR, speaker("Ana"), SpeakerDraft(name="Ana", role=SpeakerRole.CHAIR))
    move_meeting(app, 1)
    moved = [("Moderator: 2 · Early signs", "REQUEST", 1)]
    assert entries(app) == entries(app, "ana@example.org") == moved
    assert text_of(app, "bo@example.org").startswith("Dear Bo,\n\nYou are Moderator in this session of")
    release(app, 2)
    assert entries(app, "ana@example.org") == [*moved, ("Chair: 2 · Early signs", "REQUEST", 2)]
    assert text_of(app, "bo@example.org").startswith("Dear Bo,\n\nYou no longer have a role")
    with work(app, writing=False):
        names = select(OutboxMessage.to_name).where(OutboxMessage.to_email == "bo@example.org")
        assert set(db.session.scalars(names)) == {"Bo"}


def test_a_role_taken_off_in_the_draft_keeps_what_another_role_would_take(app: Flask) -> None:
    """Bo is printed as moderator and panellist, and answers for the one while the draft has lost the other."""
    a_world(app)
    with work(app):
        add("Bo", "bo@example.org", YES)
    release(app)
    answers(app, "Bo", NO)
    with work(app):
        actions.remove_speaker(OPERATOR, session_().speakers[1])
    answers(app, "Ana", YES)
    assert entries(app) == []
    with work(app):
        speaker("Bo").answer = SpeakerAnswer.ASKED
        add("Bo", "bo@example.org", NO)  # a no to what only the draft has
    move_meeting(app, 1)
    assert entries(app) == [("Moderator: 2 · Early signs", "REQUEST", 1)]
    assert "You are Moderator in this session of" in text_of(app, "bo@example.org")
    with work(app):
        actions.remove_speaker(OPERATOR, session_().speakers[1])
    answers(app, "Ana", YES)
    assert len(entries(app)) == 1
    release(app, 3)
    assert [e[1:] for e in entries(app)] == [("REQUEST", 1), ("CANCEL", 2)]


def test_a_word_of_the_office_goes_with_the_mail_that_replaces_its_own(app: Flask) -> None:
    a_world(app)
    edit(app, **LATER)
    release(app)  # “Thank you.”
    organizer = signed_in(app, Role.ORGANIZER)
    edit(app, room="Room 27")
    assert organizer.post(PAGE, data={"version": 2, "note": "Bring your slides."}).status_code == 303
    assert "Thank you.\n\nBring your slides." in text_of(app, "bo@example.org")
    delivered(app)
    edit(app, room="Room 28")
    assert organizer.post(PAGE, data={"version": 3, "note": ""}).status_code == 303
    assert "slides" not in text_of(app, "bo@example.org")


def test_who_must_come_or_join_another_way_is_told(app: Flask) -> None:
    """In person, afar, or both: the place and the way in, in the mails, the entries of roles and the feeds."""
    a_world(app)
    places = []
    for mode in (Mode.IN_PERSON, Mode.VIRTUAL):
        delivered(app)
        move_meeting(app, mode=mode)
        feed = events(fetch(app, "/calendar/example.ics"))
        places += [
            {(int(e["SEQUENCE"]), str(e["LOCATION"])) for e in feed},
            *(text_of(app, email).splitlines()[at] for email, at in ((AMINA, 6), ("bo@example.org", 7))),
        ]
    here = "Room XX, Geneva"
    assert places == [{(1, here)}, here, here, {(2, "Room XX")}, "Online", "Online"]
    assert [row[1:] for row in entries(app)] == [("REQUEST", 1), ("REQUEST", 2)]
    assert [row[1:] for row in mails(app) if row[0] == AMINA] == [
        ("Changed: Example workshop", "REQUEST", 1),
        ("Changed: Example workshop", "REQUEST", 2),
    ]


def test_a_mail_that_takes_an_entry_back_says_when_that_was(app: Flask) -> None:
    a_world(app)
    with work(app):
        withdraw(OPERATOR, db.session.scalars(select(Registration).where(Registration.email == AMINA)).one())
    assert "In your time (Fiji): from 10 October 2028, 20:00, to" in text_of(app, AMINA)
    remove(app, "Bo")
    release(app)
    said = text_of(app, "bo@example.org")
    step(app, MeetingStatus.CANCELLED)
    at = "2 · Early signs\n\n10 Oct, 14:00–15:30 Geneva, Room XX"
    assert [at in text for text in (said, text_of(app, "ana@example.org"))] == [True, True]


def test_whose_place_waits_to_be_read_is_told_of_the_place_as_it_is_when_that_goes(app: Flask) -> None:
    """Nobody hears that something has changed of which nobody has told them; the office's own words wait for it."""
    a_world(app)
    with work(app):
        batch = begin_batch("Places", "Office")
        key = batch.key
        with held_for(batch):
            for name in ("cy", "di"):
                approve(OPERATOR, a_registration(the_meeting(), email=f"{name}@example.org"))
        edit_held(held_for_one("di"), "Ours", "At ten. [personal link]")
        before = f"/outbox/{held_for_one('di').key}/words"
    edit(app, **LATER)
    release(app)
    move_meeting(app, 1)
    office = signed_in(app, Role.ORGANIZER)
    assert "1 mail in your own words waits" in office.get(f"/outbox/batches/{key}").text
    assert "1 mail leaves now." in office.post(f"/outbox/batches/{key}/send", follow_redirects=True).text
    with work(app):
        went = select(OutboxMessage).where(OutboxMessage.delivery == Delivery.WAITING)
        [mail] = [m for m in db.session.scalars(went) if m.to_email in ("cy@example.org", "di@example.org")]
        assert (mail.to_email, mail.letter, mail.calendar_sequence) == ("cy@example.org", "approved", 1)
        assert "11–12 October 2028" in mail.text and b"SEQUENCE:1" in (mail.calendar or b"")
    # What was being written to the mail that this one has replaced is not lost; a link that is no more is not named.
    ours = {"subject": "Ours", "text": "At eleven. [personal link]"}
    late = office.post(before, data=ours)
    assert (late.status_code, "At eleven. [personal link]" in late.text) == (422, True)
    move_meeting(app, mode=Mode.IN_PERSON)
    with work(app):
        own = f"/outbox/{held_for_one('di').key}/words"
    assert "this mail has none" in office.post(own, data=ours).text
    assert office.post(own, data=ours | {"text": "At eleven."}).status_code == 303
    assert "1 mail leaves now." in office.post(f"/outbox/batches/{key}/send", follow_redirects=True).text
    assert text_of(app, "di@example.org") == "At eleven."


def held_for_one(name: str) -> OutboxMessage:
    query = select(OutboxMessage).where(OutboxMessage.to_email == f"{name}@example.org")
    return db.session.scalars(query.where(OutboxMessage.delivery == Delivery.HELD)).one()
