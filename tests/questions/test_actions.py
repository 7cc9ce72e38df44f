"""Editing a form loses no answer; answers keep the words of their day; nobody overwrites what he has not seen."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from meetings.access.actor import ANYONE, OPERATOR
from meetings.access.models import AuditRow
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused, Stale
from meetings.programme.models import Meeting
from meetings.questions import actions
from meetings.questions.models import Answer, Question, QuestionForm, Section
from meetings.questions.queries import (
    answer_counts,
    answers_of,
    find_form,
    form_of,
    get_question,
    get_section,
    having_forms,
    questions_of,
)
from meetings.questions.rules import CHANGED, QuestionKind, SectionDraft, When, proposed
from tests.builders import a_meeting
from tests.kit_app import work
from tests.questions.builders import a_draft, a_question, a_section, about, after, answered

K = QuestionKind


def told(meeting: Meeting, subject: int = 1) -> list[tuple[str, str]]:
    """The answers of a registration: question and answer in the words of their day."""
    return [(a.wording, a.shown) for a in answers_of(OPERATOR, "registration", [subject])[subject]]


def wordings(meeting: Meeting) -> list[str]:
    return [question.wording for question in form_of("meeting", meeting.id).questions]


@contextmanager
def a_form(app: Flask) -> Iterator[tuple[Meeting, Section, Question]]:
    """A meeting that asks one question, of several answers."""
    with work(app):
        meeting = a_meeting()
        section = a_section(meeting)
        yield meeting, section, a_question(section, K.SEVERAL)


def test_an_answer_keeps_the_wording_of_its_day(app: Flask) -> None:
    with a_form(app) as (meeting, _, question):
        answered(meeting, 1, {question.id: ("c1", "c2")})
        draft = a_draft(K.SEVERAL, wording="What do you eat?", choices=("Rice", "Pulses", "Bread"))
        actions.change_question(OPERATOR, question, draft, question.version)
        answered(meeting, 2, {question.id: ("c1", "c4")})
        assert told(meeting, 1) == [("Which dish?", "Rice\nBeans")]
        assert told(meeting, 2) == [("What do you eat?", "Rice\nPulses")]
        [now] = form_of("meeting", meeting.id).questions
        assert [(c.code, c.words, c.retired) for c in now.choices] == [
            ("c1", "Rice", False), ("c4", "Pulses", False), ("c3", "Bread", False), ("c2", "Beans", True),
        ]  # fmt: skip


def test_a_question_with_answers_is_retired_and_can_be_brought_back(app: Flask) -> None:
    with a_form(app) as (meeting, section, question):
        answered(meeting, 1, {question.id: ("c1",)})
        assert actions.take_out_question(OPERATOR, question) == 1
        assert wordings(meeting) == []
        assert told(meeting) == [("Which dish?", "Rice")]
        assert [q.wording for q in questions_of(OPERATOR, "meeting", meeting.id)] == ["Which dish?"]
        answered(meeting, 1, {})  # whoever answers the form again is not asked it, and loses nothing
        assert told(meeting) == [("Which dish?", "Rice")]
        with pytest.raises(Refused, match="Bring it back first"):
            actions.change_question(OPERATOR, question, a_draft(K.SEVERAL), question.version)
        actions.take_out_section(OPERATOR, section)
        assert section.retired_at is not None
        actions.bring_back_question(OPERATOR, question)
        assert wordings(meeting) == ["Which dish?"]
        assert db.session.scalars(select(Section.retired_at)).all() == [None]


def test_a_question_that_nobody_answered_is_deleted_and_so_is_its_empty_section(app: Flask) -> None:
    with a_form(app) as (_, section, question):
        with pytest.raises(Refused, match="Take the questions of this section out first"):
            actions.take_out_section(OPERATOR, section)
        assert actions.take_out_question(OPERATOR, question) == 0
        actions.take_out_section(OPERATOR, section)
        db.session.flush()
        assert [*db.session.scalars(select(Question)), *db.session.scalars(select(Section))] == []


def test_the_database_keeps_an_answered_question(app: Flask) -> None:
    with a_form(app) as (meeting, _, question):
        answered(meeting, 1, {question.id: ("c1",)})
        db.session.flush()
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(delete(Question))
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(update(Question).values(purpose=""))


def test_answers_are_replaced_and_deleted_by_whoever_gave_them(app: Flask) -> None:
    with a_form(app) as (meeting, section, question):
        line = a_question(section, wording="Anything else?")
        answered(meeting, 1, {question.id: ("c1",), line.id: ("Salt",)})
        first = answers_of(OPERATOR, "registration", [1])[1][0].answered_at
        answered(meeting, 2, {question.id: ("c2",)})
        answered(meeting, 1, {question.id: ("c3",)})
        assert told(meeting, 1) == [("Which dish?", "Bread")]
        assert told(meeting, 2) == [("Which dish?", "Beans")]
        form = find_form("meeting", meeting.id)
        assert form is not None and answer_counts(OPERATOR, form) == {question.id: 2}
        assert answers_of(OPERATOR, "registration", [1])[1][0].answered_at >= first
        assert actions.delete_answers(OPERATOR, "registration", [1]) == 1
        assert (told(meeting, 1), told(meeting, 2)) == ([], [("Which dish?", "Beans")])
        assert actions.delete_answers(OPERATOR, "registration", [1, 77]) == 0


def test_nobody_agrees_to_words_that_were_not_shown(app: Flask) -> None:
    with a_form(app) as (meeting, section, question):
        shown = form_of("meeting", meeting.id)
        a_question(section, wording="Something else?")
        with pytest.raises(Refused) as no:
            actions.save_answers(ANYONE, shown, "registration", 1, {question.id: ("c1",)})
        assert no.value.msgid == CHANGED
        assert told(meeting) == []


def test_an_edit_of_a_stale_page_is_refused(app: Flask) -> None:
    with a_form(app) as (_, section, question):
        read = question.version
        actions.change_question(OPERATOR, question, a_draft(K.SEVERAL, wording="First"), read)
        with pytest.raises(Stale):
            actions.change_question(OPERATOR, question, a_draft(K.SEVERAL, wording="Second"), read)
        read = section.version
        actions.change_section(OPERATOR, section, SectionDraft("First"), read)
        with pytest.raises(Stale):
            actions.change_section(OPERATOR, section, SectionDraft("Second"), read)
        assert (question.wording, section.title) == ("First", "First")


def test_questions_and_sections_move(app: Flask) -> None:
    with work(app):
        meeting = a_meeting()
        meals, travel = a_section(meeting), a_section(meeting, "Travel")
        one, two = (a_question(meals, wording=w) for w in ("One", "Two"))
        three = a_question(travel, wording="Three")
        actions.move_question(OPERATOR, two, up=True)
        assert wordings(meeting) == ["Two", "One", "Three"]
        actions.move_question(OPERATOR, two, up=True)  # at the end nothing happens
        actions.move_question(OPERATOR, one, up=False)
        assert wordings(meeting) == ["Two", "One", "Three"]
        actions.move_section(OPERATOR, travel, up=True)
        assert wordings(meeting) == ["Three", "Two", "One"]
        actions.move_section(OPERATOR, travel, up=True)
        actions.change_question(OPERATOR, two, a_draft(wording="Two"), two.version, travel)
        assert wordings(meeting) == ["Three", "Two", "One"]
        assert (two.section_id, three.section_id) == (travel.id, travel.id)


def test_a_question_stays_below_the_one_it_hangs_on(app: Flask) -> None:
    with a_form(app) as (meeting, section, question):
        which = a_question(section, wording="Which bread?", when=after(question.id, "c3"))
        other = a_section(meeting, "Travel")
        refused = "is shown only after a certain answer"
        for act in (
            lambda: actions.move_question(OPERATOR, which, up=True),
            lambda: actions.move_question(OPERATOR, question, up=False),
            lambda: actions.take_out_question(OPERATOR, question),
            lambda: actions.change_question(OPERATOR, question, a_draft(K.SEVERAL), question.version, other),
        ):
            with pytest.raises(Refused, match=refused):
                act()
        with pytest.raises(Refused, match="after an answer that would no longer be offered"):
            draft = a_draft(K.SEVERAL, choices=("Rice", "Beans"))
            actions.change_question(OPERATOR, question, draft, question.version)
        assert wordings(meeting) == ["Which dish?", "Which bread?"]
        answered(meeting, 1, {question.id: ("c3",), which.id: ("Rye",)})
        actions.take_out_question(OPERATOR, which)
        actions.take_out_question(OPERATOR, question)
        with pytest.raises(Refused, match=refused):
            actions.bring_back_question(OPERATOR, which)
        actions.bring_back_question(OPERATOR, question)
        actions.bring_back_question(OPERATOR, which)
        assert wordings(meeting) == ["Which dish?", "Which bread?"]


def test_a_question_on_which_one_hangs_that_was_taken_out_can_still_be_brought_back(app: Flask) -> None:
    with a_form(app) as (meeting, section, dish):
        bread = a_question(section, wording="Which bread?")
        answered(meeting, 1, {bread.id: ("Rye",)})
        draft = a_draft(wording="Which bread?", when=after(dish.id, "c3"))
        actions.change_question(OPERATOR, bread, draft, bread.version)
        actions.take_out_question(OPERATOR, bread)
        assert actions.take_out_question(OPERATOR, dish) == 0
        numbers = dish.id, bread.id
    with work(app):
        for number in numbers:
            actions.bring_back_question(OPERATOR, db.session.get_one(Question, number))
    with work(app, writing=False):
        assert wordings(db.session.scalars(select(Meeting)).one()) == ["Which dish?", "Which bread?"]


def test_a_form_is_copied_with_its_conditions_and_without_answers(app: Flask) -> None:
    with a_form(app) as (meeting, section, question):
        a_question(section, wording="Which bread?", when=When(("ngo",), question.id, ("c3",)))
        gone = a_question(section, wording="Gone?")
        answered(meeting, 1, {question.id: ("c1",), gone.id: ("Yes",)})
        actions.take_out_question(OPERATOR, gone)
        other = a_meeting()
        actions.begin_form(OPERATOR, about(other), proposed(str))
        actions.copy_form(OPERATOR, about(meeting), about(other))
        found = form_of("meeting", other.id)
        assert [s.title for s in found.sections] == ["Access needs", "Meals"]
        dish, bread = found.sections[1].questions
        assert (bread.wording, bread.when) == ("Which bread?", When(("ngo",), dish.id, ("c3",)))
        assert dish.id != question.id
        assert told(meeting) == [("Which dish?", "Rice"), ("Gone?", "Yes")]
        assert set(having_forms(OPERATOR, "meeting", meeting.id)) == {other.id}
        with pytest.raises(Refused, match="nothing to copy"):
            actions.copy_form(OPERATOR, about(a_meeting()), about(other))


def test_forms_do_not_see_each_other(app: Flask) -> None:
    with a_form(app) as (meeting, section, question):
        other = a_meeting()
        for get, one in ((get_section, section), (get_question, question)):
            assert get("meeting", meeting.id, one.id) is one
            for kind, number in (("meeting", other.id), ("edition", meeting.id)):
                with pytest.raises(NotFound):
                    get(kind, number, one.id)
        assert form_of("meeting", other.id).questions == ()
        assert form_of("edition", meeting.id).questions == ()


def test_forms_go_with_what_they_were_about(app: Flask) -> None:
    with a_form(app) as (meeting, section, question):
        a_question(section, wording="Which bread?", when=after(question.id, "c3"))
        other = a_meeting()
        a_question(a_section(other))
        answered(meeting, 1, {question.id: ("c1",)})
        actions.delete_answers(OPERATOR, "registration", [1])
        actions.delete_forms("meeting", [meeting.id])
        assert db.session.scalars(select(QuestionForm.about_id)).all() == [other.id]
        assert db.session.scalars(select(Question.wording)).all() == ["Which dish?"]


def test_each_change_is_on_the_trail(app: Flask) -> None:
    with a_form(app) as (meeting, section, question):
        actions.change_question(OPERATOR, question, a_draft(K.SEVERAL, wording="What?"), question.version)
        actions.move_question(OPERATOR, a_question(section), up=True)
        actions.change_section(OPERATOR, section, SectionDraft("Food"), section.version)
        answered(meeting, 1, {question.id: ("c1",)}, ANYONE)  # what a stranger sends is a record of its own
        answered(meeting, 1, {question.id: ("c2",)}, ANYONE)
        actions.take_out_question(OPERATOR, question)
        rows = db.session.scalars(select(AuditRow).order_by(AuditRow.id)).all()
        assert [(row.verb, row.on_kind) for row in rows if row.on_kind != "account"] == [
            ("add_section", "question_form"),
            ("add_question", "question_form"),
            ("change_question", "question_form"),
            ("add_question", "question_form"),
            ("move_question", "question_form"),
            ("change_section", "question_form"),
            ("save_answers", "registration"),
            ("take_out_question", "question_form"),
        ]
        by_verb = {row.verb: row for row in rows}
        changed, saved = by_verb["change_question"], by_verb["save_answers"]
        assert (changed.before, changed.after) == ({"wording": "Which dish?"}, {"wording": "What?"})
        assert (saved.on_id, saved.before, saved.after) == (1, {"What?": "Rice"}, {"What?": "Beans"})


def test_an_answer_given_again_unchanged_keeps_its_day(app: Flask) -> None:
    with a_form(app) as (meeting, _, question):
        answered(meeting, 1, {question.id: ("c1",)})
        [row] = db.session.scalars(select(Answer)).all()
        before = row.answered_at
        answered(meeting, 1, {question.id: ("c1",)})
        assert row.answered_at is before
