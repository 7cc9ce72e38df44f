"""The questions of a form: what was answered is never lost, and keeps the wording of its day."""

from dataclasses import replace
from typing import Any

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused, check_version
from meetings.questions.actions.forms import KIND, in_order, live
from meetings.questions.actions.sections import hold
from meetings.questions.models import Question, QuestionForm, Section
from meetings.questions.queries import answer_count, asked, codes_chosen
from meetings.questions.rules import (
    LIMITS,
    WITH_CHOICES,
    Asked,
    Choice,
    QuestionDraft,
    check_form,
    check_question,
    only_if,
    recode,
)

FIELDS = ("wording", "help", "purpose", "required", "most")


def add_question(actor: Actor, section: Section, draft: QuestionDraft) -> Question:
    """Ask something, at the end of a section."""
    form = hold(section)
    if section.retired_at is not None:
        raise Refused("This section was taken out.")
    question = Question(kind=draft.kind, version=1, retired_at=None)
    new = _as_asked(0, draft, recode((), draft.choices, ()))
    _check(draft, new, _placed(form, section, new))
    _write(question, new)
    question.position = max((one.position for one in section.questions), default=0) + 1
    section.questions.append(question)
    form.version += 1
    db.session.flush()  # its page needs its id
    audit.record(actor, "add_question", KIND, form.id, None, _trail(form, question))
    return question


def change_question(
    actor: Actor, question: Question, draft: QuestionDraft, version: int, section: Section | None = None
) -> None:
    """Change what is asked, or the section it stands in; how it is answered (its kind) stays.

    Answers that were given keep their wording; a choice that was chosen stays readable though it is not offered.
    """
    form = _held(question)
    if question.retired_at is not None:
        raise Refused("This question was taken out. Bring it back first.")
    check_version(version, question.version)
    draft = replace(draft, kind=question.kind)
    old = asked(question)
    new = _as_asked(question.id, draft, recode(old.choices, draft.choices, codes_chosen(question)))
    to = section if section is not None and section in form.sections else question.section
    _check(draft, new, _placed(form, to, new, stays=to is question.section))
    before = _trail(form, question)
    _write(question, new)
    if to is not question.section:
        question.position = max((one.position for one in to.questions), default=0) + 1
        question.section = to
    question.version += 1
    form.version += 1
    audit.record(actor, "change_question", KIND, form.id, before, _trail(form, question))


def move_question(actor: Actor, question: Question, up: bool) -> None:
    """One place up or down within its section; nothing happens at its ends. Refused when it, or another, would
    stand above the question that it hangs on."""
    form = _held(question)
    shown = live(question.section.questions)
    order = list(shown)
    at = order.index(question) if question in order else -1
    to = at - 1 if up else at + 1
    if at < 0 or not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    check_form(
        [
            asked(one)
            for section in form.sections
            for one in (order if section is question.section else live(section.questions))
        ]
    )
    rest = [one for one in question.section.questions if one not in order]
    for position, one in enumerate([*order, *rest], 1):
        one.position = position
    form.version += 1
    audit.record(
        actor,
        "move_question",
        KIND,
        form.id,
        {"order": [one.wording for one in shown]},
        {"order": [one.wording for one in order]},
    )


def take_out_question(actor: Actor, question: Question) -> int:
    """Ask it no longer. Its answers stay, and it can be brought back; a question that nobody has answered (and none
    hangs on) is deleted. How many have answered."""
    form = _held(question)
    check_form([one for one in in_order(form) if one.id != question.id])
    answers = answer_count(question)
    audit.record(actor, "take_out_question", KIND, form.id, _trail(form, question), {"answers": answers})
    form.version += 1
    hung_on = any(one.when_question_id == question.id for s in form.sections for one in s.questions)
    if answers or hung_on:  # those that hang on it were taken out before
        question.retired_at = clock.now()
        question.version += 1
    else:
        question.section.questions.remove(question)
    return answers


def bring_back_question(actor: Actor, question: Question) -> None:
    """Ask it again, at the end of its section; the section comes back with it."""
    form = _held(question)
    if question.retired_at is None:
        return
    check_form(_placed(form, question.section, asked(question)))
    question.position = max(one.position for one in question.section.questions) + 1
    question.retired_at = question.section.retired_at = None
    question.version += 1
    form.version += 1
    audit.record(actor, "bring_back_question", KIND, form.id, None, _trail(form, question))


def _held(question: Question) -> QuestionForm:
    form = hold(question.section)
    if question not in question.section.questions:
        raise NotFound
    return form


def _placed(form: QuestionForm, to: Section, new: Asked, stays: bool = False) -> list[Asked]:
    """What the form would ask: the question at the end of a section, or (`stays`) where it stands now."""
    found: list[Asked] = []
    for section in form.sections:
        for one in live(section.questions):
            if one.id != new.id:
                found.append(asked(one))
            elif stays:
                found.append(new)
        if section is to and not stays:
            found.append(new)
    return found


def _check(draft: QuestionDraft, new: Asked, order: list[Asked]) -> None:
    check_question(draft, order[: order.index(new)])
    check_form(order)


def _as_asked(question_id: int, draft: QuestionDraft, choices: tuple[Choice, ...]) -> Asked:
    return Asked(
        id=question_id,
        kind=draft.kind,
        wording=draft.wording,
        help=draft.help,
        purpose=draft.purpose,
        required=draft.required,
        choices=choices if draft.kind in WITH_CHOICES else (),
        most=draft.most if draft.kind in LIMITS else None,
        when=draft.when,
    )


def _write(question: Question, new: Asked) -> None:
    for name in ("wording", "help", "purpose", "required", "most"):
        setattr(question, name, getattr(new, name))
    question.choices = [{"code": c.code, "words": c.words, "retired": c.retired} for c in new.choices]
    question.when_categories = list(new.when.categories)
    question.when_question_id = new.when.question
    question.when_answers = list(new.when.answers)


def _trail(form: QuestionForm, question: Question) -> dict[str, Any]:
    """The question in words that people can read on the trail."""
    choices = [str(choice["words"]) for choice in question.choices if not choice["retired"]]
    only = only_if(asked(question), in_order(form), {})
    when = list(only.categories) if only else []
    if only and only.wording:
        when.append(": ".join([only.wording, *only.answer_words]))
    told = {"kind": question.kind.label, "choices": "; ".join(choices), "only_if": "; ".join(when)}
    return audit.values_of(question, *FIELDS) | told
