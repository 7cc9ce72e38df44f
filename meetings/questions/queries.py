"""What the pages of composed forms ask, and what rooms above ask of forms and answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.file_kinds import FileGiven
from meetings.base.models import StoredFile
from meetings.base.refusals import NotFound
from meetings.questions.models import Answer, Question, QuestionForm, Section
from meetings.questions.rules import (
    Asked,
    AskedForm,
    AskedSection,
    Choice,
    Given,
    QuestionKind,
    When,
)


@dataclass(frozen=True)
class Answered:
    """An answer as it was given: `wording` and `shown` are the words of that day; `given` is what was sent.

    `not_asked`: it is no longer asked for, and stays.
    """

    question_id: int
    kind: QuestionKind
    wording: str
    shown: str
    given: Given
    file: StoredFile | None
    answered_at: datetime
    not_asked: bool = False

    @property
    def day(self) -> date | None:
        """The day that was answered, where a day was asked for."""
        return date.fromisoformat(self.shown) if self.kind is QuestionKind.DATE else None


def find_form(kind: str, about_id: int) -> QuestionForm | None:
    """The form of a thing with all its sections and questions, in three statements."""
    return db.session.scalar(
        select(QuestionForm)
        .where(QuestionForm.about_kind == kind, QuestionForm.about_id == about_id)
        .options(selectinload(QuestionForm.sections).selectinload(Section.questions))
        .execution_options(populate_existing=True)
    )


def form_of(kind: str, about_id: int) -> AskedForm:
    """The form of a thing as people are asked it now; without sections when nobody has composed one."""
    form = find_form(kind, about_id)
    return AskedForm() if form is None else as_asked(form)


def as_asked(form: QuestionForm) -> AskedForm:
    """What of a form is asked now: nothing that was taken out, no empty section."""
    sections = [
        AskedSection(s.title, s.about, tuple(asked(q) for q in s.questions if q.retired_at is None))
        for s in form.sections
    ]
    return AskedForm(form.id, form.version, tuple(s for s in sections if s.questions))


def asked(question: Question) -> Asked:
    """A question's row as the rules know it."""
    when = When(tuple(question.when_categories), question.when_question_id, tuple(question.when_answers))
    return Asked(
        id=question.id,
        kind=question.kind,
        wording=question.wording,
        help=question.help,
        purpose=question.purpose,
        required=question.required,
        choices=tuple(Choice(str(c["code"]), str(c["words"]), bool(c["retired"])) for c in question.choices),
        most=question.most,
        when=when,
    )


def questions_of(actor: Actor, kind: str, about_id: int) -> list[Asked]:
    """All questions of a form in their order, also those taken out: the columns that a list of answers can have.

    One statement. The room above has loaded the thing for this actor.
    """
    rows = db.session.scalars(_questions(), {"kind": kind, "about": about_id})
    return [asked(row) for row in rows]


@cache  # asked for each list and form; to compose it takes longer than to run it
def _questions() -> Select[Question]:
    return (
        select(Question)
        .join(Question.section)
        .join(Section.form)
        .where(QuestionForm.about_kind == bindparam("kind"), QuestionForm.about_id == bindparam("about"))
        .order_by(Section.position, Section.id, Question.position, Question.id)
    )


def answers_of(actor: Actor, kind: str, ids: Iterable[int]) -> dict[int, list[Answered]]:
    """The answers of these subjects (such as registrations) in the order of the form, in one statement.

    The room above has loaded the subjects for this actor.
    """
    found: dict[int, list[Answered]] = {one: [] for one in ids}
    rows = db.session.scalars(
        select(Answer)
        .join(Answer.question)
        .join(Question.section)
        .where(Answer.subject_kind == kind, Answer.subject_id.in_(found))
        .options(contains_eager(Answer.question), joinedload(Answer.file))
        .order_by(Section.position, Section.id, Question.position, Question.id)
    )
    for row in rows:
        found[row.subject_id].append(_answered(row))
    return found


def answer_given(row: Answer) -> Given:
    """What was sent for an answer that is kept."""
    file = row.file
    return FileGiven(file.digest, file.name, file.kind, file.size) if file else tuple(row.value)


def _answered(row: Answer) -> Answered:
    return Answered(
        row.question_id,
        row.question.kind,
        row.wording,
        row.shown,
        answer_given(row),
        row.file,
        row.answered_at,
        row.not_asked_since is not None,
    )


def file_of(actor: Actor, kind: str, subject_id: int, key: str) -> StoredFile:
    """A file among the answers of a subject that the room above has loaded for this actor."""
    stored = db.session.scalar(
        select(StoredFile)
        .join(Answer, Answer.file_id == StoredFile.id)
        .where(StoredFile.key == key, Answer.subject_kind == kind, Answer.subject_id == subject_id)
    )
    if stored is None:
        raise NotFound
    return stored


def answer_counts(actor: Actor, form: QuestionForm) -> dict[int, int]:
    """How many have answered each question of a form that the actor was given; none are left out."""
    rows = db.session.execute(
        select(Answer.question_id, func.count())
        .join(Answer.question)
        .join(Question.section)
        .where(Section.form_id == form.id)
        .group_by(Answer.question_id)
    )
    return {int(question_id): int(number) for question_id, number in rows}


def answer_count(question: Question) -> int:
    """How many have answered a question."""
    count = select(func.count()).where(Answer.question_id == question.id)
    return db.session.scalar(count) or 0


# no actor: codes without anybody’s name, for whoever changes the question
def codes_chosen(question: Question) -> frozenset[str]:
    """The choices of a question that somebody has chosen."""
    values = db.session.scalars(select(Answer.value).where(Answer.question_id == question.id))
    return frozenset(code for value in values for code in value)


def get_section(kind: str, about_id: int, section_id: int) -> Section:
    """A section of the form of this thing; of another it is NotFound."""
    section = db.session.scalar(
        select(Section)
        .join(Section.form)
        .where(Section.id == section_id, QuestionForm.about_kind == kind, QuestionForm.about_id == about_id)
        .options(contains_eager(Section.form))
    )
    if section is None:
        raise NotFound
    return section


def get_question(kind: str, about_id: int, question_id: int) -> Question:
    """A question of the form of this thing; of another it is NotFound."""
    question = db.session.scalar(
        select(Question)
        .join(Question.section)
        .join(Section.form)
        .where(Question.id == question_id, QuestionForm.about_kind == kind, QuestionForm.about_id == about_id)
        .options(contains_eager(Question.section).contains_eager(Section.form))
    )
    if question is None:
        raise NotFound
    return question


def having_forms(actor: Actor, kind: str, but: int) -> Sequence[int]:
    """The ids of things of that kind, but one, whose form asks something; the room above shows whom it may."""
    return db.session.scalars(
        select(QuestionForm.about_id)
        .join(QuestionForm.sections)
        .join(Section.questions)
        .where(QuestionForm.about_kind == kind, QuestionForm.about_id != but, Question.retired_at.is_(None))
        .distinct()
    ).all()
