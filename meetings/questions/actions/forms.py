"""A form as a whole: begun, copied, held while it is changed."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import selectinload

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused
from meetings.questions.models import Question, QuestionForm, Section
from meetings.questions.queries import asked, form_of
from meetings.questions.rules import (
    MOST_SECTIONS,
    Asked,
    AskedSection,
    FormAbout,
    SectionDraft,
    check_asks_nothing_forbidden,
    check_form,
    check_section,
)

KIND = "question_form"  # under which the trail knows it


def held(form_id: int) -> QuestionForm:
    """The form, locked until the transaction ends and read anew with all its parts.

    Whoever saves answers waits here for whoever changes the form, and the other way round.
    """
    db.session.flush()  # reading anew throws away what an earlier verb of this transaction has not sent yet
    form = db.session.scalar(
        select(QuestionForm)
        .where(QuestionForm.id == form_id)
        .options(selectinload(QuestionForm.sections).selectinload(Section.questions))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if form is None:
        raise NotFound
    return form


def begun(about: FormAbout) -> QuestionForm:
    """The form of a thing, held; it is made when there is none. Of two who begin at once, one makes it."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    row = insert(QuestionForm).values(about_kind=about.kind, about_id=about.id, version=1)
    db.session.execute(row.on_conflict_do_nothing())
    same = (QuestionForm.about_kind == about.kind, QuestionForm.about_id == about.id)
    return held(db.session.scalars(select(QuestionForm.id).where(*same)).one())


def live(questions: Iterable[Question]) -> list[Question]:
    """Those that are asked."""
    return [question for question in questions if question.retired_at is None]


def in_order(form: QuestionForm) -> list[Asked]:
    """What the form asks now, in its order."""
    return [asked(question) for section in form.sections for question in live(section.questions)]


def begin_form(actor: Actor, about: FormAbout, sections: Sequence[AskedSection]) -> QuestionForm:
    """A new form with what the house proposes; one that has sections already stays (the button was pressed twice)."""
    form = begun(about)
    if any(section.retired_at is None for section in form.sections):
        return form
    return add_sections(actor, about, sections, "begin_form")


def add_sections(actor: Actor, about: FormAbout, sections: Sequence[AskedSection], verb: str) -> QuestionForm:
    """Put these sections with their questions below what the form asks already; they get ids of their own."""
    form = begun(about)
    check_room(form, len(sections))
    check_form([*in_order(form), *(q for section in sections for q in section.questions)])
    ids: dict[int, int] = {}
    position = max((section.position for section in form.sections), default=0)
    for number, given in enumerate(sections, position + 1):
        check_section(SectionDraft(given.title, given.about))
        section = Section(position=number, title=given.title, about=given.about, questions=[])
        form.sections.append(section)
        for place, question in enumerate(given.questions, 1):
            section.questions.append(_copied(question, place, ids.get(question.when.question or 0)))
            db.session.flush()  # questions that hang on it need its id
            ids[question.id] = section.questions[-1].id
    form.version += 1
    audit.record(actor, verb, KIND, form.id, None, {"sections": "; ".join(s.title for s in sections)})
    return form


def copy_form(actor: Actor, source: FormAbout, about: FormAbout) -> QuestionForm:
    """Put what another form asks below what this one asks; answers are not copied."""
    sections = form_of(source.kind, source.id).sections
    if not sections:
        raise Refused("There is nothing to copy there.", field="source")
    return add_sections(actor, about, sections, "copy_form")


def delete_forms(kind: str, ids: Iterable[int]) -> None:
    """Delete the forms of things that are deleted themselves; their answers must have gone before."""
    forms = select(QuestionForm.id).where(
        QuestionForm.about_kind == kind, QuestionForm.about_id.in_(list(ids))
    )
    sections = select(Section.id).where(Section.form_id.in_(forms))
    for table, condition in (
        (Question, Question.section_id.in_(sections)),
        (Section, Section.form_id.in_(forms)),
        (QuestionForm, QuestionForm.id.in_(forms)),
    ):
        db.session.execute(delete(table).where(condition).execution_options(synchronize_session=False))


def check_room(form: QuestionForm, more: int = 1) -> None:
    """Refused when the form would have too many sections."""
    if sum(section.retired_at is None for section in form.sections) + more > MOST_SECTIONS:
        raise Refused("A form has at most %(most)s sections. Take one out first.", most=MOST_SECTIONS)


def _copied(question: Asked, position: int, when_question_id: int | None) -> Question:
    for text in (
        question.wording,
        question.help,
        question.purpose,
        *(choice.words for choice in question.choices),
    ):
        check_asks_nothing_forbidden(text, "source")  # the list of what is not asked may have grown since
    return Question(
        position=position,
        kind=question.kind,
        wording=question.wording,
        help=question.help,
        purpose=question.purpose,
        required=question.required,
        choices=[
            {"code": c.code, "words": c.words, "retired": False} for c in question.choices if not c.retired
        ],
        most=question.most,
        when_categories=list(question.when.categories),
        when_question_id=when_question_id,
        when_answers=list(question.when.answers),
    )
