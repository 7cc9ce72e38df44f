"""A meeting's own questions on its public form: asked, kept in the words of their day, corrected until the date."""

import io
import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actions import begin_session, make_account
from meetings.access.actor import OPERATOR
from meetings.access.models import Account, AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.programme.models import Meeting
from meetings.questions import actions as questions
from meetings.questions.models import Answer, Question
from meetings.questions.queries import answers_of
from meetings.questions.rules import QuestionKind, When
from meetings.registration.models import Registration, RegistrationTerms
from meetings.registration.rules import RegistrationStatus
from tests.base.files import PDF
from tests.kit_app import signed_in, work
from tests.questions.builders import a_draft, a_question, a_section
from tests.registration.steps import ANSWERS, a_published_meeting

K = QuestionKind


def a_form(app: Flask) -> tuple[str, str, str]:
    """A dish that everybody is asked for, a letter from NGOs, a CV; the names of their fields."""
    a_published_meeting(app)
    with work(app):
        section = a_section(db.session.scalars(select(Meeting)).one())
        dish = a_question(section, wording="Which dish?", required=True)
        letter = a_question(section, wording="Who sends you?", required=True, when=When(("ngo",)))
        cv = a_question(section, K.FILE, wording="Your CV")
        return f"q{dish.id}", f"q{letter.id}", f"q{cv.id}"


def given(app: Flask) -> list[tuple[str, str]]:
    with work(app, writing=False):
        [registration] = db.session.scalars(select(Registration)).all()
        found = answers_of(OPERATOR, "registration", [registration.id])[registration.id]
        return [(a.wording, a.shown) for a in found]


def test_a_required_question_is_asked_and_its_answer_kept(app: Flask) -> None:
    dish, _letter, cv = a_form(app)
    client, url = app.test_client(), "/meetings/workshop/register"
    page = client.get(url).text
    assert re.findall(r'enctype="([^"]+)"', page) == ["multipart/form-data"]
    assert page.count("Why we ask: to order it.") == 3
    version = re.findall(r'name="questions_version"[^>]*value="(\d+)"', page)[0]
    sent = ANSWERS | {"questions_version": version}
    refused = client.post(url, data=sent)
    assert refused.status_code == 422 and f'id="{dish}-e"' in refused.text
    assert 'value="Amina Kebede-Strand"' in refused.text
    file = (io.BytesIO(PDF), "cv.pdf")
    answer = client.post(url, data=sent | {dish: "Rice", cv: file}, content_type="multipart/form-data")
    assert answer.status_code == 303
    assert given(app) == [("Which dish?", "Rice"), ("Your CV", "cv.pdf")]


def test_an_answer_keeps_its_words_and_the_office_sees_it_with_its_file(app: Flask) -> None:
    dish, _letter, cv = a_form(app)
    client, url = app.test_client(), "/meetings/workshop/register"
    version = re.findall(r'name="questions_version"[^>]*value="(\d+)"', client.get(url).text)[0]
    file = (io.BytesIO(PDF), "cv.pdf")
    sent = ANSWERS | {"questions_version": version, dish: "Rice", cv: file}
    client.post(url, data=sent, content_type="multipart/form-data")
    with work(app):
        question = db.session.get_one(Question, int(dish[1:]))
        questions.change_question(OPERATOR, question, a_draft(wording="Which meal?", required=True), 1)
        key = db.session.scalars(select(Registration.key)).one()
    office = signed_in(app, Role.ORGANIZER)
    page = office.get(f"/registrations/{key}").text
    assert ("Which dish?" in page, "Which meal?" in page, "Rice" in page) == (True, False, True)
    [address] = re.findall(rf'href="(/registrations/{key}/files/[^"]+)"', page)
    download = office.get(address)
    assert (download.data, download.headers["Content-Disposition"]) == (PDF, "attachment; filename=cv.pdf")
    assert app.test_client().get(address).status_code in (302, 303, 401, 403, 404)
    stale = client.post(url, data=sent | {"email": "other@example.org", cv: (io.BytesIO(PDF), "cv.pdf")})
    assert stale.status_code == 422  # nobody has agreed to words that were not shown


def test_a_question_for_one_group_is_asked_of_that_group_only(app: Flask) -> None:
    dish, letter, _cv = a_form(app)
    client, url = app.test_client(), "/meetings/workshop/register"
    version = re.findall(r'name="questions_version"[^>]*value="(\d+)"', client.get(url).text)[0]
    sent = ANSWERS | {"questions_version": version, dish: "Rice", letter: "Nobody"}
    ngo = client.post(url, data=sent | {"category": "ngo", letter: ""})
    assert ngo.status_code == 422 and f'id="{letter}-e"' in ngo.text
    assert client.post(url, data=sent).status_code == 303  # a subregional expert is not asked
    assert given(app) == [("Which dish?", "Rice")]


def test_answers_are_corrected_on_ones_own_page_until_the_date(app: Flask) -> None:
    dish, _letter, _cv = a_form(app)
    client, url = app.test_client(), "/meetings/workshop/register"
    version = re.findall(r'name="questions_version"[^>]*value="(\d+)"', client.get(url).text)[0]
    client.post(url, data=ANSWERS | {"questions_version": version, dish: "Rice"})
    with work(app):
        registration = db.session.scalars(select(Registration)).one()
        registration.status = RegistrationStatus.SUBMITTED
        account = make_account(OPERATOR, registration.email, registration.name)
        registration.account_id = account.id
        token = begin_session(db.session.get_one(Account, account.id))
        own = f"/my/registrations/{registration.key}"
    with client.session_transaction() as session:
        session["_user_id"] = token
    page = client.get(f"{own}/answers").text
    assert 'value="Rice"' in page and "Change my answers" in client.get(own).text
    sent = {
        "name": "Amina Kebede",
        "function": "Judge",
        "languages": "fr",
        "zone": "",
        "gender": "woman",
        "version": "1",
    }
    sent |= {"questions_version": version, dish: "Beans"}
    assert client.post(f"{own}/answers", data=sent).status_code == 303
    assert given(app) == [("Which dish?", "Beans")]
    with work(app, writing=False):
        row = db.session.scalars(select(Registration)).one()
        assert (row.function, row.languages, row.gender and row.gender.value) == ("Judge", ["fr"], "woman")
        assert (row.name, row.sort_key) == ("Amina Kebede", "amina kebede")
        trail = db.session.scalars(select(AuditRow).where(AuditRow.verb == "correct_answers")).one()
        assert (trail.before or {})["name"] == "Amina Kebede-Strand"
    again = client.post(f"{own}/answers", data=sent | {dish: "Bread"})  # a second window
    assert again.status_code == 422 and 'value="Bread"' in again.text
    stale = client.post(f"{own}/answers", data=sent | {"name": "Amina K."}).text
    assert ("Two versions" in stale, 'name="version" type="hidden" value="2"' in stale) == (True, True)
    with work(app):
        now = datetime(2026, 11, 1, tzinfo=UTC)
        db.session.add(
            RegistrationTerms(
                meeting_id=db.session.scalars(select(Meeting.id)).one(),
                changes_close=now.replace(tzinfo=None),
                changes_close_at=now,
            )
        )
    clock.set_to(datetime(2026, 11, 2, tzinfo=UTC))
    late = client.post(f"{own}/answers", data=sent | {dish: "Bread", "version": "2"})
    assert late.status_code == 422 and "It is too late to change answers here" in late.text
    assert given(app) == [("Which dish?", "Beans")]
    with work(app, writing=False):
        assert len(db.session.scalars(select(Answer)).all()) == 1


@pytest.mark.parametrize("kind", list(QuestionKind), ids=lambda kind: kind.value)
@pytest.mark.parametrize("required", [False, True])
def test_every_kind_left_empty_goes_through_or_is_asked_for(
    app: Flask, kind: QuestionKind, required: bool
) -> None:
    a_published_meeting(app)
    choices = ("One", "Two") if kind in (K.CHOICE, K.SEVERAL) else ()
    with work(app):
        section = a_section(db.session.scalars(select(Meeting)).one())
        name = f"q{a_question(section, kind, required=required, choices=choices).id}"
    client, url = app.test_client(), "/meetings/workshop/register"
    version = re.findall(r'name="questions_version"[^>]*value="(\d+)"', client.get(url).text)[0]
    answer = client.post(url, data=ANSWERS | {"questions_version": version, name: ""})
    assert answer.status_code == (422 if required else 303), answer.text
    if required:
        assert "There is no such day" not in answer.text
        assert f'id="{name}-e"' in answer.text


@pytest.mark.parametrize("typed", ["   ", "2028-02-30", "soon"])
def test_what_is_no_day_is_told_and_spaces_are_none(app: Flask, typed: str) -> None:
    office = signed_in(app, Role.ORGANIZER)
    answer = office.post("/meetings/new", data={"title": "A meeting", "starts_on": typed, "ends_on": typed})
    assert answer.status_code == 422
    assert answer.text.count("There is no such day.") >= 2
