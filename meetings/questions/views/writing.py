"""The pages on which a section or a question is written."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import BooleanField

from meetings.access.actor import Actor
from meetings.base.forms import Form
from meetings.base.refusals import Refused, Stale
from meetings.questions import actions, queries
from meetings.questions.forms import QuestionWriting, SectionWriting
from meetings.questions.models import Question, QuestionForm, Section
from meetings.questions.rules import FormAbout, QuestionKind


def section_page(form: SectionWriting, section: Section | None, frame: dict[str, Any]) -> ResponseReturnValue:
    """The page of a section (None: a new one)."""
    stands: list[tuple[str, str]] = []
    if section is not None and form.is_submitted() and form.version.data != section.version:
        now = SectionWriting(formdata=None)
        now.show(section)
        stands = differences(form, now)
        form.version.data = section.version  # who has compared both sends this one
    page = render_template("questions/section.html", form=form, section=section, stands=stands, **frame)
    return make_response(page, 422 if form.is_submitted() else 200)


def question_page(
    actor: Actor,
    about: FormAbout,
    section: Section,
    question: Question | None,
    kind: QuestionKind,
    frame: dict[str, Any],
) -> ResponseReturnValue:
    """The page of a question (None: a new one, at the end of the section)."""
    found = queries.find_form(about.kind, about.id)
    assert found is not None  # the section is in it
    form = _writing(about, section, question, kind, found)
    stands: list[tuple[str, str]] = []
    if request.method == "GET" and question is not None:
        form.show(question)
    elif form.validate_on_submit():
        try:
            done = _write(actor, form, section, question, kind, found)
            return redirect(frame["to"]("questions", _anchor=f"q{done.id}"), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale) and question is not None:
                now = _writing(about, section, question, kind, found, sent=False)
                now.show(question)
                stands = differences(form, now)
                form.version.data = question.version
    page = render_template(
        "questions/question.html",
        form=form,
        section=section,
        question=question,
        kind=kind,
        answers=queries.answer_count(question) if question is not None else 0,
        stands=stands,
        **frame,
    )
    return make_response(page, 422 if form.is_submitted() else 200)


def _writing(
    about: FormAbout,
    section: Section,
    question: Question | None,
    kind: QuestionKind,
    found: QuestionForm,
    sent: bool = True,
) -> QuestionWriting:
    sections = [one for one in found.sections if one.retired_at is None or one is section]
    form = QuestionWriting() if sent else QuestionWriting(formdata=None)
    earlier = []
    for one in queries.as_asked(found).questions:
        if question is not None and one.id == question.id:
            break
        earlier.append(one)
    form.of(kind, about, sections).after(earlier)
    if question is None or len(sections) < 2:
        del form["section_id"]
    return form


def _write(
    actor: Actor,
    form: QuestionWriting,
    section: Section,
    question: Question | None,
    kind: QuestionKind,
    found: QuestionForm,
) -> Question:
    draft = form.draft(kind)
    if question is None:
        made = actions.add_question(actor, section, draft)
        flash(_("The question is there. Try the form when it is complete."), "ok")
        return made
    to = section
    if "section_id" in form:
        to = next(one for one in found.sections if one.id == form.section_id.data)
    actions.change_question(actor, question, draft, form.version.data, to)
    flash(_("The question is changed."), "ok")
    return question


def differences(typed: Form, stands: Form) -> list[tuple[str, str]]:
    """(label, what stands there now) of the fields in which the two forms differ."""
    return [
        (str(now.label.text), _text(now))
        for now in stands
        if now.short_name not in ("csrf_token", "version") and _text(typed[now.short_name]) != _text(now)
    ]


def _text(field: Any) -> str:
    if isinstance(field, BooleanField):
        return _("yes") if field.data else _("no")
    choices = getattr(field, "choices", None)
    if choices:
        labels = {str(choice.value): str(choice.label) for choice in choices}
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return ", ".join(labels.get(str(value), str(value)) for value in chosen)
    return "" if field.data is None else str(field.data)
