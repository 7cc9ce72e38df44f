"""Invitations: one or many, what the link does, reminders, taking back."""

import io
import json
import re
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.directory.models import Organization, Person
from meetings.invitations.models import Invitation
from meetings.outbox.actions import release_batch
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_person, a_registration
from tests.invitations.kit import (
    ANSWER,
    a_forum,
    a_workshop,
    errors,
    keep,
    link_of,
    mail_to,
    named,
    plain,
    texts_to,
)
from tests.kit_app import ON_ONE_DATABASE, signed_in, work
from tests.people.test_forget import browser_of
from tests.questions.builders import a_question, a_section, answered
from tests.registration.steps import mails, registrations, set_meeting

pytestmark = ON_ONE_DATABASE

R = RegistrationStatus
WORDS = {
    "deadline": "2028-09-19",
    "deadline_hour": "18:00",
    "subject": "Come to {meeting}",
    "text": "Dear {name} of {organization}, until {until}: {link}",
}
ONE = WORDS | {
    "name": "Amina Kebede",
    "email": "Amina@example.org",
    "organization": "EHA",
    "category": "subregional",
}
COME: dict[str, Any] = ANSWER | {"organization": "Example Horn Authority"}


@pytest.fixture
def organizer(app: Flask) -> FlaskClient:
    with work(app):
        a_workshop()
    return signed_in(app, Role.ORGANIZER)


def invite(organizer: FlaskClient, **changed: str) -> Any:
    return organizer.post("/meetings/workshop/invitations/one", data=ONE | changed)


def test_one_person_by_an_address_that_is_typed(app: Flask, organizer: FlaskClient) -> None:
    with work(app):
        a_forum("Example Horn Authority", "horn").acronym = "EHA"
    page = organizer.get("/meetings/workshop/invitations/one").text
    assert "Invitation: {meeting}" in page
    assert "{link}" in page
    assert '<option value="focal@example.org" label="Focal of Example Horn Authority">' in page
    assert invite(organizer).status_code == 303
    [mail] = mails(app)
    assert mail.subject.startswith("Come to Example workshop")
    assert mail.text == (
        "Dear Amina Kebede of Example Horn Authority, until 19 September 2028, 18:00 (Geneva): [personal link]"
    )
    page = app.test_client().get(link_of(app, "amina@example.org")).text
    assert 'value="Example Horn Authority"' in page
    assert 'value="subregional" checked' in page or 'checked id="category-2"' in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": "Come!"}, "Text – This mail is of no use without {link}. Put it where it belongs."),
        ({"subject": "{who}"}, "Subject – “{who}” is not known here. These can be filled in: {name}, "),
        ({"subject": "{link}"}, "Subject – “{link}” is not known here. These can be filled in: {name}, "),
        (
            {"text": "{link} {"},
            "Text – A brace stands alone after “{link}”. Write it twice if it is meant to be read.",
        ),
        ({"email": "nobody"}, "E-mail address – Write the address in full, for example name@example.org."),
        ({"deadline_hour": "25:00"}, "at – Write the time with 24 hours, like 09:30 or 17:00."),
        ({"category": ""}, "Capacity – Choose one of these."),
        ({"deadline": "2028-10-11"}, "Last day – This is after the meeting begins."),
    ],
)
def test_what_cannot_be_sent(
    app: Flask, organizer: FlaskClient, changed: dict[str, str], sentence: str
) -> None:
    answer = invite(organizer, **changed)
    assert answer.status_code == 422
    assert [line[: len(sentence)] for line in errors(answer.text)] == [sentence]
    assert named(app) == []


def test_nobody_is_asked_twice(app: Flask, organizer: FlaskClient) -> None:
    with work(app):
        from meetings.programme.models import Meeting

        meeting = db.session.scalars(select(Meeting)).one()
        a_registration(meeting, email="bilal@example.org")
        a_registration(meeting, email="amina@example.org", status=R.UNCONFIRMED)  # whoever wrote that
    assert invite(organizer).status_code == 303
    assert errors(invite(organizer).text) == [
        "E-mail address – This address has been asked for this meeting already."
    ]
    assert errors(invite(organizer, email="bilal@example.org").text) == [
        "E-mail address – This address has registered already."
    ]
    assert app.test_client().post(link_of(app, "amina@example.org"), data=COME).status_code == 303
    assert [(r.email, r.status) for r in registrations(app)][1:] == [("amina@example.org", R.SUBMITTED)]


def people(app: Flask) -> dict[str, str]:
    """Four people of two organizations; the keys by name."""
    with work(app):
        forum = a_forum("Example Forum", "forum", focal="focal@example.org")
        court = a_forum("Example Court", "court", focal=None)
        court.region = "Europe"
        a_person("Chidi", email="chidi@example.org", organization=court)
        a_person("Dara", email=None, organization=court)
        a_person("Elif", email="elif@example.org", organization=forum)
        return {p.name: p.key for p in db.session.scalars(select(Person))}


MANY = "/meetings/workshop/invitations/new"


def test_many_are_shown_as_a_list_before_anything_is_sent(app: Flask, organizer: FlaskClient) -> None:
    key = people(app)
    invite(organizer, email="elif@example.org")
    page = organizer.get(f"{MANY}?whom=people").text
    words = plain(page)
    assert "4 people fit. Of these, 2 can be invited." in words
    assert "Dara Example Court no address left out" in words
    assert "Elif Example Forum elif@example.org asked already left out" in words
    assert page.count(" checked") == 2
    assert "1 person fits" in plain(organizer.get(f"{MANY}?whom=focal_points").text)
    assert "2 people fit" in plain(organizer.get(f"{MANY}?whom=people&region=Europe").text)
    assert organizer.get(MANY).text.count(" checked") == 0
    # Unticked is left out; the capacity is as corrected.
    sent = WORDS | {"person": [key["Chidi"]], f"category-{key['Chidi']}": "academic"}
    answer = organizer.post(f"{MANY}?whom=people", data=sent)
    assert answer.status_code == 303
    with work(app):
        made = db.session.scalars(select(Invitation).where(Invitation.batch != "")).one()
        assert (made.name, made.category.value, made.batch) == (
            "Chidi",
            "academic",
            answer.headers["Location"].rpartition("=")[2],
        )
        court = db.session.scalars(select(Organization).where(Organization.slug == "court")).one()
        assert made.organization_id == court.id
    assert mail_to(app, "focal@example.org") == []
    nobody = organizer.post(f"{MANY}?whom=people", data=WORDS | {"person": [key["Dara"], "x"]})
    assert errors(nobody.text) == ["People – Tick at least one person."]


def test_accepted_by_the_link_without_a_second_confirmation(app: Flask, organizer: FlaskClient) -> None:
    invite(organizer)
    link = link_of(app, "amina@example.org")
    person = app.test_client()
    bad = person.post(link, data=COME | {"name": ""})
    assert (bad.status_code, errors(bad.text)) == (422, ["Full name – Fill this in."])
    assert person.post(link, data=COME).status_code == 303
    [registration] = registrations(app)
    assert (registration.status, registration.email) == (R.SUBMITTED, "amina@example.org")
    assert [m.subject[:21] for m in mails(app)] == ["Come to Example works", "Registration received"]
    assert "Amina Kebede EHA amina@example.org" in plain(organizer.get("/meetings/workshop/invitations").text)


def test_a_link_declines_in_one_step(app: Flask, organizer: FlaskClient) -> None:
    invite(organizer)
    link = link_of(app, "amina@example.org")
    person = app.test_client()
    assert person.post(link, data={"answer": "no"}).status_code == 303
    assert person.post(link, data={"answer": "no"}).status_code == 303
    assert person.post(link, data=COME).status_code == 303
    assert named(app) == [("amina", "declined")]
    assert "You have said that you cannot come" in person.get(link).text
    assert registrations(app) == []
    assert invite(organizer).status_code == 303  # whoever said no can be asked again


def test_a_scanner_that_opens_every_link_changes_nothing(app: Flask, organizer: FlaskClient) -> None:
    invite(organizer)
    link = link_of(app, "amina@example.org")
    before = plain(app.test_client().get(link).text)
    for _ in range(3):
        assert app.test_client().get(link).status_code == 200
        app.test_client().head(link)
    assert plain(app.test_client().get(link).text) == before
    assert (named(app), registrations(app), len(mails(app))) == ([("amina", "asked")], [], 1)


def test_a_kept_place_is_given_at_once(app: Flask, organizer: FlaskClient) -> None:
    invite(organizer, place_kept="y")
    app.test_client().post(link_of(app, "amina@example.org"), data=COME)
    [registration] = registrations(app)
    assert (registration.status, registration.decided_by) == (R.APPROVED, "Organizer Example")
    [mail] = [m for m in mails(app) if m.calendar]
    assert (mail.calendar_method, mail.to_email) == ("REQUEST", "amina@example.org")
    assert registration.account_id is not None
    copy = browser_of(app, registration.account_id).post("/my/data/copy")
    told = json.loads(zipfile.ZipFile(io.BytesIO(copy.data)).read("data.json"))
    steps = [(line["verb"], line["by"]) for line in told["registration_trail"]]
    assert steps == [("submitted", ANSWER["name"]), ("approved", "the office")], "colleagues are not named"


@pytest.mark.parametrize(
    ("waiting_list", "status", "sentence"),
    [
        (True, R.WAITING, "All places were taken before you answered. You are on the waiting list;"),
        (False, R.SUBMITTED, "All places were taken before you answered. Your registration is with the"),
    ],
)
def test_a_kept_place_that_is_gone_is_told_truthfully(
    app: Flask, organizer: FlaskClient, waiting_list: bool, status: R, sentence: str
) -> None:
    invite(organizer, place_kept="y")
    set_meeting(app, places=0, waiting_list=waiting_list)
    link = link_of(app, "amina@example.org")
    page = app.test_client().post(link, data=COME, follow_redirects=True)
    assert [r.status for r in registrations(app)] == [status]
    assert sentence in plain(page.text)


def dead_link(app: Flask, organizer: FlaskClient, **values: object) -> tuple[str, list[tuple[str, str]]]:
    """What the link's page and a press on its button say once the meeting has changed so."""
    invite(organizer)
    set_meeting(app, **values)
    link = link_of(app, "amina@example.org")
    page = app.test_client().get(link)
    assert page.status_code == 200
    answer = app.test_client().post(link, data=COME)
    [sentence] = errors(answer.text)
    assert (answer.status_code, registrations(app)) == (409, [])
    assert sentence in plain(page.text)
    return sentence, named(app)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"status": "cancelled"}, "This meeting is cancelled. You need to do nothing."),
        ({"status": "held"}, "This meeting is over."),
        (
            {"status": "draft"},
            "The programme of this meeting is being changed. Try the link again later.",
        ),
    ],
)
def test_a_link_of_a_meeting_that_is_no_longer_there(
    app: Flask, organizer: FlaskClient, values: dict[str, object], sentence: str
) -> None:
    assert dead_link(app, organizer, **values) == (sentence, [("amina", "asked")])


def test_a_link_after_the_deadline(app: Flask, organizer: FlaskClient) -> None:
    invite(organizer)
    link = link_of(app, "amina@example.org")
    clock.set_to(datetime(2028, 9, 19, 16, 0, 59, tzinfo=UTC))  # 18:00 in Geneva still counts
    assert "Send my registration" in app.test_client().get(link).text
    clock.set_to(datetime(2028, 9, 19, 16, 1, tzinfo=UTC))
    late = app.test_client().post(link, data=COME)
    assert (late.status_code, errors(late.text)) == (409, ["The time to answer is over."])
    keep(app)
    assert named(app) == [("amina", "lapsed")]
    assert "The time to answer is over." in app.test_client().get(link).text


def test_a_link_that_is_taken_back_or_not_ours(app: Flask, organizer: FlaskClient) -> None:
    invite(organizer)
    link = link_of(app, "amina@example.org")
    with work(app):
        key = db.session.scalars(select(Invitation.key)).one()
    at = f"/meetings/workshop/invitations/{key}/take-back"
    assert organizer.post(at).status_code == 303
    assert "This invitation has been taken back." in app.test_client().get(link).text
    assert mail_to(app, "amina@example.org")[-1].startswith("Taken back")
    assert app.test_client().get(link + "x").status_code == 404
    assert app.test_client().post("/invitations/nothing", data=COME).status_code == 404


def test_who_has_registered_meanwhile_says_yes_with_that(app: Flask, organizer: FlaskClient) -> None:
    invite(organizer, place_kept="y")
    invite(organizer, name="Bo", email="bo@example.org", place_kept="y")
    link = link_of(app, "amina@example.org")
    with work(app):
        from meetings.programme.models import Meeting

        for who, called in (("amina", "A. K."), ("bo", "Bo")):
            meeting = db.session.scalars(select(Meeting)).one()
            a_registration(meeting, email=f"{who}@example.org", name=called)
    page = app.test_client().get(link).text
    assert "You have registered for this meeting already: waits for a decision" in plain(page)
    assert "Send my registration" not in page
    assert app.test_client().post(link, data={"answer": "yes"}).status_code == 303
    keep(app)
    assert [(r.name, r.status, r.decided_by) for r in registrations(app)] == [
        ("A. K.", R.APPROVED, "Organizer Example"),
        ("Bo", R.APPROVED, "Organizer Example"),
    ], "whose place was kept has it by whatever door"
    assert named(app) == [("amina", "accepted"), ("bo", "accepted")]
    assert "All places were taken" not in plain(app.test_client().get(link).text)


def test_who_has_withdrawn_comes_back_by_the_link(app: Flask, organizer: FlaskClient) -> None:
    with work(app):
        from meetings.programme.models import Meeting

        meeting = db.session.scalars(select(Meeting)).one()
        question = a_question(a_section(meeting), wording="Which dish?")
        back = a_registration(meeting, email="amina@example.org", status=R.WITHDRAWN)
        answered(meeting, back.id, {question.id: ("Rice",)})
        number, first = question.id, back.received_at
    assert invite(organizer).status_code == 303
    link = link_of(app, "amina@example.org")
    page = app.test_client().get(link).text
    assert re.findall(rf'name="q{number}"[^>]*value="([^"]*)"', page) == ["Rice"]
    answer = app.test_client().post(link, data=COME | {f"q{number}": "Rice", "questions_version": "3"})
    assert (answer.status_code, errors(answer.text)) == (303, [])
    [row] = registrations(app)
    assert (row.status, row.received_at > first) == (R.SUBMITTED, True)
    with work(
        app
    ):  # withdrawn once more: the invitation is answered, so the office takes the registration up
        db.session.scalars(select(Registration)).one().status = R.WITHDRAWN
    assert errors(invite(organizer).text) == [
        "E-mail address – This address was invited, has registered and has withdrawn since. "
        "Take that registration up again."
    ]


def test_whom_the_office_has_declined_is_led_to_the_office(app: Flask, organizer: FlaskClient) -> None:
    invite(organizer)
    with work(app):
        from meetings.programme.models import Meeting

        a_registration(
            db.session.scalars(select(Meeting)).one(), email="amina@example.org", status=R.DECLINED
        )
    answer = app.test_client().post(link_of(app, "amina@example.org"), data=COME)
    assert (answer.status_code, errors(answer.text)) == (
        409,
        ["This address has registered before; that registration is now: declined. Write to the office."],
    )


def test_reminders_go_once_a_day_to_those_who_have_not_answered(app: Flask, organizer: FlaskClient) -> None:
    invite(organizer)
    invite(organizer, email="bilal@example.org")
    invite(organizer, email="cy@example.org")
    app.test_client().post(link_of(app, "bilal@example.org"), data={"answer": "no"})
    with work(app):
        asked = select(OutboxMessage).where(OutboxMessage.to_email == "cy@example.org")
        db.session.scalars(asked).one().delivery = Delivery.DISCARDED
    at = "/meetings/workshop/invitations/remind"
    page = organizer.post(at, follow_redirects=True)
    assert "Nobody is to be reminded" in page.text
    clock.set_to(clock.now().replace(year=2027))
    organizer = signed_in(app, Role.ORGANIZER)
    said = organizer.post(at, follow_redirects=True).text
    assert "1 person is reminded." in said and "1 person has never been asked" in said
    assert "is reminded" not in organizer.post(at, follow_redirects=True).text
    assert len(mail_to(app, "cy@example.org")) == 1, "whoever was never asked is not reminded of it"
    assert [s[:13] for s in mail_to(app, "amina@example.org")] == ["Come to Examp", "Please answer"]
    for letting_go, mailed in ((False, 2), (True, 2), (False, 3)):  # it waits to be read, goes, is a day old
        clock.set_to(clock.now() + timedelta(days=1))
        if letting_go:
            with work(app):
                release_batch(db.session.scalars(select(OutboxBatch)).one())
        signed_in(app, Role.ORGANIZER).post(at)
        assert len(mail_to(app, "amina@example.org")) == mailed
    assert len(mail_to(app, "bilal@example.org")) == 1
    assert "until 19 September 2028, 18:00" in texts_to(app, "amina@example.org")[-1]
    assert app.test_client().get(link_of(app, "amina@example.org")).status_code == 200


def test_the_list_filters_by_state_and_by_how_the_mail_went(app: Flask, organizer: FlaskClient) -> None:
    invite(organizer)
    invite(organizer, email="bilal@example.org", name="Bilal")
    app.test_client().post(link_of(app, "bilal@example.org"), data={"answer": "no"})
    with work(app):
        db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.to_email == "amina@example.org")
        ).one().delivery = Delivery.FAILED

    def shown(asked: str) -> list[str]:
        page = organizer.get(f"/meetings/workshop/invitations?{asked}").text
        return [who for who in ("Amina Kebede", "Bilal") if f"<bdi>{who}</bdi>" in page]

    assert shown("") == ["Amina Kebede", "Bilal"]
    assert shown("state=declined") == ["Bilal"]
    assert shown("mail=failed") == ["Amina Kebede"]
    assert shown("q=bil") == ["Bilal"]
    assert shown("batch=none") == []
    assert "mail: could not be delivered" in plain(organizer.get("/meetings/workshop/invitations").text)


def test_five_hundred_at_once(app: Flask, organizer: FlaskClient) -> None:
    with work(app):
        forum = a_forum("Example Forum", "forum", focal=None)
        keys = [
            a_person(f"Person {n}", email=f"many-{n}@example.org", organization=forum).key for n in range(500)
        ]
    answer = organizer.post(f"{MANY}?whom=people", data=WORDS | {"person": keys})
    assert answer.status_code == 303
    assert len(mails(app)) == 500
    assert "1–50" in organizer.get("/meetings/workshop/invitations").text
    with work(app):
        assert len(db.session.scalars(select(Registration)).all()) == 0
