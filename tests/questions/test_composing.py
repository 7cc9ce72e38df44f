"""Composing a meeting's form, through its pages."""

import pytest
from flask import Flask
from lxml import html

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.programme.models import Meeting
from meetings.questions.models import Question
from tests.base.files import PDF
from tests.builders import a_meeting
from tests.kit_app import ON_ONE_DATABASE, signed_in, statements, work
from tests.questions.builders import a_question, a_section, answered
from tests.questions.pages import (
    AT,
    a_file,
    add_section,
    an_organizer,
    ask,
    attempt,
    done,
    errors,
    kept_files,
    questions_on,
    taken,
    texts,
)
from tests.safety.nasty import SCRIPT

pytestmark = ON_ONE_DATABASE

SHOWN = "//p[@class='only-if']"


def test_a_new_form_begins_with_access_needs(app: Flask) -> None:
    client = an_organizer(app)
    page = client.get(AT)
    assert texts(page, "//div[contains(@class, 'note')]//h2") == [
        "Nothing is asked beyond the fixed fields yet"
    ]
    assert texts(page, "//section[@aria-labelledby='fixed']//li")[:2] == ["Full name", "E-mail address"]
    assert done(client.post(f"{AT}/start")) == AT
    assert done(client.post(f"{AT}/start")) == AT  # pressed twice
    page = client.get(AT)
    assert texts(page, "//h2[starts-with(@id, 's')]") == ["Access needs"]
    assert questions_on(page) == [
        "Which of these services do you need?", "Which sign language?", "Which other service?",
    ]  # fmt: skip
    # What is always asked has no button of any kind.
    assert html.fromstring(page.text).xpath("//section[@aria-labelledby='fixed']//button") == []


def test_a_question_of_each_kind_is_asked_tried_and_nothing_is_kept(app: Flask) -> None:
    client, before = an_organizer(app), kept_files(app)
    section = add_section(client)
    choices = {"choices": "Rice\nBeans\nBread"}
    numbers = [
        ask(client, section, "text", wording="Which dish?"),
        ask(client, section, "long_text", wording="What else?", most="5"),
        ask(client, section, "choice", wording="One of these?", required="y", **choices),
        ask(client, section, "several", wording="Some of these?", **choices),
        ask(client, section, "date", wording="Which day?"),
        ask(client, section, "number", wording="How many?", most="20"),
        ask(client, section, "file", wording="Your menu?", most="1"),
        ask(client, section, "agreement", wording="We may cook it.", required="y"),
    ]
    q = [f"q{number}" for number in numbers]
    page = client.get(f"{AT}/try")
    assert page.status_code == 200
    assert texts(page, "//p[@class='why']") == ["Why we ask: to order it."] * 8
    page = attempt(client)
    assert page.status_code == 422
    assert errors(page) == [
        "One of these? – Choose one of these.",
        "We may cook it. – Tick this if you agree; without it your answers cannot be taken.",
    ]
    right = {q[0]: "Rice soup", q[1]: "a b c", q[2]: "c2", q[3]: ["c3", "c1"], q[4]: "2028-10-10", q[5]: "7"}
    page = attempt(client, **right, **{q[6]: a_file(PDF, "menu.pdf"), q[7]: "yes"})
    assert (page.status_code, errors(page)) == (200, [])
    assert taken(page) == [
        ("Which dish?", "Rice soup"),
        ("What else?", "a b c"),
        ("One of these?", "Beans"),
        ("Some of these?", "Rice Bread"),
        ("Which day?", "10 October 2028"),
        ("How many?", "7"),
        ("Your menu?", "menu.pdf"),
        ("We may cook it.", "Agreed"),
    ]
    wrong = {q[1]: "a b c d e f", q[2]: "c9", q[4]: "2028-02-30", q[5]: "21", q[7]: "yes"}
    page = attempt(client, **wrong, **{q[6]: a_file(PDF + b"\0" * 1_000_000, "menu.pdf")})
    assert errors(page) == [
        "What else? – At most 5 words; these are 6.",
        "One of these? – Choose among these.",
        "Which day? – There is no such day. Choose one, or write it like 2028-10-03.",
        "How many? – Write a whole number from 0 to 20.",
        "Your menu? – This file has 1 MB; at most 1 MB are taken.",
    ]
    assert texts(page, f"//textarea[@name='{q[1]}']") == ["a b c d e f"]  # the input is kept
    assert kept_files(app) == before


def test_a_question_for_some_only_says_so_and_is_not_demanded_of_others(app: Flask) -> None:
    client = an_organizer(app)
    section = add_section(client)
    dish = ask(client, section, "several", wording="Which dish?", choices="Rice\nBread")
    hungry = ask(client, section, "agreement", wording="I am hungry.")
    bread = ask(
        client,
        section,
        wording="Which bread?",
        required="y",
        when_answers=f"{dish}:c2",
        when_categories=["ngo"],
    )
    more = ask(client, section, wording="How much more?", required="y", when_answers=f"{hungry}:yes")
    sentences = [
        "Only for: Non-governmental organization. Only if “Which dish?” is answered with: Bread.",
        "Only if this is agreed to: “I am hungry.”",
    ]
    page = client.get(f"{AT}/try")
    assert texts(page, SHOWN) == sentences
    block = html.fromstring(page.text).xpath("//*[@data-only-if]")[0]
    assert {name: value for name, value in block.attrib.items() if name.startswith("data-")} == {
        "data-only-if": f"q{dish}",
        "data-answers": "c2",
        "data-category-field": "category",
        "data-categories": "ngo",
    }
    assert [
        sentence for sentence in sentences if sentence in " ".join(texts(client.get(AT), "//li"))
    ] == sentences
    answers = {f"q{dish}": "c2", f"q{bread}": "", f"q{more}": "not asked"}
    assert errors(attempt(client, **answers)) == ["Which bread? – Fill this in."]
    page = attempt(client, **answers, category="regional")
    assert taken(page) == [("Which dish?", "Bread")]
    page = attempt(client, **answers | {f"q{bread}": "Rye", f"q{hungry}": "yes"})
    assert taken(page) == [
        ("Which dish?", "Bread"), ("I am hungry.", "Agreed"), ("Which bread?", "Rye"),
        ("How much more?", "not asked"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("wording", "Passport number"),
        ("help", "As in your birth certificate: date of birth."),
        ("choices", "Rice\nYour diagnosis"),
    ],
)
def test_what_is_never_asked_is_refused_beside_its_field(app: Flask, field: str, text: str) -> None:
    client = an_organizer(app)
    section = add_section(client)
    typed = {"wording": "Which dish?", "purpose": "to order it.", "choices": "Rice\nBread"} | {field: text}
    page = client.post(f"{AT}/sections/{section}/questions/new?kind=choice", data=typed)
    assert page.status_code == 422
    [error] = errors(page)
    assert "never asked here" in error
    assert texts(page, f"//*[@id='{field}-e']//p") != []
    assert texts(page, f"//*[@name='{field}']") == [" ".join(text.split())]
    assert questions_on(client.get(AT)) == []


def test_buttons_move_take_out_and_bring_back(app: Flask) -> None:
    client = an_organizer(app)
    section = add_section(client)
    one, two = (ask(client, section, wording=wording) for wording in ("One?", "Two?"))
    assert done(client.post(f"{AT}/questions/{two}/move", data={"direction": "up"})) == f"{AT}#q{two}"
    assert questions_on(client.get(AT)) == ["Two?", "One?"]
    done(client.post(f"{AT}/questions/{two}/move", data={"direction": "down"}))
    assert questions_on(client.get(AT)) == ["One?", "Two?"]
    with work(app):
        meeting = db.session.get_one(Meeting, db.session.get_one(Question, one).section.form.about_id)
        answered(meeting, 1, {one: ("Yes",)})
    done(client.post(f"{AT}/questions/{two}/out"))
    done(client.post(f"{AT}/questions/{one}/out"))
    page = client.get(AT)
    assert questions_on(page) == []
    assert texts(page, "//div[contains(@class, 'flash')]") == [
        "The question is taken out. Nobody had answered it.",
        "The question is taken out. 1 answer is kept; you can bring it back below.",
    ]
    assert texts(page, "//section[@aria-labelledby='out']//li/span") == ["One?"]
    done(client.post(f"{AT}/questions/{one}/out", data={"back": "1"}))
    assert questions_on(client.get(AT)) == ["One?"]
    page = client.post(f"{AT}/sections/{section}/out")
    assert page.status_code == 409
    assert errors(page) == ["Take the questions of this section out first, or put them into another."]
    assert questions_on(page) == ["One?"]


def test_a_stale_edit_shows_what_stands_there_now(app: Flask) -> None:
    client = an_organizer(app)
    question = ask(client, add_section(client), "choice", choices="Rice\nBread")
    page = f"{AT}/questions/{question}"
    typed = {"wording": "Mine?", "purpose": "to order it.", "choices": "Rice\nBread", "version": "1"}
    done(client.post(page, data=typed | {"wording": "Theirs?", "choices": "Rice\nBeans"}))
    answer = client.post(page, data=typed)
    assert answer.status_code == 422
    assert texts(answer, "//div[contains(@class, 'note')]//dt") == ["Question", "Answers to choose from"]
    assert texts(answer, "//div[contains(@class, 'note')]//dd") == ["Theirs?", "Rice Beans"]
    assert texts(answer, "//textarea[@name='wording']") == ["Mine?"]
    again = html.fromstring(answer.text).xpath("//input[@name='version']/@value")[0]
    done(client.post(page, data=typed | {"version": again}))
    assert questions_on(client.get(AT)) == ["Mine?"]
    section = f"{AT}/sections/{html.fromstring(client.get(AT).text).xpath('//h2/@id')[0][1:]}"
    done(client.post(section, data={"title": "Theirs", "version": "1"}))
    answer = client.post(section, data={"title": "Mine", "version": "1"})
    assert answer.status_code == 422
    assert texts(answer, "//div[contains(@class, 'note')]//dd") == ["Theirs"]


def test_a_form_that_changed_while_it_was_answered_is_looked_through_again(app: Flask) -> None:
    client = an_organizer(app)
    question = ask(client, add_section(client))
    before = {"category": "ngo", f"q{question}": "Rice", "questions_version": "1"}
    answer = client.post(f"{AT}/try", data=before)
    assert answer.status_code == 422
    assert errors(answer) == [
        "The questions were changed while you were answering. Your answers are still here: look through them and "
        "send them again."
    ]
    page = html.fromstring(answer.text)
    again = {"questions_version": page.xpath("//input[@name='questions_version']/@value")[0]}
    assert page.xpath(f"//input[@name='q{question}']/@value") == ["Rice"]
    assert taken(client.post(f"{AT}/try", data=before | again)) == [("Which dish?", "Rice")]


def test_another_meetings_form_is_copied(app: Flask) -> None:
    client = an_organizer(app)
    with work(app):
        other = a_meeting("other", title="Another workshop")
        a_question(a_section(other), wording="Which bread?")
        a_meeting("empty", title="Asks nothing")
        number = other.id
    page = client.get(AT)
    assert texts(page, "//select[@name='source']/option") == ["Another workshop"]
    done(client.post(f"{AT}/copy", data={"source": str(number)}))
    assert questions_on(client.get(AT)) == ["Which bread?"]
    for source in ("0", "x", ""):
        assert client.post(f"{AT}/copy", data={"source": source}).status_code == 422


def test_a_part_of_another_meetings_form_is_not_found_here(app: Flask) -> None:
    client = an_organizer(app)
    with work(app):
        section = a_section(a_meeting("other"))
        question = a_question(section)
        paths = [f"{AT}/sections/{section.id}", f"{AT}/questions/{question.id}"]
    for path in (*paths, f"{AT}/sections/999", f"{AT}/questions/{2**31}"):
        assert client.get(path).status_code == 404
        assert client.post(f"{path}/move").status_code == 404
        assert client.post(f"{path}/out").status_code == 404


def test_what_people_wrote_is_text_on_every_page(app: Flask) -> None:
    client = an_organizer(app)
    section = add_section(client, SCRIPT, about=SCRIPT)
    dish = ask(
        client, section, "choice", wording=SCRIPT, purpose=SCRIPT, help=SCRIPT, choices=f"{SCRIPT}\nBread"
    )
    last = ask(client, section, wording="%(x)s {{ 7*7 }}", purpose="%s", when_answers=f"{dish}:c1")
    pages = [
        client.get(path) for path in (AT, f"{AT}/try", f"{AT}/questions/{last}", f"{AT}/sections/{section}")
    ]
    pages.append(attempt(client, **{f"q{dish}": "c1", f"q{last}": SCRIPT}))
    assert taken(pages[-1]) == [(SCRIPT, SCRIPT), ("%(x)s {{ 7*7 }}", SCRIPT)]
    for page in pages:
        assert page.status_code == 200
        assert SCRIPT not in page.text and "49" not in texts(page, "//main//p")


def test_the_trail_stands_below_the_form(app: Flask) -> None:
    client = an_organizer(app)
    add_section(client)
    rows = texts(client.get(AT), "//details//tbody/tr/td[@data-label='What']")
    assert [row.rstrip("0123456789") for row in rows] == ["added a section to the form: form "]


def test_a_page_that_takes_files_takes_what_all_files_of_a_form_may_have(app: Flask) -> None:
    client = an_organizer(app)
    file = ask(client, add_section(client), "file", most="10")
    for size, status, wrong in (
        (9_000_000, 200, []),
        (11_000_000, 422, ["Which dish? – This file has 11 MB; at most 10 MB are taken."]),
        (23_000_000, 413, []),
    ):
        version = {"questions_version": "3", "category": "ngo"}
        sent = {f"q{file}": a_file(PDF + b"\0" * size, "menu.pdf")} | version
        page = client.post(f"{AT}/try", data=sent, content_type="multipart/form-data")
        assert (page.status_code, errors(page)) == (status, wrong)
    long = {f"q{file}": a_file(PDF, "menu.pdf"), "category": "x" * 2_000_000}
    assert client.post(f"{AT}/try", data=long, content_type="multipart/form-data").status_code == 413
    page = client.post(f"{AT}/sections/new", data={"title": "x", "about": "y" * 3_000_000})
    assert (page.status_code, texts(page, "//h1")) == (413, ["That is too large"])


def a_long_form(app: Flask, slug: str, questions: int) -> None:
    with work(app):
        meeting = a_meeting(slug)
        for part in range(3):
            section = a_section(meeting, f"Part {part}")
            for number in range(questions):
                a_question(section, wording=f"Question {number}?")


def test_the_statements_of_a_page_do_not_grow_with_the_form(app: Flask) -> None:
    client = signed_in(app, Role.ORGANIZER)
    a_long_form(app, "short", 1)
    a_long_form(app, "long", 20)
    for rest in ("", "/try"):
        counts = []
        for slug in ("short", "long", "short", "long"):
            with statements(app) as sent:
                assert client.get(f"/meetings/{slug}/questions{rest}").status_code == 200
            counts.append(len(sent))
        assert counts[2] == counts[3], (rest, counts)
