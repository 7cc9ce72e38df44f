"""Asked by mail, answered by a personal link: through the doors that people take."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from flask import Flask
from sqlalchemy import select

from meetings.access.models import AuditRow, MailLink
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.programme import actions as programme
from meetings.programme.models import Meeting, Speaker
from meetings.programme.roles import in_roles
from meetings.programme.rules import Attribution, MeetingStatus, SpeakerAnswer, SpeakerRole
from meetings.speakers import actions
from meetings.speakers.models import RoleRequest
from tests.builders import a_meeting, a_person, a_session, the_programme_is_public
from tests.kit_app import an_actor, signed_in, statements, work
from tests.speakers.kit import PDF, a_speaker, link_to, plain

A = SpeakerAnswer
ASK = {"email": "Ana@example.org", "minutes": "8", "language": "en", "zone": "Pacific/Fiji"}
YES = {
    "answer": "yes",
    "talk": "What works in Suva",
    "bio": "Lawyer.",
    "language": "fr",
    "services": ["captioning", "parking"],
}


@pytest.fixture
def session(app: Flask) -> dict[str, Any]:
    """A meeting with one session and one panellist of it; the ids."""
    with work(app):
        meeting = a_meeting("workshop")
        one = a_session(meeting, label="3", title="Digital space")
        speaker = a_speaker(one, email="", minutes=None)
        return {"speaker": speaker.id, "session": one.id, "meeting": meeting.id}


def page_of(session: dict[str, Any], path: str = "asked") -> str:
    return f"/meetings/workshop/sessions/3/speakers/{session['speaker']}/{path}"


def stands(app: Flask, *names: str) -> tuple[Any, ...]:
    with work(app, writing=False):
        speaker = db.session.scalars(select(Speaker).order_by(Speaker.id)).first()
        return tuple(getattr(speaker, name) for name in names)


def test_asked_confirmed_changed_declined_and_the_trail(app: Flask, session: dict[str, Any]) -> None:
    organizer, anybody = signed_in(app, Role.ORGANIZER), app.test_client()
    assert organizer.post(page_of(session), data=ASK | {"email": "nobody"}).status_code == 422
    assert organizer.post(page_of(session), data=ASK).status_code == 303
    assert stands(app, "answer", "email", "minutes") == (A.ASKED, "ana@example.org", 8)
    with work(app, writing=False):
        [mail] = db.session.scalars(select(OutboxMessage))
        assert (mail.subject, mail.letter) == (f"Panellist, {mail_meeting()}", "asked_to_speak")
        assert "10 October 2028, 10:00–11:30, Geneva time" in mail.text
        assert "In your time (Fiji): 10 October 2028, 20:00–21:30" in mail.text
        assert "Speaking time: 8 minutes" in mail.text and "[personal link]" in mail.text
    # Asked a second time the same day: only a wrong address is mended.
    assert "less than 24 hours" in organizer.post(page_of(session), data=ASK).text
    link = link_to(app, "ana@example.org")
    for _ in range(2):
        page = anybody.get(link).text
        assert "Digital space" in page and "8 minutes" in page and "20:00–21:30" in page
        assert "Where Geneva , Room XX and online" in plain(page)
    assert stands(app, "answer", "answered_at") == (A.ASKED, None)  # opening it changes nothing
    sent = anybody.post(link, data=YES | {"presentation": (BytesIO(PDF), "talk.pdf")})
    assert (sent.status_code, sent.headers["Location"]) == (303, link)
    said = ("answer", "talk", "bio", "language", "needs")
    assert stands(app, *said) == (A.CONFIRMED, "What works in Suva", "Lawyer.", "fr", "captioning,parking")
    assert anybody.get(f"{link}/presentation").data == PDF
    office = organizer.get(page_of(session)).text
    assert "Captioning, Parking close to the entrance" in plain(office) and "talk.pdf" in office
    assert organizer.get(page_of(session, "presentation")).data == PDF
    # Sent again, changed: the file that is named stays, unless it is taken out.
    token = anybody.get(link).text.partition('name="presentation-kept" value="')[2].partition('"')[0]
    anybody.post(link, data=YES | {"talk": "Other", "services": [], "presentation-kept": token})
    assert (stands(app, "talk", "needs"), anybody.get(f"{link}/presentation").data) == (("Other", ""), PDF)
    out = YES | {"presentation-kept": token, "presentation-out": "yes"}
    anybody.post(link, data=out)
    assert anybody.get(f"{link}/presentation").status_code == 404
    anybody.post(link, data={"answer": "no", "why": "I travel that week."})
    assert stands(app, "answer", "why", "needs") == (A.DECLINED, "I travel that week.", "")
    assert "I travel that week." in organizer.get("/meetings/workshop/people").text
    with work(app, writing=False):
        trail = db.session.scalars(select(AuditRow).where(AuditRow.on_kind == "role_request")).all()
        assert [row.verb for row in trail] == ["ask_speaker"]  # what people do themselves is no act of staff
        assert db.session.scalars(select(StoredFile)).all() == []


def test_a_link_that_went_to_a_wrong_address_ends_with_it(app: Flask, session: dict[str, Any]) -> None:
    organizer, anybody = signed_in(app, Role.ORGANIZER), app.test_client()
    organizer.post(page_of(session), data=ASK | {"email": "wrong@example.org"})
    wrong = link_to(app, "wrong@example.org")
    assert organizer.post(page_of(session), data=ASK).status_code == 303
    ana = link_to(app, "ana@example.org")
    anybody.post(ana, data=YES | {"presentation": (BytesIO(PDF), "talk.pdf")})
    for path in ("", "/presentation", "/briefing"):
        assert anybody.get(wrong + path).status_code == 404
    assert [anybody.post(wrong + path, data={"answer": "no"}).status_code for path in ("", "/join")] == [
        404
    ] * 2
    assert stands(app, "answer", "why", "talk") == (A.CONFIRMED, "", "What works in Suva")
    assert anybody.get(f"{ana}/presentation").data == PDF

    def states() -> list[tuple[str, Delivery]]:
        with work(app, writing=False):
            rows = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
            return [(m.to_email.partition("@")[0], m.delivery) for m in rows if m.link_purpose]

    # What had not left yet does not go any more, nor does it wait to be tried again.
    assert states() == [("wrong", Delivery.SUPERSEDED), ("ana", Delivery.WAITING)]
    # The same where the outbox mends a mail that could not be delivered; a link that reached the right address stays.
    with work(app):
        speaker = db.session.get_one(Speaker, session["speaker"])
        speaker.answer, failed = A.ASKED, db.session.scalars(select(OutboxMessage)).all()[-1]
        failed.delivery, key = Delivery.FAILED, failed.key
    assert organizer.post(f"/outbox/{key}/mend", data={"email": "new@example.org"}).status_code == 303
    new = link_to(app, "new@example.org")
    assert [anybody.get(link).status_code for link in (wrong, ana, new)] == [404, 404, 200]
    clock.set_to(clock.now() + timedelta(hours=25))
    organizer = signed_in(app, Role.ORGANIZER)
    assert organizer.post(page_of(session).replace("asked", "remind")).status_code == 303
    assert [anybody.get(link).status_code for link in (new, link_to(app, "new@example.org"))] == [200, 200]
    D = Delivery
    assert states() == [
        ("wrong", D.SUPERSEDED),
        ("ana", D.SUPERSEDED),
        ("new", D.WAITING),
        ("new", D.WAITING),
    ]


def test_the_wrong_address_of_somebody_who_has_agreed_is_mended_too(
    app: Flask, session: dict[str, Any]
) -> None:
    organizer = signed_in(app, Role.ORGANIZER)
    with work(app):
        db.session.get_one(Speaker, session["speaker"]).email = "wrong@example.org"
        the_programme_is_public(db.session.get_one(Meeting, session["meeting"]))
    said = {"answer": "confirmed", "note": "By telephone."}
    assert organizer.post(page_of(session, "answer"), data=said).status_code == 303
    with work(app):
        entry = db.session.scalars(select(OutboxMessage)).one()
        entry.delivery, key = Delivery.FAILED, entry.key
    answer = organizer.post(f"/outbox/{key}/mend", data={"email": "ana@example.org"})
    assert answer.status_code == 303
    assert stands(app, "email", "answer") == ("ana@example.org", A.CONFIRMED)
    with work(app, writing=False):  # the entry goes there in one mail
        rows = db.session.scalars(select(OutboxMessage).where(OutboxMessage.to_email == "ana@example.org"))
        mails = [(m.calendar_method, m.key) for m in rows]
    assert [method for method, _key in mails] == ["REQUEST"]
    assert answer.location.endswith(mails[0][1])


def test_who_has_agreed_by_a_link_has_one_at_the_right_address_too(
    app: Flask, session: dict[str, Any]
) -> None:
    organizer, anybody = signed_in(app, Role.ORGANIZER), app.test_client()
    organizer.post(page_of(session), data=ASK | {"email": "wrong@example.org"})
    wrong = link_to(app, "wrong@example.org")
    with work(app):
        for mail in db.session.scalars(select(OutboxMessage)):
            mail.delivery = Delivery.SENT
        the_programme_is_public(db.session.get_one(Meeting, session["meeting"]))
    assert anybody.post(wrong, data=YES).status_code == 303
    with work(app):
        entry = db.session.scalars(select(OutboxMessage).where(OutboxMessage.letter == "in_role")).one()
        entry.delivery, key = Delivery.FAILED, entry.key
    assert organizer.post(f"/outbox/{key}/mend", data={"email": "ana@example.org"}).status_code == 303
    right = link_to(app, "ana@example.org")
    assert [anybody.get(path).status_code for path in (wrong, right)] == [404, 200]
    assert "What works in Suva" in anybody.get(right).text
    with work(app, writing=False):  # who has agreed is not asked again
        to_ana = select(OutboxMessage).where(OutboxMessage.to_email == "ana@example.org")
        assert {mail.letter for mail in db.session.scalars(to_ana)} == {"in_role", "role_new_address"}


def test_what_is_held_stays_held_when_the_address_is_corrected_of_another_role(
    app: Flask, session: dict[str, Any]
) -> None:
    organizer = signed_in(app, Role.ORGANIZER)
    with work(app):
        first = db.session.get_one(Speaker, session["speaker"])
        other = a_speaker(a_session(first.session.meeting), name=first.name, email="wrong@example.org")
        first.email = other.email
        ids = [first.id, other.id]
    assert organizer.post("/meetings/workshop/people/ask", data={"chosen": ids}).status_code == 303
    assert organizer.post(page_of(session), data=ASK).status_code == 303
    with work(app, writing=False):
        rows = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        found = [(m.to_email.partition("@")[0], m.delivery) for m in rows]
    gone = ("wrong", Delivery.SUPERSEDED)
    assert found == [gone, gone, ("ana", Delivery.WAITING), ("ana", Delivery.HELD)]


def mail_meeting() -> str:
    return db.session.scalars(select(Meeting.title)).one()


def test_bad_input_gets_a_sentence_and_is_kept(app: Flask, session: dict[str, Any]) -> None:
    organizer, anybody = signed_in(app, Role.ORGANIZER), app.test_client()
    organizer.post(page_of(session), data=ASK)
    link = link_to(app, "ana@example.org")
    for given, sentence in (
        ({"talk": "a\0b"}, "a character that cannot be shown"),
        ({"talk": "x" * 301}, "At most 300 characters."),
        ({"bio": "x" * 3001}, "At most 3000 characters."),
        ({"language": "xx"}, "Not a valid choice"),
        ({"services": ["diagnosis"]}, "not a valid choice"),
        ({"presentation": (BytesIO(b"MZ"), "slides.pptx")}, "Send a PDF, a Word document"),
        ({"presentation": (BytesIO(b"MZ"), "slides.pdf")}, "something else inside"),
    ):
        answer = anybody.post(link, data=YES | given)
        assert answer.status_code == 422 and sentence in answer.text, given
    # A file that came with a form that needs mending is kept for the next try.
    answer = anybody.post(link, data=YES | {"talk": "a\0b", "presentation": (BytesIO(PDF), "talk.pdf")})
    assert "Kept: talk.pdf" in answer.text
    assert anybody.post(link, data={"answer": "no", "why": "y" * 501}).status_code == 422
    assert stands(app, "answer") == (A.ASKED,)
    for path in ("/speaking/unknown", "/speaking/a.b", link[:-2] + "xx"):
        assert anybody.get(path).status_code == 404
    with work(app):
        db.session.scalars(select(MailLink)).one().expires_at = clock.now() - timedelta(seconds=1)
    assert anybody.get(link).status_code == 404


@pytest.mark.parametrize("how", ["removed", "session", "meeting", "begun"])
def test_a_link_of_what_is_over_says_so_and_does_nothing(
    app: Flask, session: dict[str, Any], how: str
) -> None:
    organizer, anybody = signed_in(app, Role.ORGANIZER), app.test_client()
    organizer.post(page_of(session), data=ASK)
    link = link_to(app, "ana@example.org")
    with work(app):
        speaker = db.session.get_one(Speaker, session["speaker"])
        staff = an_actor(Role.ORGANIZER)
        if how == "removed":
            programme.remove_speaker(staff, speaker)
        elif how == "session":
            programme.cancel_session(staff, speaker.session)
            the_programme_is_public(speaker.session.meeting)
        elif how == "meeting":
            programme.take_step(staff, speaker.session.meeting, MeetingStatus.CANCELLED)
        else:
            clock.set_to(datetime(2028, 10, 10, 8, 0, tzinfo=UTC))
    told = {
        "removed": "You are no longer asked to take this role.",
        "session": "The session is cancelled.",
        "meeting": "The meeting is cancelled.",
        "begun": "The session has begun; nothing can be changed here any more.",
    }
    for answer in (
        anybody.get(link),
        anybody.post(link, data=YES),
        anybody.post(link, data={"answer": "no"}),
    ):
        assert answer.status_code in (200, 409)
        assert told[how] in answer.text and "Opening the link has changed nothing" not in answer.text
    with work(app, writing=False):
        assert [s.answer for s in db.session.scalars(select(Speaker))] == (
            [] if how == "removed" else [A.ASKED]
        )
        assert db.session.scalars(select(RoleRequest)).one().file_id is None


def test_several_at_once_are_read_first_and_reminded_once_a_day(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("workshop")
        one = a_session(meeting, label="3")
        known = a_person(email="known@example.org", zone="Asia/Tokyo")
        given = (
            dict(email="a@example.org"),
            dict(email="", person_id=known.id),
            dict(email="", name="No Address"),
            dict(email="c@example.org", name="Said Yes", answer=A.CONFIRMED),
        )
        ids = [a_speaker(one, **values).id for values in given]
        other = a_speaker(a_session(a_meeting("other")), email="other@example.org").id
    organizer = signed_in(app, Role.ORGANIZER)
    assert organizer.post("/meetings/workshop/people/ask").status_code == 422
    sent = organizer.post("/meetings/workshop/people/ask", data={"chosen": [*ids, other, "x", "9" * 30]})
    assert sent.headers["Location"].startswith("/outbox/")
    page = plain(organizer.get("/meetings/workshop/people").text)
    assert "No Address: Write the address: the directory knows none." in page
    assert "Said Yes: This has been answered already: confirmed. Nothing was changed." in page

    def mails() -> list[tuple[str, str, Delivery]]:
        with work(app, writing=False):
            rows = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
            return [(m.to_email, m.letter, m.delivery) for m in rows]

    held = [(f"{who}@example.org", "asked_to_speak", Delivery.HELD) for who in ("a", "known")]
    assert mails() == held
    assert organizer.post("/meetings/workshop/people/remind").headers["Location"].endswith("/people")
    assert mails() == held  # nobody twice within a day
    clock.set_to(clock.now() + timedelta(hours=25))
    organizer = signed_in(app, Role.ORGANIZER)
    organizer.post("/meetings/workshop/people/remind")
    assert [letter for _to, letter, _state in mails()] == ["asked_to_speak"] * 2 + ["remind_speaker"] * 2
    home = plain(organizer.get("/home").text)
    assert "3 speakers have not answered" in home and "1 speaker has not answered" in home
    with work(app):
        staff = an_actor(Role.ORGANIZER)
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == "workshop")).one()
        with statements(app) as seen:
            rows = in_roles(staff, meeting)
        assert len(seen) == 1
        told = [(r.email, r.role, r.zone, r.answer) for r in rows]
        P = SpeakerRole.PANELLIST
        assert told == [
            ("a@example.org", P, "", A.ASKED),
            ("known@example.org", P, "Asia/Tokyo", A.ASKED),
            ("", P, "", A.NOT_ASKED),
            ("c@example.org", P, "", A.CONFIRMED),
        ]
        assert in_roles(an_actor(Role.PARTICIPANT, meeting.id), meeting) == []
        programme.remove_speaker(staff, db.session.get_one(Speaker, ids[0]))
    with work(app):
        actions.keep_requests()  # the mails of somebody who was taken off do not go
    states = [(to.partition("@")[0], state) for to, _letter, state in mails()]
    D = Delivery
    assert states == [("a", D.DISCARDED), ("known", D.HELD), ("a", D.DISCARDED), ("known", D.HELD)]


def test_by_the_link_a_released_session_is_as_everybody_reads_it(app: Flask, session: dict[str, Any]) -> None:
    organizer, anybody = signed_in(app, Role.ORGANIZER), app.test_client()
    with work(app):
        one = db.session.get_one(Speaker, session["speaker"]).session
        one.title, one.label = "Drafted title", "22"
        one.starts, one.starts_at = one.starts + timedelta(hours=1), one.starts_at + timedelta(hours=1)
        one.cancelled_at = clock.now()
    asked = page_of(session).replace("/3/", "/22/")
    assert organizer.post(asked, data=ASK).status_code == 422  # the office sees its draft
    with work(app):
        db.session.get_one(Speaker, session["speaker"]).session.cancelled_at = None
    assert organizer.post(asked, data=ASK).status_code == 303
    with work(app):
        [mail] = db.session.scalars(select(OutboxMessage))
        assert "Session 3: Digital space" in mail.text and "10:00–11:30, Geneva" in mail.text
        db.session.get_one(Speaker, session["speaker"]).session.cancelled_at = clock.now()
    link = link_to(app, "ana@example.org")
    page = plain(anybody.get(link).text)
    assert "3 · Digital space" in page and "Drafted" not in page
    assert anybody.post(link, data=YES).status_code == 303  # nobody was told that it is cancelled
    assert stands(app, "answer") == (A.CONFIRMED,)


def test_the_office_notes_an_answer_with_how_it_came(app: Flask, session: dict[str, Any]) -> None:
    organizer = signed_in(app, Role.ORGANIZER)
    assert organizer.post(page_of(session, "answer"), data={"answer": "confirmed"}).status_code == 422
    assert (
        organizer.post(page_of(session, "answer"), data={"answer": "asked", "note": "x"}).status_code == 422
    )
    organizer.post(page_of(session, "answer"), data={"answer": "confirmed", "note": "By telephone, Monday."})
    assert stands(app, "answer") == (A.CONFIRMED,)
    with work(app, writing=False):
        row = db.session.scalars(select(AuditRow).where(AuditRow.verb == "record_answer")).one()
        assert row.after == {"answer": "confirmed", "note": "By telephone, Monday."}
    assert "confirmed" in plain(organizer.get("/meetings/workshop/sessions/3").text)
    with statements(app) as first:
        organizer.get("/meetings/workshop/people")
    with work(app):
        meeting = db.session.get_one(Meeting, session["meeting"])
        for number in range(5):
            a_speaker(a_session(meeting, label=f"x{number}"))
    with statements(app) as more:
        organizer.get("/meetings/workshop/people")
    assert len(more) == len(first)


def test_a_briefing_note_for_those_who_lead(app: Flask, session: dict[str, Any]) -> None:
    with work(app):
        one = db.session.get_one(Speaker, session["speaker"]).session
        one.attribution, one.interpretation = Attribution.CHATHAM_HOUSE, ["en", "ar"]
        the_programme_is_public(one.meeting)
        speakers = one.speakers
        speakers[0].minutes, speakers[0].talk = 10, "What works in Suva"
        a_speaker(one, name="Not Coming", answer=A.DECLINED, email="")
        a_speaker(one, name="Rana Rapporteur", role=SpeakerRole.RAPPORTEUR, email="")
        a_speaker(one, name="Mo Moderator", role=SpeakerRole.MODERATOR, minutes=5, email="mo@example.org")
    organizer, anybody = signed_in(app, Role.ORGANIZER), app.test_client()
    with work(app):
        moderator = db.session.scalars(select(Speaker).where(Speaker.role == SpeakerRole.MODERATOR)).one()
        actions.ask(an_actor(Role.ORGANIZER), moderator, "mo@example.org", 5)
    link = link_to(app, "mo@example.org")
    assert anybody.get(f"{link}/briefing").status_code == 404  # not before the role was taken
    anybody.post(link, data={"answer": "yes"})
    for page in (organizer.get("/meetings/workshop/sessions/3/briefing"), anybody.get(f"{link}/briefing")):
        words = plain(page.text)
        assert "10:00–10:05" in words and "10:05–10:15" in words and "English, Arabic" in words
        assert words.index("Mo Moderator") < words.index("Ana Example") and "Not Coming" not in words
        assert "but never who said it" in words
        assert "75 minutes are left for questions from the floor." in words
    for path in ("/meetings/workshop/sessions/3/briefing.docx", f"{link}/briefing.docx"):
        made = Document(
            BytesIO(anybody.get(path).data if path.startswith(link) else organizer.get(path).data)
        )
        [table] = made.tables
        cells = [[cell.text for cell in row.cells] for row in table.rows][1:]
        assert cells == [
            ["10:00–10:05", "5", "Mo Moderator\nModerator", "", ""],
            ["10:05–10:15", "10", "Ana Example\nPanellist", "What works in Suva", ""],
        ]
        text = "\n".join(p.text for p in made.paragraphs)
        assert "/meetings/workshop/sessions/3/floor" in text and "/speaking/" not in text
    # Who is taken off in the draft leads on, and reads of the session as it is public, until that is released.
    own = [f"{link}/{page}" for page in ("briefing", "briefing.docx", "floor", "minutes", "summary")]
    with work(app):
        one = db.session.get_one(Speaker, session["speaker"]).session
        the_programme_is_public(one.meeting)
        a_speaker(one, name="Nu New", role=SpeakerRole.MODERATOR, email="")
        mo = db.session.scalars(select(Speaker).where(Speaker.name == "Mo Moderator")).one()
        mo.role = SpeakerRole.PANELLIST
    assert "Role Moderator Session 3" in plain(anybody.get(link).text)
    with work(app):
        programme.remove_speaker(an_actor(Role.ORGANIZER), db.session.merge(mo))
    words = plain(anybody.get(own[0]).text)
    assert "10:00–10:05 5 Mo Moderator Moderator" in words and "Nu New" not in words
    assert {anybody.get(path).status_code for path in own} == {200} and "Briefing note" in anybody.get(
        link
    ).text
    with work(app):
        the_programme_is_public(db.session.get_one(Speaker, session["speaker"]).session.meeting)
    assert {anybody.get(path).status_code for path in own} == {404}
