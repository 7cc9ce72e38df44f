"""The office registers somebody else."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actions import begin_session
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.programme.models import Meeting
from meetings.questions.models import Answer
from meetings.questions.rules import AGREED, QuestionKind
from meetings.registration.rules import Listing, RegistrationStatus
from tests.builders import a_registration
from tests.invitations.kit import a_workshop, errors, plain
from tests.kit_app import signed_in, work
from tests.questions.builders import a_question, a_section, answered
from tests.registration.steps import ANSWERS, mails, registrations, set_meeting

R = RegistrationStatus
AT = "/meetings/workshop/registrations/new"
ENTERED = ANSWERS | {"once": "", "status": "submitted", "tell": "y"}


@pytest.fixture
def organizer(app: Flask) -> FlaskClient:
    with work(app):
        a_workshop()
    return signed_in(app, Role.ORGANIZER)


def enter(organizer: FlaskClient, **changed: Any) -> Any:
    return organizer.post(AT, data={k: v for k, v in (ENTERED | changed).items() if v is not None})


def test_entered_and_told(app: Flask, organizer: FlaskClient) -> None:
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        section = a_section(meeting)
        question, other = a_question(section), a_question(section)
        field = f"q{question.id}"
        # Written into the form, and not confirmed yet: mostly it is the person's own.
        agreed = a_question(section, QuestionKind.AGREEMENT)
        said = {"gender": "woman", "listing": Listing.NONE, "languages": ["ru"]}
        before = a_registration(meeting, email=ANSWERS["email"], status=R.UNCONFIRMED, **said)
        answered(meeting, before.id, {other.id: ("A wheelchair",), agreed.id: (AGREED,)})
    form = organizer.get(AT).text
    assert "Which dish?" in form
    version = form.split('name="questions_version" type="hidden" value="')[1].split('"')[0]
    sent: dict[str, Any] = {field: "Rice", "questions_version": version, "listing": None, "languages": ["en"]}
    assert enter(organizer, **sent).status_code == 303
    [registration] = registrations(app)
    assert (registration.name, registration.status) == (ANSWERS["name"], R.SUBMITTED)
    assert (registration.confirmed_at is not None, registration.gender) == (True, "woman")
    # A wish not to be listed is not overruled by silence; the languages that the office chose are.
    assert (registration.listing, registration.languages) == (Listing.NONE, ["en"])
    with work(app):
        assert sorted(a.shown for a in db.session.scalars(select(Answer))) == ["A wheelchair", "Rice"]
    [mail] = mails(app)
    assert mail.subject.startswith("You have been registered: Example workshop")


def test_entered_with_a_place_and_told_nothing(app: Flask, organizer: FlaskClient) -> None:
    assert enter(organizer, status="approved", tell=None).status_code == 303
    assert [r.status for r in registrations(app)] == [R.APPROVED]
    assert mails(app) == []
    assert enter(organizer, email="b@example.org", name="Bilal", status="approved").status_code == 303
    assert [m.calendar_method for m in mails(app)] == ["REQUEST"]


def test_no_place_is_left(app: Flask, organizer: FlaskClient) -> None:
    set_meeting(app, places=0)
    full = enter(organizer, status="approved")
    assert (full.status_code, errors(full.text)) == (422, ["All 0 places are taken."])
    assert registrations(app) == []
    assert enter(organizer).status_code == 303


def test_who_looks_like_somebody_needs_a_second_press(app: Flask, organizer: FlaskClient) -> None:
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        a_registration(meeting, name="Kebede-Strand, Amína", organization_name="Horn Authority, Example")
    first = enter(organizer)
    assert first.status_code == 422
    assert "This looks like somebody who has registered Kebede-Strand, Amína" in plain(first.text)
    sure = first.text.split('name="sure" type="hidden" value="')[1].split('"')[0]
    # A second press counts for this person only.
    assert enter(organizer, sure=sure, email="other@example.org").status_code == 422
    assert len(registrations(app)) == 1
    assert enter(organizer, sure=sure).status_code == 303
    assert len(registrations(app)) == 2


def test_the_same_address_is_never_entered_twice(app: Flask, organizer: FlaskClient) -> None:
    enter(organizer)
    again = enter(organizer, name="Somebody Else", sure="x")
    assert errors(again.text) == [
        "E-mail address – Amina Kebede-Strand has registered with this address already: waits for a decision."
    ]
    set_meeting(app, status="cancelled")
    assert errors(enter(organizer, email="c@example.org", name="Zed").text) == ["This meeting is cancelled."]


def test_nobody_agrees_for_another_person_who_is_asked_on_the_own_page(
    app: Flask, organizer: FlaskClient
) -> None:
    with work(app):
        section = a_section(db.session.scalars(select(Meeting)).one())
        a_question(section, QuestionKind.AGREEMENT, wording="I keep the rules", required=True)
    assert "I keep the rules" not in organizer.get(AT).text
    assert enter(organizer).status_code == 303
    [row] = registrations(app)
    with work(app):
        token = begin_session(db.session.get_one(Account, row.account_id))
    person = app.test_client()
    with person.session_transaction() as session:
        session["_user_id"] = token
    page = person.get(f"/my/registrations/{row.key}").text
    assert "1 question of this meeting waits for your answer." in page
