"""Trying a form: it is drawn and judged as people will see it, and nothing is kept."""

from typing import Any

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from meetings.base import clock
from meetings.base.forms import Form
from meetings.questions import queries
from meetings.questions.forms import TrialForm, questions_form
from meetings.questions.queries import Answered
from meetings.questions.rules import AskedForm, FormAbout, Given, shown_text


def core_labels(core: type[Form]) -> list[str]:
    """What a form asks in any case: the labels of its own fields."""
    fields = [field for field in core(formdata=None) if getattr(field.widget, "input_type", "") != "hidden"]
    return [str(field.label.text) for field in fields]


def trial_page(about: FormAbout, core: type[Form], frame: dict[str, Any]) -> ResponseReturnValue:
    """The page of a trial; sent, it shows what would be kept, or what needs mending."""
    asked = queries.form_of(about.kind, about.id)
    form = questions_form(TrialForm, asked, keeps_files=False)()
    form.offer(about.categories)
    kept: list[Answered] | None = None
    if form.is_submitted() and form.validate():
        kept = as_answered(asked, form.answers())
    page = render_template(
        "questions/trial.html", form=form, asked=asked, kept=kept, core=core_labels(core), **frame
    )
    return make_response(page, 200 if request.method == "GET" or kept is not None else 422)


def as_answered(asked: AskedForm, answers: dict[int, Given]) -> list[Answered]:
    """Answers that nobody has kept, as kept ones are shown."""
    return [
        Answered(q.id, q.kind, q.wording, shown_text(q, answers[q.id]), answers[q.id], None, clock.now())
        for q in asked.questions
        if q.id in answers
    ]
