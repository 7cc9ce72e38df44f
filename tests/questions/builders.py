"""Forms with questions, and people who have answered them. Call them inside `work(app)`."""

from typing import Any

from meetings.access.actor import OPERATOR, Actor
from meetings.programme.models import Meeting
from meetings.questions import actions
from meetings.questions.models import Question, Section
from meetings.questions.queries import form_of
from meetings.questions.rules import (
    Asked,
    Choice,
    FormAbout,
    Given,
    QuestionDraft,
    QuestionKind,
    SectionDraft,
    When,
)

K = QuestionKind
CATEGORIES = (Choice("ngo", "Non-governmental organization"), Choice("regional", "Regional organization"))


def about(meeting: Meeting) -> FormAbout:
    return FormAbout("meeting", meeting.id, meeting.title, meeting, {"slug": meeting.slug}, CATEGORIES)


def a_draft(kind: QuestionKind = K.TEXT, **given: Any) -> QuestionDraft:
    values: dict[str, Any] = {"wording": "Which dish?", "purpose": "to order it."}
    if kind in (K.CHOICE, K.SEVERAL):
        values["choices"] = ("Rice", "Beans", "Bread")
    return QuestionDraft(kind=kind, **values | given)


def a_section(meeting: Meeting, title: str = "Meals") -> Section:
    return actions.add_section(OPERATOR, about(meeting), SectionDraft(title, "What is eaten."))


def a_question(section: Section, kind: QuestionKind = K.TEXT, **given: Any) -> Question:
    return actions.add_question(OPERATOR, section, a_draft(kind, **given))


def answered(meeting: Meeting, subject_id: int, answers: dict[int, Given], actor: Actor = OPERATOR) -> None:
    """Save answers of a registration as they are, without asking the rules."""
    actions.save_answers(actor, form_of("meeting", meeting.id), "registration", subject_id, answers)


def asked(kind: QuestionKind = K.TEXT, number: int = 1, **given: Any) -> Asked:
    """A question for the rules, without a database."""
    values: dict[str, Any] = {"wording": f"Question {number}", "purpose": "to know."}
    if kind in (K.CHOICE, K.SEVERAL):
        values["choices"] = (Choice("c1", "Rice"), Choice("c2", "Beans"), Choice("c3", "Bread"))
    return Asked(number, kind, **values | given)


def after(question: int, *answers: str) -> When:
    return When(question=question, answers=answers)
