"""Editing the texts of mails on their pages: previewed with a real person, kept, sent with the next decision."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.agenda import letters as agenda_letters
from meetings.base import clock
from meetings.base.database import db
from meetings.invitations import letters as invitation_letters
from meetings.letters.models import LetterText
from meetings.outbox.models import OutboxMessage
from meetings.programme.models import Meeting
from meetings.registration import letters
from meetings.registration.rules import RegistrationStatus
from meetings.releasing import letters as release_letters
from meetings.rounds import letters as round_letters
from meetings.speakers import letters as speaker_letters
from tests.builders import a_meeting, a_registration
from tests.kit_app import ON_ONE_DATABASE, signed_in, statements, work
from tests.letters.reading import errors, mail_on, texts, typed_on
from tests.registration.steps import mails

pytestmark = ON_ONE_DATABASE

R = RegistrationStatus
KINDS = (
    *letters.KINDS,
    *speaker_letters.KINDS,
    *invitation_letters.KINDS,
    *release_letters.KINDS,
    *agenda_letters.KINDS,
    *round_letters.KINDS,
)
AT = "/meetings/workshop/letters"
NEW = {"subject": "Welcome to {meeting}", "text": "Dear {name},\n\n{when_and_where}\n\nJoin: {join_link}"}


def an_organizer(app: Flask, **given: Any) -> FlaskClient:
    """An organizer's browser; a workshop in a room and Amina's registration for it are there."""
    clock.set_to(datetime(2028, 9, 1, 12, tzinfo=UTC))
    with work(app):
        meeting = a_meeting("workshop", title="Example workshop", join_link="https://video.example.org/room")
        a_registration(meeting, **{"key": "amina", "name": "Amina Kebede", "zone": "Pacific/Fiji"} | given)
    return signed_in(app, Role.ORGANIZER)


def the_workshop() -> Meeting:
    """Call it inside `work(app)`."""
    return db.session.scalars(select(Meeting).where(Meeting.slug == "workshop")).one()


def save(client: FlaskClient, code: str = "approved", **typed: str) -> TestResponse:
    return client.post(f"{AT}/{code}", data=NEW | {"do": "save", "version": "0"} | typed)


def kept(app: Flask) -> list[tuple[str, str, str, int]]:
    with work(app):
        rows = db.session.scalars(select(LetterText).order_by(LetterText.id)).all()
        return [(row.kind, row.language, row.subject, row.version) for row in rows]


def test_the_whole_path(app: Flask) -> None:
    client = an_organizer(app)
    assert f'href="{AT}"' in client.get("/meetings/workshop/registrations").text
    listed = client.get(AT)
    assert texts(listed, "//section//h2[starts-with(@id, 'mails-')]") == [
        "Registrations",
        "People in the programme",
        "Invitations and nominations",
        "Programme",
        "Updates of organizations",
        "Confirmation of summaries",
    ]
    assert texts(listed, "//tbody//th/a") == [kind.label for kind in KINDS]
    assert texts(listed, "//tbody//td[1]") == ["default"] * len(KINDS)
    assert texts(listed, "//tbody//th/span") == [kind.when for kind in KINDS]

    page = client.get(f"{AT}/approved")
    assert mail_on(page)[0] == "You are registered: Example workshop"
    assert mail_on(page)[1][0] == "Dear Amina Kebede,"
    assert typed_on(page)["subject"] == "You are registered: {meeting}"

    tried = client.post(f"{AT}/approved", data=NEW | {"do": "preview", "version": "0", "person": "amina"})
    assert tried.status_code == 200
    where = (
        "Example workshop 10–11 October 2028, 10:00–18:00, Geneva time Room XX, Geneva, and online "
        "In your time (Fiji): from 10 October 2028, 20:00, to 12 October 2028, 04:00"
    )
    preview = (
        "Welcome to Example workshop",
        ["Dear Amina Kebede,", where, "Join: [personal link]"],
    )
    assert mail_on(tried) == preview
    assert typed_on(tried) == NEW | {"version": "0"}
    assert (kept(app), mails(app)) == ([], []), "a preview changes nothing and sends nothing"

    saved = save(client, person="amina")
    assert (saved.status_code, saved.headers["Location"]) == (303, f"{AT}/approved?person=amina")
    again = client.get(saved.headers["Location"])
    assert "The text is saved. It goes with the next mail." in again.text
    assert (mail_on(again), typed_on(again)) == (preview, NEW | {"version": "1"})
    assert texts(client.get(AT), "//tbody//td[1]").count("edited") == 1

    decided = client.post("/registrations/amina/decision", data={"decision": "approve", "seen": "submitted"})
    assert decided.status_code == 303
    [message] = mails(app)
    assert (message.letter, message.subject, message.calendar_method) == ("approved", preview[0], "REQUEST")
    assert [" ".join(p.split()) for p in message.text.split("\n\n")] == preview[1]
    counted = dict(zip([k.code for k in KINDS], texts(client.get(AT), "//tbody//td[2]"), strict=True))
    assert counted == dict.fromkeys(counted, "0") | {"approved": "0 1 waits"}


def test_back_to_the_default(app: Flask) -> None:
    client = an_organizer(app)
    save(client)
    page = client.get(f"{AT}/approved")
    assert texts(page, "//aside//*[@id='default']") == ["The default"]
    back = client.post(f"{AT}/approved/default?person=amina", data={"version": "1"})
    assert (back.status_code, back.headers["Location"]) == (303, f"{AT}/approved?person=amina")
    page = client.get(f"{AT}/approved")
    assert typed_on(page)["subject"] == "You are registered: {meeting}"
    assert texts(page, "//aside//*[@id='default']") == []
    assert "Welcome to {meeting}" in page.text, "the trail keeps what stood"
    assert kept(app) == [("approved", "en", "", 2)]
    with work(app, writing=False):
        verbs = db.session.scalars(select(AuditRow.verb).where(AuditRow.on_kind == "letter_text")).all()
    assert list(verbs) == ["change_letter", "default_letter"]


def test_the_default_saved_as_it_is_stays_the_default(app: Flask) -> None:
    client = an_organizer(app)
    typed = typed_on(client.get(f"{AT}/approved"))
    assert client.post(f"{AT}/approved", data=typed | {"do": "save"}).status_code == 303
    assert [row[2] for row in kept(app)] == [""]
    assert "the default stands" in client.get(f"{AT}/approved").text


def test_a_stale_edit_shows_both(app: Flask) -> None:
    client = an_organizer(app)
    save(client, subject="The first")
    stale = save(client, subject="The second", text="Mine. {name}")
    assert stale.status_code == 422
    assert texts(stale, "//div[@class='note warn']//strong") == ["The first"]
    assert typed_on(stale) == {"subject": "The second", "text": "Mine. {name}", "version": "1"}
    assert [row[2:] for row in kept(app)] == [("The first", 1)]
    assert client.post(f"{AT}/approved", data=typed_on(stale) | {"do": "save"}).status_code == 303
    assert [row[2:] for row in kept(app)] == [("The second", 2)]


def test_a_stale_way_back_changes_nothing(app: Flask) -> None:
    client = an_organizer(app)
    save(client, subject="The first")
    save(client, subject="The second", version="1")
    stale = client.post(f"{AT}/approved/default", data={"version": "1"})
    assert stale.status_code == 409
    assert [e.partition(".")[0] for e in errors(stale)] == ["Somebody changed this while you were writing"]
    assert [row[2:] for row in kept(app)] == [("The second", 2)]


def test_back_and_edited_anew_is_stale_for_who_saw_the_first(app: Flask) -> None:
    client = an_organizer(app)
    save(client, subject="The first")
    client.post(f"{AT}/approved/default", data={"version": "1"})
    save(client, subject="The third", version="2")
    assert save(client, subject="Late", version="1").status_code == 422
    assert [row[2:] for row in kept(app)] == [("The third", 3)]


@pytest.mark.parametrize("do", ["save", "preview", "trial", ""])
def test_a_text_that_cannot_go_is_refused_beside_its_field_and_kept(app: Flask, do: str) -> None:
    client = an_organizer(app)
    page = save(client, "offered", subject="Now", text="Dear {nmae},", do=do)
    assert page.status_code == 422
    known = "{name}, {organization}, {meeting}, {when_and_where}, {programme}, {own_page}, {office}, {until}, {link}"
    assert errors(page) == [f"Text – “{{nmae}}” is not known here. These can be filled in: {known}."]
    assert typed_on(page)["text"] == "Dear {nmae},"
    assert texts(page, "//*[@id='mail']") == []
    assert "Mend the text first" in page.text
    missing = save(client, "offered", subject="Now", text="Dear {name}, until {until}.", do=do)
    assert errors(missing) == ["Text – This mail is of no use without {link}. Put it where it belongs."]
    assert (kept(app), mails(app)) == ([], [])


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("subject", "x" * 201, "Subject – At most 200 characters."),
        ("text", "x" * 10_001, "Text – At most 10000 characters."),
        ("subject", "", "Subject – Fill this in."),
        ("text", "a\0b", "Text – This holds a character that cannot be shown. Type the text again."),
        ("subject", "One\nTwo", "Subject – Write this on one line."),
    ],
)
def test_nasty_texts(app: Flask, field: str, value: str, sentence: str) -> None:
    page = save(an_organizer(app), **{field: value})
    assert (page.status_code, errors(page)) == (422, [sentence])
    assert kept(app) == []


def test_a_trial_goes_to_the_one_who_looks_and_to_nobody_else(app: Flask) -> None:
    client = an_organizer(app)
    sent = client.post(f"{AT}/approved", data=NEW | {"do": "trial", "version": "0", "person": "amina"})
    assert sent.status_code == 200 and typed_on(sent) == NEW | {"version": "0"}
    [message] = mails(app)
    assert message.to_email.startswith("organizer-") and message.to_email in sent.text
    assert message.subject == "Trial: Welcome to Example workshop"
    assert message.text.startswith("Dear Amina Kebede,\n\nExample workshop\n10–11 October 2028")
    assert (message.letter, message.calendar, message.link_key) == ("", None, None)
    assert message.blank_after  # a real person's data: it goes, and nothing of it is kept
    assert (kept(app), texts(client.get(AT), "//tbody//td[2]")) == ([], ["0"] * len(KINDS))


def test_a_trial_holds_no_link_that_works(app: Flask) -> None:
    client = an_organizer(app, status=R.OFFERED)
    typed = typed_on(client.get(f"{AT}/offered"))
    client.post(f"{AT}/offered", data=typed | {"do": "trial", "person": "amina"})
    [message] = mails(app)
    assert message.text.count("[personal link]") == 1 and message.link_path is None


def test_with_nobody_registered_an_invented_person_is_shown(app: Flask) -> None:
    clock.set_to(datetime(2028, 9, 1, 12, tzinfo=UTC))
    with work(app):
        a_meeting("workshop", title="Example workshop")
    page = signed_in(app, Role.ORGANIZER).get(f"{AT}/offered")
    assert mail_on(page)[1][:2] == [
        "Dear Amina Example-Okoro,",
        "A place has become free and is kept for you until 5 September 2028, 00:00 (Fiji).",
    ]
    assert texts(page, "//select[@name='person']/option") == ["An invented person"]
    with work(app, writing=False):
        assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 0


def test_those_who_would_get_the_mail_are_offered_first(app: Flask) -> None:
    client = an_organizer(app, organization_name="Example Horn")
    with work(app):
        meeting = the_workshop()
        a_registration(meeting, name="Zoé", sort_key="zoe", organization_name="", status=R.WAITING)
        a_registration(meeting, name="–", forgotten_at=clock.now())
        a_registration(name="Somebody of another meeting")
    assert texts(client.get(f"{AT}/waiting"), "//option") == [
        "Zoé",
        "Amina Kebede – Example Horn",
        "An invented person",
    ]
    assert mail_on(client.get(f"{AT}/waiting"))[1][0] == "Dear Zoé,"
    assert texts(client.get(f"{AT}/received"), "//option")[0] == "Amina Kebede – Example Horn"
    assert mail_on(client.get(f"{AT}/waiting?person="))[1][0] == "Dear Amina Example-Okoro,"


def test_somebody_is_found_among_many(app: Flask) -> None:
    client = an_organizer(app)
    with work(app):
        meeting = the_workshop()
        for n in range(101):
            a_registration(meeting, name=f"Person {n:03}", sort_key=f"person {n:03}", key=f"p{n}")
    page = client.get(f"{AT}/received")
    assert len(texts(page, "//option")) == 101
    found = client.get(f"{AT}/received?q=person+100")
    assert mail_on(found)[1][0] == "Dear Person 100,"
    typed = typed_on(page) | {"do": "preview", "person": "amina", "q": "PERSON-77@"}
    assert client.post(f"{AT}/received", data=typed | {"q": "Pérson 099"}).text.count("Dear Person 099,") == 1
    kept_person = client.get(f"{AT}/received?person=p100")
    assert mail_on(kept_person)[1][0] == "Dear Person 100,", "also who is not among the first"


def test_a_person_of_another_meeting_is_not_shown(app: Flask) -> None:
    client = an_organizer(app)
    with work(app):
        a_registration(key="other", name="Somebody Else")
    page = client.get(f"{AT}/approved?person=other")
    assert "Somebody Else" not in page.text
    assert mail_on(page)[1][0] == "Dear Amina Example-Okoro,"


@pytest.mark.parametrize("asked", ["person=a%00b", "q=a%00b", "person=%ff", "language=xx", "q=" + "x" * 5000])
def test_what_the_address_cannot_ask_for(app: Flask, asked: str) -> None:
    assert an_organizer(app).get(f"{AT}/approved?{asked}").status_code == 200


def test_a_text_is_edited_in_the_language_of_the_person(app: Flask) -> None:
    client = an_organizer(app)
    with work(app):
        meeting = the_workshop()
        a_registration(meeting, key="zoe", name="Zoé", sort_key="zoe", language="fr")
    tabs = texts(client.get(f"{AT}/declined"), "//nav[@aria-label='Language of the text']/a")
    assert tabs == ["English", "French"]
    french = f"{AT}/declined?language=fr"
    assert (
        client.post(
            french, data={"subject": "Désolés", "text": "Cher/chère {name}", "do": "save"}
        ).status_code
        == 422
    )
    typed = {"subject": "Désolés", "text": "Cher/chère {name}", "do": "save", "person": "zoe"}
    assert client.post(french, data=typed).status_code == 422, "on no version"
    done = client.post(french, data=typed | {"version": "0"})
    assert (done.status_code, done.headers["Location"]) == (303, f"{AT}/declined?language=fr&person=zoe")
    assert [row[:3] for row in kept(app)] == [("declined", "fr", "Désolés")]
    assert texts(client.get(AT), "//tbody//td[1]").count("edited French") == 1

    shown = client.get(f"{AT}/declined?person=zoe")
    assert typed_on(shown)["subject"] == "Your registration: {meeting}"
    assert mail_on(shown) == ("Désolés", ["Cher/chère Zoé"]), "the mail that would go to her"
    assert "This person is written to in another language" in shown.text
    assert mail_on(client.get(f"{AT}/declined?person=amina"))[0] == "Your registration: Example workshop"
    for key in ("amina", "zoe"):
        client.post(f"/registrations/{key}/decision", data={"decision": "decline", "seen": "submitted"})
    assert [m.subject for m in mails(app)] == ["Your registration: Example workshop", "Désolés"]


@pytest.mark.parametrize(
    "name", ["{link}", "{office}", "أمينة العلي", "<script>alert(1)</script>", "{{ 7*7 }}"]
)
def test_a_name_is_shown_as_it_is(app: Flask, name: str) -> None:
    page = an_organizer(app, name=name).get(f"{AT}/approved")
    assert mail_on(page)[1][0] == f"Dear {name},"
    assert html.fromstring(page.text).xpath("//*[@id='mail']/p[1]/@dir") == ["auto"]


def test_texts_are_copied_from_another_meeting(app: Flask) -> None:
    client = an_organizer(app)
    with work(app):
        a_meeting("other", title="Other workshop")
        a_meeting("third", title="Third workshop")
    assert texts(client.get(AT), "//select[@name='source']/option") == []
    for code in ("approved", "declined"):
        save(client, code, text="Dear {name},")
    client.post(
        "/meetings/other/letters/declined", data=NEW | {"text": "Own {name}", "do": "save", "version": "0"}
    )
    other = client.get("/meetings/other/letters")
    assert texts(other, "//select[@name='source']/option") == ["Example workshop"]
    [source] = html.fromstring(other.text).xpath("//select[@name='source']/option/@value")
    done = client.post("/meetings/other/letters/copy", data={"source": source})
    assert done.status_code == 303
    assert "1 text is copied. 1 that is edited here stays." in client.get(done.headers["Location"]).text
    assert typed_on(client.get("/meetings/other/letters/approved"))["text"] == "Dear {name},"
    assert typed_on(client.get("/meetings/other/letters/declined"))["text"] == "Own {name}"
    assert client.post("/meetings/other/letters/copy", data={"source": "999"}).status_code == 422


def test_a_kind_that_does_not_exist(app: Flask) -> None:
    client = an_organizer(app)
    assert [client.get(f"{AT}/{code}").status_code for code in ("nothing", "copy", "approved")] == [
        404,
        404,
        200,
    ]


def test_the_pages_ask_a_fixed_number_of_questions(app: Flask) -> None:
    client = an_organizer(app)

    def asked(path: str) -> int:
        client.get(path)
        with statements(app) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    few = asked(AT), asked(f"{AT}/approved")
    with work(app):
        meeting = the_workshop()
        for _n in range(30):
            a_registration(meeting)
    assert (asked(AT), asked(f"{AT}/approved")) == few


def test_a_kept_text_that_no_longer_fits_is_shown_with_what_goes_instead(app: Flask) -> None:
    client = an_organizer(app)
    save(client)
    with work(app):
        db.session.scalars(select(LetterText)).one().text = "Dear {nobody},"
    page = client.get(f"{AT}/approved")
    assert page.status_code == 200 and "The default goes instead of this text" in page.text
    assert typed_on(page)["text"] == "Dear {nobody},"
    client.post("/registrations/amina/decision", data={"decision": "approve", "seen": "submitted"})
    assert [m.subject for m in mails(app)] == ["You are registered: Example workshop"]
