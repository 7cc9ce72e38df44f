"""The mandate: cycles, lineage, the Council's calendar. The page of a cycle is in progress, which knows more."""

from datetime import date

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base import clock
from meetings.base.pages import days
from meetings.base.refusals import Refused
from meetings.mandate import actions, queries
from meetings.mandate.forms import AnswerForm, CouncilDatesForm
from meetings.mandate.models import LineageEntry, OpenQuestion
from meetings.mandate.rules import reduced_date

feature = Feature("mandate", __name__)
PATTERNS = {1: "y", 2: "MMMM y", 3: "d MMMM y"}


def in_words(iso: str) -> str:
    """2012-12-12, 2010-05 or 2028 in the reader's language, as exact as it is known."""
    known = [part for part in reduced_date(iso) or () if part]
    if not known:
        return ""
    whole = date(*[*known, 1, 1][:3])
    return str(format_date(whole, PATTERNS[len(known)], rebase=False))


def workshop_days(entry: LineageEntry) -> str:
    """When a workshop was: 12–14 December 2012, May 2010."""
    if entry.workshop_ends and len(entry.workshop_starts) == 10:
        return days(date.fromisoformat(entry.workshop_starts), date.fromisoformat(entry.workshop_ends))
    return in_words(entry.workshop_starts)


@feature.page("/mandate", Permission.SEE_MANDATE)
def cycles(actor: Actor) -> ResponseReturnValue:
    found = queries.cycles(actor)
    this_year = clock.now().year
    first = min([this_year, *(c.starts_on.year for c in found)])
    last = max([this_year, *(c.ends_on.year for c in found)])
    return render_template(
        "mandate/cycles.html",
        cycles=found,
        lineage=queries.lineage(actor),
        calendar=queries.council_calendar(actor, first, last),
        today=clock.now().date(),
        in_words=in_words,
        workshop_days=workshop_days,
    )


@feature.form("/mandate/council/<int:number>", Permission.PLAN_CYCLE, load=queries.calendar_row_for)
def council_session(actor: Actor, row: queries.CalendarRow) -> ResponseReturnValue:
    form = CouncilDatesForm(data={"opens_on": row.dates.opens, "closes_on": row.dates.closes})
    if form.validate_on_submit():
        try:
            number = row.dates.number
            actions.correct_council_session(actor, number, form.opens_on.data, form.closes_on.data)
            flash(
                _(
                    "The dates of session %(number)s are entered; what is computed from them follows.",
                    number=number,
                )
            )
            return redirect(url_for(".cycles") + "#council", 303)
        except Refused as no:
            form.refuse(no)
    page = render_template("mandate/council_session.html", form=form, row=row)
    return make_response(page, 422 if request.method == "POST" else 200)


@feature.form("/mandate/<symbol>/questions/<code>", Permission.PLAN_CYCLE, load=queries.question_for)
def answer_question(actor: Actor, question: OpenQuestion) -> ResponseReturnValue:
    form = AnswerForm(data={"answer": question.in_force})
    form.offer(question)
    if form.validate_on_submit():
        try:
            actions.answer_question(actor, question, form.answer.data)
            flash(_("Your answer is recorded; the plan follows it."))
            return redirect(url_for("progress.cycle", symbol=question.cycle.slug), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template("mandate/question.html", form=form, question=question)
    return make_response(page, 422 if request.method == "POST" else 200)
