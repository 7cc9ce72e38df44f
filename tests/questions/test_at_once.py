"""Several people at once, on both databases: one form is begun, and no answer is lost to an edit."""

from collections.abc import Callable
from threading import Barrier, Thread

from flask import Flask
from sqlalchemy import select

from meetings.access.actor import ANYONE, OPERATOR
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused
from meetings.programme.models import Meeting
from meetings.questions import actions
from meetings.questions.models import Answer, Question, QuestionForm
from meetings.questions.queries import form_of
from meetings.questions.rules import SectionDraft
from tests.builders import a_meeting
from tests.kit_app import work
from tests.questions.builders import a_question, a_section, about


def together(*acts: Callable[[], None]) -> list[BaseException]:
    """Do these at the same time; what they raised."""
    start, raised = Barrier(len(acts)), list[BaseException]()

    def run(act: Callable[[], None]) -> None:
        start.wait()
        try:
            act()
        except BaseException as error:
            raised.append(error)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised


def test_several_begin_a_form_at_once_and_it_is_one(app: Flask) -> None:
    with work(app):
        meeting_id = a_meeting().id

    def add(title: str) -> None:
        with work(app):
            actions.add_section(OPERATOR, about(db.session.get_one(Meeting, meeting_id)), SectionDraft(title))

    assert together(*(lambda n=n: add(f"Section {n}") for n in range(6))) == []
    with work(app, writing=False):
        [form] = db.session.scalars(select(QuestionForm)).all()
        assert sorted(section.title for section in form.sections) == [f"Section {n}" for n in range(6)]
        assert [section.position for section in form.sections] == [1, 2, 3, 4, 5, 6]


def test_an_answer_that_comes_while_its_question_is_taken_out_is_kept_or_refused(app: Flask) -> None:
    for _round in range(5):
        with work(app):
            meeting = a_meeting()
            question_id = a_question(a_section(meeting)).id
            meeting_id = meeting.id
        with work(app, writing=False):
            shown = form_of("meeting", meeting_id)

        def answer() -> None:
            with work(app):
                actions.save_answers(ANYONE, shown, "registration", meeting_id, {question_id: ("Rice",)})  # noqa: B023  # joined in this round

        def take_out() -> None:
            with work(app):
                actions.take_out_question(OPERATOR, db.session.get_one(Question, question_id))  # noqa: B023  # joined in this round

        raised = together(answer, take_out)
        assert [type(error) for error in raised] in ([], [Refused]), raised
        with work(app, writing=False):
            question = db.session.get(Question, question_id)
            answers = db.session.scalars(select(Answer.shown).where(Answer.question_id == question_id)).all()
            if raised:  # the question went first: whoever answers looks at the form again
                assert (question, list(answers)) == (None, [])
            else:
                assert question is not None and question.retired_at is not None
                assert list(answers) == ["Rice"]


def test_two_take_the_same_question_out_and_the_second_finds_it_gone(app: Flask) -> None:
    with work(app):
        question_id = a_question(a_section(a_meeting())).id

    def take_out() -> None:
        with work(app):
            question = db.session.get(Question, question_id)
            if question is None:
                raise NotFound
            actions.take_out_question(OPERATOR, question)

    assert [type(error) for error in together(take_out, take_out)] == [NotFound]
