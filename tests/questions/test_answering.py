"""A room above that asks the questions on a page of its own: files that outlive a refused form, answers changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, render_template_string, request
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from lxml import html
from werkzeug.test import TestResponse
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from meetings.access.actor import ANYONE, OPERATOR
from meetings.base import clock, files
from meetings.base.database import db, unit_of_work
from meetings.base.forms import Form
from meetings.base.refusals import NotFound, Refused
from meetings.base.settings import Settings
from meetings.programme.models import Meeting
from meetings.questions import actions
from meetings.questions.forms import questions_form
from meetings.questions.models import Question
from meetings.questions.queries import answers_of, file_of, form_of
from meetings.questions.rules import QuestionKind, When
from tests.base.files import PDF, PNG
from tests.builders import a_meeting
from tests.kit_app import statements, work
from tests.questions.builders import a_draft, a_question, a_section, after
from tests.questions.pages import a_file, errors, kept_files, texts
from tests.safety.kit import a_house_with
from tests.safety.nasty import SCRIPT

K = QuestionKind
NOON = datetime(2028, 9, 12, 12, tzinfo=UTC)
PAGE = """{% import "kit/all.html" as kit %}{% from "questions/_fields.html" import questions with context %}
{% from "questions/_answers.html" import answers with context %}
{{ kit.errors(form) }}{{ kit.form_open(form, multipart=form.takes_files) }}{{ kit.field(form.name) }}
{{ questions(form) }}
</form><div id="taken">{{ answers(kept, file_url) }}</div>"""


class Guest(Form):
    """The fixed fields of the room above."""

    name = StringField("Name", [InputRequired("Fill this in.")])
    category = SelectField("Capacity", choices=[SelectChoice("ngo", "NGO"), SelectChoice("state", "State")])


@dataclass
class Table:
    """The room above, and the numbers of what its form asks."""

    app: Flask
    client: FlaskClient
    meeting: int
    dish: int
    cv: int
    photo: int

    def send(self, **sent: Any) -> TestResponse:
        """Send the form with what its page holds, some of it changed; None: left out."""
        page = html.fromstring(self.client.get("/table").text)
        held = {
            field.name: field.value
            for field in page.xpath("//input[@name]|//select[@name]|//textarea[@name]")
            if field.get("type") not in ("file", "checkbox", "radio") or field.get("checked") is not None
        }
        data = held | {"name": "Amina", "category": "ngo"} | sent
        data = {name: value for name, value in data.items() if value is not None}
        return self.client.post("/table", data=data, content_type="multipart/form-data")

    def answers(self) -> list[tuple[str, str]]:
        with work(self.app, writing=False):
            return [(a.wording, a.shown) for a in answers_of(OPERATOR, "guest", [1])[1]]


@pytest.fixture
def table(app: Flask, settings: Settings) -> Iterator[Table]:
    clock.set_to(NOON)
    with a_house_with(settings, csrf=False) as house:
        house.add_url_rule("/table", "table", lambda: a_table(), methods=["GET", "POST"])
        for path in kept_files(house):
            with house.app_context():
                (files.folder() / path).unlink()
        with work(house):
            meeting = a_meeting()
            section = a_section(meeting)
            dish = a_question(section, K.CHOICE, required=True).id
            cv = a_question(section, K.FILE, wording="Your CV?").id
            photo = a_question(section, K.FILE, wording="A map?", when=When(("state",))).id
            made = Table(house, house.test_client(), meeting.id, dish, cv, photo)
        yield made


def a_table() -> ResponseReturnValue:
    with unit_of_work(request.method == "POST"):
        meeting = db.session.query(Meeting).one()
        asked, before = form_of("meeting", meeting.id), answers_of(ANYONE, "guest", [1])[1]
        form = questions_form(Guest, asked, before)()
        if form.validate_on_submit():
            try:
                actions.save_answers(ANYONE, asked, "guest", 1, form.answers())
                return "", 303
            except Refused as no:
                form.refuse(no)
        page = render_template_string(PAGE, form=form, kept=before, file_url=lambda key: f"/files/{key}")
        return page, 422 if form.is_submitted() else 200


def kept(page: TestResponse) -> list[str]:
    return texts(page, "//div[@class='kept']/p")


def token(page: TestResponse, number: int) -> str:
    return str(html.fromstring(page.text).xpath(f"//input[@name='q{number}-kept']/@value")[0])


def test_a_file_outlives_a_refused_form(table: Table) -> None:
    cv = f"q{table.cv}"
    page = table.send(**{cv: a_file(PDF, "../CV Müller.pdf"), "name": ""})
    assert page.status_code == 422
    assert errors(page) == ["Name – Fill this in.", "Which dish? – Choose one of these."]
    assert kept(page) == ["Kept: CV Müller.pdf"]
    assert table.answers() == []
    again = table.send(**{f"{cv}-kept": token(page, table.cv), f"q{table.dish}": "c1"})
    assert (again.status_code, table.answers()) == (
        303,
        [("Which dish?", "Rice"), ("Your CV?", "CV Müller.pdf")],
    )
    with table.app.test_request_context("/"), work(table.app, writing=False):
        [stored] = [a.file for a in answers_of(OPERATOR, "guest", [1])[1] if a.file]
        answer = files.send(file_of(OPERATOR, "guest", 1, stored.key))
        answer.direct_passthrough = False
        assert answer.get_data() == PDF
        for kind, subject, key in (("guest", 2, stored.key), ("host", 1, stored.key), ("guest", 1, "other")):
            with pytest.raises(NotFound):
                file_of(OPERATOR, kind, subject, key)


def test_a_kept_file_is_named_only_by_a_text_of_the_house(table: Table) -> None:
    cv, photo = f"q{table.cv}-kept", f"q{table.photo}-kept"
    page = table.send(**{f"q{table.cv}": a_file(PDF, "cv.pdf"), "name": ""})
    ours = token(page, table.cv)
    key, _, mac = ours.partition(".")
    sent = {f"q{table.dish}": "c1"}
    for forged in (f"{key}.{mac[:-1]}x", f"{key[:-4]}AAAA.{mac}", key, ".", "ü", "x" * 5000, "a.b", SCRIPT):
        assert table.send(**sent, **{cv: forged}).status_code == 303
        assert table.answers() == [("Which dish?", "Rice")]
    assert table.send(**sent, **{photo: ours, "category": "state"}).status_code == 303  # of another question
    assert table.answers() == [("Which dish?", "Rice")]
    clock.set_to(NOON + timedelta(hours=13))
    assert table.send(**sent, **{cv: ours}).status_code == 303
    assert table.answers() == [("Which dish?", "Rice")]


def test_a_file_that_was_swept_must_be_chosen_again(table: Table) -> None:
    page = table.send(**{f"q{table.cv}": a_file(PDF, "cv.pdf"), "name": ""})
    with table.app.app_context():
        for name in kept_files(table.app):
            (files.folder() / name).unlink()
    page = table.send(**{f"q{table.cv}-kept": token(page, table.cv), f"q{table.dish}": "c1"})
    assert errors(page) == ["Your CV? – This file is no longer here. Choose it again."]
    assert kept(page) == []


def test_answers_are_changed_and_a_file_stays_until_it_is_taken_out(table: Table) -> None:
    cv = f"q{table.cv}"
    assert table.send(**{cv: a_file(PDF, "cv.pdf"), f"q{table.dish}": "c1"}).status_code == 303
    page = table.client.get("/table")
    assert html.fromstring(page.text).xpath("//input[@checked]/@value") == ["c1"]
    assert kept(page) == ["Kept: cv.pdf"]
    assert table.send(**{f"q{table.dish}": "c2"}).status_code == 303
    assert table.answers() == [("Which dish?", "Beans"), ("Your CV?", "cv.pdf")]
    page = table.send(**{cv: a_file(b"GIF89a", "cv.gif"), f"q{table.dish}": "c2"})
    assert errors(page) == ["Your CV? – Send a PDF, a Word document (.docx), a PNG or a JPEG picture."]
    assert kept(page) == ["Kept: cv.pdf"]  # the one of before
    clock.set_to(NOON + timedelta(hours=2))
    [first] = kept_files(table.app)
    assert table.send(**{cv: a_file(PNG, "cv.png")}).status_code == 303
    assert table.answers() == [("Which dish?", "Beans"), ("Your CV?", "cv.png")]
    [second] = kept_files(table.app)
    assert first != second
    clock.set_to(NOON + timedelta(hours=4))
    assert table.send(**{f"{cv}-out": "yes"}).status_code == 303
    assert (table.answers(), kept_files(table.app)) == ([("Which dish?", "Beans")], set())


def test_the_file_of_a_question_that_is_not_asked_is_not_kept(table: Table) -> None:
    sent = {f"q{table.photo}": a_file(PNG, "map.png"), f"q{table.dish}": "c1"}
    assert table.send(**sent).status_code == 303
    assert (table.answers(), kept_files(table.app)) == ([("Which dish?", "Rice")], set())
    page = table.send(**{f"q{table.photo}": a_file(b"<svg/>", "map.svg"), f"q{table.dish}": "c1"})
    assert page.status_code == 303  # what is wrong with it is no matter
    sent = {f"q{table.photo}": a_file(PNG, "map.png"), "category": "state"}
    assert table.send(**sent).status_code == 303
    assert table.answers() == [("Which dish?", "Rice"), ("A map?", "map.png")]


def test_files_go_with_the_answers(table: Table) -> None:
    sent = {f"q{table.cv}": a_file(PDF, "cv.pdf"), f"q{table.dish}": "c1"}
    assert table.send(**sent).status_code == 303
    clock.set_to(NOON + timedelta(days=1))
    with work(table.app):
        assert actions.delete_answers(OPERATOR, "guest", [1]) == 2
        assert len(kept_files(table.app)) == 1  # until the commit
    assert (table.answers(), kept_files(table.app)) == ([], set())


def test_a_choice_that_is_no_longer_offered_stays_with_whoever_chose_it(table: Table) -> None:
    assert table.send(**{f"q{table.dish}": "c2"}).status_code == 303
    with work(table.app):
        question = db.session.get_one(Question, table.dish)
        draft = a_draft(K.CHOICE, choices=("Rice", "Bread"), required=True)
        actions.change_question(OPERATOR, question, draft, question.version)
    page = table.client.get("/table")
    assert texts(page, "//fieldset[@class='field']//label") == ["Rice", "Bread", "Beans (no longer offered)"]
    assert table.send(name="Amina K.").status_code == 303
    assert table.answers() == [("Which dish?", "Beans")]
    assert table.send(**{f"q{table.dish}": "c1"}).status_code == 303
    assert "Beans" not in table.client.get("/table").text
    assert errors(table.send(**{f"q{table.dish}": "c2"})) == ["Which dish? – Choose among these."]


def test_what_was_answered_is_text_where_it_is_shown(table: Table) -> None:
    with work(table.app):
        section = db.session.get_one(Question, table.dish).section
        line = a_question(section, wording=SCRIPT).id
        a_question(section, wording="More?", when=after(table.dish, "c1"))
    sent = {f"q{line}": SCRIPT, f"q{table.dish}": "c1", f"q{table.cv}": a_file(PDF, f"{SCRIPT}.pdf")}
    assert table.send(**sent).status_code == 303
    page = table.client.get("/table")
    assert SCRIPT not in page.text
    assert texts(page, "//div[@id='taken']//dd") == ["Rice", "script.pdf", SCRIPT]
    [link] = html.fromstring(page.text).xpath("//div[@id='taken']//a/@href")
    with work(table.app, writing=False):
        [stored] = [a.file for a in answers_of(OPERATOR, "guest", [1])[1] if a.file]
        assert link == f"/files/{stored.key}"


def test_the_statements_of_many_answers_are_one(table: Table) -> None:
    with work(table.app):
        asked = form_of("meeting", table.meeting)
        for subject in range(1, 41):
            actions.save_answers(OPERATOR, asked, "guest", subject, {table.dish: ("c1",)})
    with work(table.app, writing=False), statements(table.app) as sent:
        found = answers_of(OPERATOR, "guest", range(1, 42))
        assert [len(found[subject]) for subject in (1, 40, 41)] == [1, 1, 0]
        assert len(sent) == 1


def test_more_than_the_house_takes_is_too_large_but_for_pages_with_files(table: Table) -> None:
    big = {f"q{table.cv}": a_file(PDF + b"\0" * 3_000_000, "cv.pdf"), "name": "Amina"}
    assert table.client.post("/table", data=big).status_code == 413  # this page has not asked for more
