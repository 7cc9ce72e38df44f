"""Answers: saved in the words of their day, and deleted with what they belong to."""

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock, files
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.questions.models import Answer, QuestionForm
from meetings.questions.queries import answer_given
from meetings.questions.rules import (
    CHANGED,
    Asked,
    AskedForm,
    FileGiven,
    Given,
    QuestionKind,
    shown_text,
    visible,
)


def save_answers(
    actor: Actor,
    form: AskedForm,
    kind: str,
    subject_id: int,
    answers: Mapping[int, Given],
    category: str = "",
    *,
    beside: bool = False,
) -> None:
    """Keep the answers of a subject (such as a registration) to a form as it was shown; `answers` are checked ones.

    An answer that was left empty is deleted; never one to a question that was taken out, or that somebody of this
    `category` who answers so is not asked: it stays as it is, and is marked. Refused when the form was changed
    meanwhile: nobody has agreed to words that were not shown.
    """
    if form.id is None:
        return
    _check_unchanged(form)
    kept = {answer.question_id: answer for answer in _answers(kind, [subject_id])}
    before, after = {}, {}
    left = {n: answer_given(one) for n, one in kept.items() if n not in answers} if beside else {}
    shown = visible(form.questions, left | dict(answers), category)
    for question in form.questions:
        old, given = kept.get(question.id), answers.get(question.id, ())
        if question.id not in shown and not given:
            _no_longer_asked(old)
            continue
        if old is not None:
            old.not_asked_since = None
        if question.id in left:
            continue
        if (old is None and not given) or (old is not None and _is_same(old, question, given)):
            continue
        if old is not None:
            before[old.wording] = old.shown
        if given:
            after[question.wording] = shown_text(question, given)
            _keep(old, question, kind, subject_id, given)
        elif old is not None:
            _delete([old])
    if before or actor.signed_in:  # what a stranger sends first is a record of its own
        audit.record(actor, "save_answers", kind, subject_id, before, after)


def mark_asked(form: AskedForm, kind: str, subject_id: int, category: str) -> None:
    """Somebody is in another category now: every answer stays in its words, marked where it is no longer asked for.

    What is asked again loses the mark. Answers to questions that were taken out of the form are left alone.
    """
    kept = {answer.question_id: answer for answer in _answers(kind, [subject_id])}
    given = {number: answer_given(answer) for number, answer in kept.items()}
    shown = visible(form.questions, given, category)
    for question in form.questions:
        old = kept.get(question.id)
        if old is not None and question.id in shown:
            old.not_asked_since = None
        else:
            _no_longer_asked(old)


def delete_answers(actor: Actor, kind: str, ids: Iterable[int], only: QuestionKind | None = None) -> int:
    """Delete all answers of these subjects (or those `only` of a kind), after the commit their files too; how many.

    The trail says how many, nothing of what they said.
    """
    number = forget_answers(kind, ids, only)
    if number:
        audit.record(actor, "delete_answers", kind, None, {"answers": number})
    return number


def forget_answers(kind: str, ids: Iterable[int], only: QuestionKind | None = None) -> int:
    """As `delete_answers`, without a word on the trail: for what never was, such as the demonstration."""
    found = [one for one in _answers(kind, ids) if only is None or one.question.kind is only]
    _delete(found)
    return len(found)


def _check_unchanged(form: AskedForm) -> None:
    # Shared: answers do not wait for each other, only for a change of the form.
    version = db.session.scalar(
        select(QuestionForm.version).where(QuestionForm.id == form.id).with_for_update(read=True)
    )
    if version != form.version:
        raise Refused(CHANGED)


def _answers(kind: str, ids: Iterable[int]) -> list[Answer]:
    return list(
        db.session.scalars(
            select(Answer)
            .where(Answer.subject_kind == kind, Answer.subject_id.in_(list(ids)))
            .options(joinedload(Answer.file))
            .order_by(Answer.id)
        )
    )


def _is_same(old: Answer, question: Asked, given: Given) -> bool:
    """Whether nothing of an answer would change; an unchanged file is not stored again."""
    words = (old.wording, old.shown) == (question.wording, shown_text(question, given) if given else "")
    if isinstance(given, FileGiven):
        return words and old.file is not None and old.file.digest == given.digest
    return words and old.file is None and tuple(old.value) == given


def _no_longer_asked(old: Answer | None) -> None:
    if old is not None:
        old.not_asked_since = old.not_asked_since or clock.now()


def _keep(old: Answer | None, question: Asked, kind: str, subject_id: int, given: Given) -> None:
    answer = old or Answer(question_id=question.id, subject_kind=kind, subject_id=subject_id, file=None)
    gone = [answer.file] if answer.file is not None else []
    answer.wording, answer.shown = question.wording, shown_text(question, given)
    answer.value = [] if isinstance(given, FileGiven) else list(given)
    answer.file = files.refer(given) if isinstance(given, FileGiven) else None
    answer.answered_at = clock.now()
    db.session.add(answer)
    if gone:
        db.session.flush()  # the row must not refer to what is let go
        files.let_go(gone)


def _delete(answers: list[Answer]) -> None:
    gone = [answer.file for answer in answers if answer.file is not None]
    ids = [answer.id for answer in answers]
    db.session.execute(
        delete(Answer).where(Answer.id.in_(ids)).execution_options(synchronize_session="fetch")
    )
    files.let_go(gone)
