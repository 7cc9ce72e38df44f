"""The mails of invitations and nominations among a meeting's mail texts: previewed, edited, sent, counted."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.invitations import letters
from meetings.invitations.actions import forget_invitations
from meetings.invitations.models import Invitation
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from tests.builders import a_meeting
from tests.invitations.kit import PLACES, a_forum, a_workshop, give, link_of, name, texts_to
from tests.kit_app import ON_ONE_DATABASE, signed_in, statements, work
from tests.letters.reading import errors, mail_on, texts, typed_on
from tests.registration.steps import mails

pytestmark = ON_ONE_DATABASE

MEETING = "/meetings/workshop"
AT, ONE, MANY = f"{MEETING}/letters", f"{MEETING}/invitations/one", f"{MEETING}/invitations/new"
GUEST = {
    "name": "Amina Kebede",
    "email": "amina@example.org",
    "organization": "Example Horn Authority",
    "category": "subregional",
    "deadline": "2028-09-19",
    "deadline_hour": "18:00",
}
FOCAL = "forum focal@example.org"
OURS = "Our {meeting}: {when_and_where} {organization}"


@pytest.fixture
def organizer(app: Flask) -> FlaskClient:
    """A workshop; Amina is invited; the forum has two places and has named Bilal."""
    clock.set_to(datetime(2028, 9, 1, 12, tzinfo=UTC))
    with work(app):
        a_workshop(title="Example workshop")
        a_forum()
    client = signed_in(app, Role.ORGANIZER)
    assert give(client, "forum").status_code == 303
    assert client.post(ONE, data=GUEST | typed_on(client.get(ONE))).status_code == 303
    assert name(client, "bilal").status_code == 303
    return client


def key_of(app: Flask, email: str) -> str:
    with work(app, writing=False):
        return db.session.scalars(select(Invitation.key).where(Invitation.email == email)).one()


def save(client: FlaskClient, code: str, **typed: str) -> TestResponse:
    new = {"subject": "Ours: {meeting}", "text": "Dear {name}", "version": "0", "do": "save"}
    return client.post(f"{AT}/{code}", data=new | typed)


def people_on(page: TestResponse) -> list[str]:
    return texts(page, "//select[@name='person']/option")


def went(client: FlaskClient) -> dict[str, str]:
    """What is counted on the list, where something is."""
    path = "//section[@aria-labelledby='mails-3']//tbody//td[2]"
    counted = zip([kind.code for kind in letters.KINDS], texts(client.get(AT), path), strict=True)
    return {code: number for code, number in counted if number != "0"}


def test_the_whole_path_of_a_mail_to_who_is_named(app: Flask, organizer: FlaskClient) -> None:
    listed = organizer.get(AT)
    assert texts(listed, "//h2[starts-with(@id, 'mails-')]") == [
        "Registrations",
        "People in the programme",
        "Invitations and nominations",
        "Programme",
        "Updates of organizations",
        "Confirmation of summaries",
    ]
    page = organizer.get(f"{AT}/nominated")
    assert people_on(page) == ["Bilal – Example Forum", "An invented person"]
    assert mail_on(page)[0] == "You are nominated: Example workshop"
    assert mail_on(page)[1][:2] == ["Dear Bilal,", "Example Forum has named you to take part in:"]
    assert typed_on(page)["text"].split("\n\n")[1] == "{organization} has named you to take part in:"
    text = "Dear {name} of {organization}, until {until}: {link}"
    assert save(organizer, "nominated", text=text).status_code == 303
    assert name(organizer, "chidi").status_code == 303
    assert texts_to(app, "chidi@example.org") == [
        "Dear Chidi of Example Forum, until 30 September 2028, 23:59 (Geneva): [personal link]"
    ]
    assert went(organizer) == {"invited": "0 1 waits", "nominated": "0 2 wait", "places_given": "0 1 waits"}
    with work(app):
        for message in db.session.scalars(select(OutboxMessage).where(OutboxMessage.letter == "nominated")):
            message.delivery = Delivery.SENT if message.to_name == "Chidi" else Delivery.FAILED
    assert went(organizer)["nominated"] == "1 1 could not be delivered"


def test_a_mail_to_focal_points_is_previewed_with_who_speaks_today(
    app: Flask, organizer: FlaskClient
) -> None:
    with work(app):
        for invitation in db.session.scalars(select(Invitation)):
            invitation.language = "fr"
    assert texts(organizer.get(f"{AT}/invited"), "//nav[@aria-label='Language of the text']/a") == [
        "English",
        "French",
    ]
    page = organizer.get(f"{AT}/places_given?language=fr")
    assert texts(page, "//nav[@aria-label='Language of the text']/a") == []
    assert "Always in this language: English." in organizer.get(AT).text
    assert people_on(page) == ["Focal of Example Forum – Example Forum", "An invented person"]
    assert mail_on(page)[0] == "Places for your organization: Example workshop"
    assert mail_on(page)[1][:2] == [
        "Dear Focal of Example Forum,",
        "Example Forum can name people for this meeting. Places: 2.",
    ]
    assert mail_on(page)[1][3:6] == [
        "Bring your plans.",
        "Please name them, and alternates in their order, until 30 September 2028, 23:59 (Geneva):",
        "http://127.0.0.1/organizations/forum/nominations/workshop",
    ]
    text = "{organization}: {places} until {until}\n\n{note}\n\n{naming_page}"
    assert save(organizer, "places_given", text=text).status_code == 303
    with work(app):
        a_forum("Example Court", "court", focal="court@example.org")
    give(organizer, "court", note="One.\r\n\r\nTwo.")
    assert texts_to(app, "court@example.org") == [
        "Example Court: 2 until 30 September 2028, 23:59 (Geneva)\n\nOne.\n\nTwo.\n\n"
        "http://127.0.0.1/organizations/court/nominations/workshop"
    ]
    found = organizer.get(f"{AT}/places_changed?person={FOCAL.replace('forum focal', 'court court')}")
    assert mail_on(found)[1][0] == "Dear Focal of Example Court,"
    assert (
        people_on(organizer.get(f"{AT}/places_changed?q=court"))[0]
        == "Focal of Example Court – Example Court"
    )


@pytest.mark.parametrize(
    ("code", "text", "sentence"),
    [
        ("invited", "Come", "Text – This mail is of no use without {link}. Put it where it belongs."),
        ("remind_asked", "Come", "Text – This mail is of no use without {link}. Put it where it belongs."),
        (
            "places_given",
            "{places} {until}",
            "Text – This mail is of no use without {note}, {naming_page}. Put it where it belongs.",
        ),
        (
            "asked_cancelled",
            "{link}",
            "Text – “{link}” is not known here. These can be filled in: {name}, {meeting}, {when_and_where}, "
            "{programme}, {office}, {organization}.",
        ),
    ],
)
def test_what_cannot_be_kept(organizer: FlaskClient, code: str, text: str, sentence: str) -> None:
    answer = save(organizer, code, text=text)
    assert (answer.status_code, errors(answer)) == (422, [sentence])
    assert typed_on(answer)["text"] == text


@pytest.mark.parametrize("path", [ONE, MANY])
def test_inviting_begins_with_the_text_of_the_meeting(organizer: FlaskClient, path: str) -> None:
    with_default = typed_on(organizer.get(path))
    assert with_default["subject"] == "Invitation: {meeting}"
    assert with_default["text"].split("\n\n")[3:5] == [
        "Please open your personal link, by which you register without an account or say that you cannot come, "
        "until {until}:",
        "{link}",
    ]
    ours = {"subject": "Come to {meeting}", "text": "Dear {name},\n\n{when_and_where}\n\n{link}"}
    assert save(organizer, "invited", **ours).status_code == 303
    page = organizer.get(path)
    assert typed_on(page) == ours
    assert html.fromstring(page.text).xpath(f"//a[@href='{AT}/invited']/text()") == [
        "Change the text for the whole meeting"
    ]
    assert texts(page, "//details//bdi[@class='what']") == [p.written for p in letters.INVITED.placeholders]


def test_words_for_one_occasion_leave_the_text_of_the_meeting(app: Flask, organizer: FlaskClient) -> None:
    save(organizer, "invited", text="Ours {link}")
    once = {"subject": "Once", "text": "{{{name}}} only once:\n\n{link}"}
    sent = organizer.post(ONE, data=GUEST | once | {"email": "dara@example.org", "name": "Dara"})
    assert sent.status_code == 303
    assert texts_to(app, "dara@example.org") == ["{Dara} only once:\n\n[personal link]"]
    assert typed_on(organizer.get(ONE)) == {"subject": "Ours: {meeting}", "text": "Ours {link}"}
    assert went(organizer)["invited"] == "0 2 wait"


def remind(app: Flask, client: FlaskClient) -> TestResponse:
    clock.set_to(clock.now() + timedelta(days=2))
    return signed_in(app, Role.ORGANIZER).post(f"{MEETING}/invitations/remind")


def take_back(app: Flask, client: FlaskClient, email: str) -> TestResponse:
    return client.post(f"{MEETING}/invitations/{key_of(app, email)}/take-back")


def cancel(app: Flask, client: FlaskClient) -> TestResponse:
    return client.post(f"{MEETING}/status", data={"to": "cancelled", "reason": "No room"})


def decline(app: Flask, client: FlaskClient) -> TestResponse:
    return app.test_client().post(link_of(app, "bilal@example.org"), data={"answer": "no"})


ACTS = {
    "remind_asked": (remind, ["amina", "bilal"]),
    "invitation_taken_back": (lambda a, c: take_back(a, c, "amina@example.org"), ["amina"]),
    "nomination_taken_back": (lambda a, c: take_back(a, c, "bilal@example.org"), ["bilal"]),
    "asked_cancelled": (cancel, ["amina", "bilal"]),
    "focal_cancelled": (cancel, ["focal"]),
    "places_changed": (
        lambda a, c: c.post(f"{MEETING}/nominations/forum", data=PLACES | {"places": "3", "version": "1"}),
        ["focal"],
    ),
    "places_taken_back": (
        lambda a, c: c.post(f"{MEETING}/nominations/forum/step", data={"to": "taken_back"}),
        ["focal"],
    ),
    "news_of_named": (decline, ["focal"]),
}


@pytest.mark.parametrize("code", ACTS)
def test_each_goes_as_it_was_edited(app: Flask, organizer: FlaskClient, code: str) -> None:
    [kind] = [kind for kind in letters.KINDS if kind.code == code]
    needed = " ".join(p.written for p in kind.placeholders if p.name in kind.needs)
    assert save(organizer, code, text=f"{{organization}} tells {{name}}. {needed}").status_code == 303
    act, whom = ACTS[code]
    before = len(mails(app))
    assert act(app, organizer).status_code in (200, 303)
    sent = [m for m in mails(app)[before:] if m.letter == code]
    assert [(m.to_email.partition("@")[0], m.subject) for m in sent] == [
        (who, "Ours: Example workshop") for who in whom
    ]
    spoken = {"amina": "Example Horn Authority tells Amina Kebede.", "bilal": "Example Forum tells Bilal."}
    spoken["focal"] = "Example Forum tells Focal of Example Forum."
    assert [m.text[: len(spoken[who])] for m, who in zip(sent, whom, strict=True)] == [
        spoken[who] for who in whom
    ]


def test_every_mail_of_this_room_says_of_which_kind_it_is(app: Flask, organizer: FlaskClient) -> None:
    remind(app, organizer)
    organizer = signed_in(app, Role.ORGANIZER)
    decline(app, organizer)
    cancel(app, organizer)
    with work(app, writing=False):
        found = db.session.execute(select(OutboxMessage.about_kind, OutboxMessage.letter)).all()
    assert sorted({(kind, letter) for kind, letter in found}) == [
        ("invitation", "asked_cancelled"),
        ("invitation", "invited"),
        ("invitation", "nominated"),
        ("invitation", "remind_asked"),
        ("nomination", "focal_cancelled"),
        ("nomination", "news_of_named"),
        ("nomination", "places_given"),
    ]


def test_without_anybody_each_is_previewed_with_somebody_invented(app: Flask) -> None:
    with work(app):
        a_workshop(title="Example workshop")
    client = signed_in(app, Role.ORGANIZER)
    for kind in letters.KINDS:
        page = client.get(f"{AT}/{kind.code}")
        assert (people_on(page), mail_on(page)[1][0]) == (["An invented person"], "Dear Amina Example-Okoro,")
    news = mail_on(client.get(f"{AT}/news_of_named"))[1]
    assert news[1:3] == [
        "Bilal Example cannot come. Chidi Example moves up and has been asked.",
        "How everybody stands: http://127.0.0.1/organizations/example/nominations/workshop",
    ]


def test_nobody_of_another_meeting_and_nobody_of_another_mail_is_shown(
    app: Flask, organizer: FlaskClient
) -> None:
    with work(app):
        a_meeting("other", title="Other workshop")
    amina, bilal = key_of(app, "amina@example.org"), key_of(app, "bilal@example.org")
    shown = {
        path: mail_on(organizer.get(path))[1][0]
        for path in (
            f"{AT}/invited?person={amina}",
            f"{AT}/invited?person={bilal}",
            f"{AT}/remind_asked?person={bilal}",
            f"/meetings/other/letters/invited?person={amina}",
            f"/meetings/other/letters/places_given?person={FOCAL}",
            f"{AT}/places_given?person={FOCAL}",
            f"{AT}/places_given?person=forum%20nobody@example.org",
        )
    }
    assert list(shown.values()) == [
        "Dear Amina Kebede,",
        "Dear Amina Example-Okoro,",
        "Dear Bilal,",
        "Dear Amina Example-Okoro,",
        "Dear Amina Example-Okoro,",
        "Dear Focal of Example Forum,",
        "Dear Amina Example-Okoro,",
    ]


def test_who_was_forgotten_is_offered_to_nobody(app: Flask, organizer: FlaskClient) -> None:
    with work(app):
        forget_invitations(db.session.scalars(select(Invitation)).all())
    assert people_on(organizer.get(f"{AT}/remind_asked")) == ["An invented person"]


def test_the_pages_ask_a_fixed_number_of_questions(app: Flask, organizer: FlaskClient) -> None:
    pages = [AT, f"{AT}/remind_asked", f"{AT}/places_given"]

    def asked(path: str) -> int:
        organizer.get(path)
        with statements(app) as seen:
            assert organizer.get(path).status_code == 200
        return len(seen)

    few = [asked(path) for path in pages]
    with work(app):
        for n in range(8):
            a_forum(f"Example {n}", f"example-{n}", focal=f"focal-{n}@example.org")
    give(organizer, *(f"example-{n}" for n in range(8)))
    for n in range(8):
        organizer.post(ONE, data=GUEST | {"subject": "Come", "text": "{link}", "email": f"a-{n}@example.org"})
    assert [asked(path) for path in pages] == few
    assert len(people_on(organizer.get(pages[2]))) == 10


@pytest.mark.parametrize(
    "asked", ["person=a%00b", "person=a%00b%20c", "q=%00", "person=%20", "q=%25_", "person=x%20y"]
)
@pytest.mark.parametrize("code", ["nominated", "places_given"])
def test_what_the_address_cannot_ask_for(organizer: FlaskClient, code: str, asked: str) -> None:
    assert organizer.get(f"{AT}/{code}?{asked}").status_code == 200
