"""A law: however a form is edited and sent again, no answer goes that its owner left as it was."""

from contextlib import suppress

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.access.actor import ANYONE, OPERATOR
from meetings.base.database import db, unit_of_work
from meetings.base.refusals import Refused
from meetings.questions import actions
from meetings.questions.models import Question
from meetings.questions.queries import answers_of, form_of
from meetings.questions.rules import QuestionKind, When, check_answers
from tests.builders import a_meeting
from tests.questions.builders import a_draft, a_question, a_section, answered

K = QuestionKind
ME, CATEGORY = 7, "regional"
CONDITIONS = st.sampled_from(["none", "ngo", "rice", "beans", "after the second"])
EDITS = st.tuples(st.just("edit"), st.integers(1, 2), CONDITIONS)
TAKEN = st.tuples(st.sampled_from(["take out", "bring back"]), st.integers(0, 2), st.just(""))
SENT = st.tuples(st.just("send"), st.just(0), st.sampled_from(["c1", "c2"]))


@settings(max_examples=10)  # each has a form of its own in the database
@given(steps=st.lists(st.one_of(EDITS, TAKEN, SENT, SENT), max_size=8))
def _law(app: Flask, steps: list[tuple[str, int, str]]) -> None:
    with app.app_context(), unit_of_work(writing=True):
        meeting = a_meeting()
        section = a_section(meeting)
        asked = [a_question(section, K.CHOICE), a_question(section), a_question(section, K.LONG_TEXT)]
        ids = [question.id for question in asked]
        answered(meeting, ME, {ids[0]: ("c1",), ids[1]: ("mine",), ids[2]: ("mine too",)})
        for what, which, how in steps:
            with suppress(Refused):  # a form that would not hold together is refused, and stays
                _step(meeting.id, asked, what, which, how)
            kept = {a.question_id: a.given for a in answers_of(ANYONE, "registration", [ME])[ME]}
            assert set(kept) == set(ids)
            assert (kept[ids[1]], kept[ids[2]]) == (("mine",), ("mine too",))
        db.session.rollback()


def _step(meeting: int, asked: list[Question], what: str, which: int, how: str) -> None:
    question = asked[which]
    if what == "edit":
        when = {
            "none": When(),
            "ngo": When(categories=("ngo",)),
            "rice": When(question=asked[0].id, answers=("c1",)),
            "beans": When(question=asked[0].id, answers=("c2",)),
            "after the second": When(categories=(CATEGORY,), question=asked[0].id, answers=("c1", "c2")),
        }[how]
        draft = a_draft(question.kind, wording=question.wording, when=when)
        actions.change_question(OPERATOR, question, draft, question.version)
    elif what == "take out":
        actions.take_out_question(OPERATOR, question)
    elif what == "bring back":
        actions.bring_back_question(OPERATOR, question)
    else:  # the page shows what was answered; its owner changes the first answer, or not
        db.session.flush()
        form = form_of("meeting", meeting)
        raw = {a.question_id: a.given for a in answers_of(ANYONE, "registration", [ME])[ME]}
        checked = check_answers(form.questions, raw | {asked[0].id: (how,)}, CATEGORY, raw)
        assert checked.refusals == {}
        actions.save_answers(OPERATOR, form, "registration", ME, checked.answers, CATEGORY)


def test_no_answer_goes_that_its_owner_left_as_it_was(app: Flask) -> None:
    _law(app)


def test_an_answer_that_is_no_longer_asked_for_is_marked_until_it_is_asked_again(app: Flask) -> None:
    with app.app_context(), unit_of_work(writing=True):
        meeting = a_meeting()
        section = a_section(meeting)
        asked = [a_question(section, K.CHOICE), a_question(section, wording="Why?")]
        answered(meeting, ME, {asked[0].id: ("c1",), asked[1].id: ("mine",)})

        def marks() -> list[tuple[str, str, bool]]:
            return [(a.wording, a.shown, a.not_asked) for a in answers_of(ANYONE, "registration", [ME])[ME]]

        _step(meeting.id, asked, "edit", 1, "ngo")
        _step(meeting.id, asked, "send", 0, "c2")
        assert marks() == [("Which dish?", "Beans", False), ("Why?", "mine", True)]
        _step(meeting.id, asked, "edit", 1, "none")
        _step(meeting.id, asked, "send", 0, "c2")
        assert marks() == [("Which dish?", "Beans", False), ("Why?", "mine", False)]
        answered(meeting, ME, {asked[0].id: ("c2",)})  # its owner leaves it empty
        assert marks() == [("Which dish?", "Beans", False)]
