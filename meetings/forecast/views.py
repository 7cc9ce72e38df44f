"""The forecast sheet, and what if the workshop or the session moved."""

from datetime import date

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base import tables_out
from meetings.base.pages import LANGUAGES
from meetings.base.refusals import Refused
from meetings.forecast import actions, queries
from meetings.forecast.forms import AgainForm, EstimateForm, WhatIfForm
from meetings.forecast.rules import FIELDS, Days, Moved, Sheet, check_near, moved
from meetings.mandate.models import Cycle
from meetings.report import queries as report
from meetings.report.doors import Door
from meetings.report.rules import session_title, weeks_between

feature = Feature("forecast", __name__)
EDIT = Permission.EDIT_REPORT


@feature.form("/reports/<symbol>/forecast", EDIT, load=report.cycle_of)
def sheet(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    """The sheet as documents management gets it; the estimate can be entered until it is frozen."""
    found = queries.find_forecast(cycle)
    form = EstimateForm(
        data={
            "words": found.words if found else cycle.word_limit,
            "languages": found.languages if found else list(LANGUAGES),
            "version": found.version if found else 0,
        }
    )
    if request.method == "POST" and form.validate():
        try:
            actions.estimate(
                actor, cycle, form.words.data or 0, form.languages.data or [], form.version.data or 0
            )
            flash(_("The estimate is saved."), "ok")
            return redirect(url_for(".sheet", symbol=cycle.slug), 303)
        except Refused as no:
            form.refuse(no)
    page = _sheet_page(actor, cycle, form, AgainForm(formdata=None))
    return make_response(page, 200 if request.method == "GET" else 422)


@feature.change("/reports/<symbol>/forecast/freeze", EDIT, load=report.cycle_of)
def freeze(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    actions.freeze(actor, cycle)
    flash(_("The forecast is frozen as documents management is told it."), "ok")
    return redirect(url_for(".sheet", symbol=cycle.slug), 303)


@feature.change("/reports/<symbol>/forecast/again", EDIT, load=report.cycle_of)
def open_again(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    form = AgainForm()
    if form.validate():
        try:
            actions.open_again(actor, cycle, form.reason.data or "")
            flash(_("The forecast is open again."))
            return redirect(url_for(".sheet", symbol=cycle.slug), 303)
        except Refused as no:
            form.refuse(no)
    return make_response(_sheet_page(actor, cycle, EstimateForm(formdata=None), form), 422)


@feature.page("/reports/<symbol>/forecast.csv", Permission.SEE_REPORT, load=report.cycle_of)
def sheet_csv(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    """The sheet as a table of two columns."""
    page = queries.forecast_page(actor, cycle)
    lines = [(_(label), told(page.told or page.sheet, name)) for name, label in FIELDS.items()]
    file = tables_out.a_file()
    columns = [[label for label, _value in lines], [value for _label, value in lines]]
    tables_out.write_csv(file, [tables_out.Heading(_("What")), tables_out.Heading(_("Forecast"))], [columns])
    response: Response = tables_out.send(file, f"forecast-{cycle.slug}.csv", tables_out.CSV_TYPE)
    return response


@feature.page("/reports/<symbol>/what-if", Permission.SEE_REPORT, load=report.cycle_of)
def what_if(actor: Actor, cycle: Cycle) -> ResponseReturnValue:
    """What a move of the workshop or of the session would cost; nothing is changed here."""
    plan = queries.plan(actor, cycle)
    days, provisional, projected = queries.days_of(actor, cycle, plan)
    form = WhatIfForm(request.args)
    valid, change = form.validate(), None
    try:
        if valid:
            change = _change(cycle, days, form)
    except Refused as no:
        form.refuse(no)
    page = render_template(
        "forecast/what_if.html",
        cycle=cycle,
        form=form,
        days=days,
        provisional=provisional,
        projected=projected,
        change=change,
        reached=queries.reached_by(actor, cycle, plan),
        heading=lambda section: report.heading_of(actor, section),
        between=weeks_between,
    )
    return make_response(page, 422 if form.errors or form.top_errors else 200)


def _change(cycle: Cycle, days: Days, form: WhatIfForm) -> Moved:
    """A workshop keeps its length when only its beginning moves."""
    first, opens = form.first.data or days.first, form.opens.data or days.opens
    check_near(days, first, opens)
    last = form.last.data or first + (days.last - days.first)
    wanted = Days(first, last, opens)
    return moved(queries.standing_of(cycle, days), queries.standing_of(cycle, wanted))


def _sheet_page(actor: Actor, cycle: Cycle, form: EstimateForm, again: AgainForm) -> str:
    return render_template(
        "forecast/sheet.html",
        page=queries.forecast_page(actor, cycle),
        form=form,
        again=again,
        fields=FIELDS,
        told=told,
        between=weeks_between,
    )


def told(which: Sheet, name: str) -> str:
    """A field of the sheet in words."""
    value = getattr(which, name)
    if name == "languages":
        return ", ".join(_(LANGUAGES[code]) for code in value)
    if name == "session":
        return session_title(value)
    if name == "words":
        return f"{value:,}"
    return value.isoformat() if isinstance(value, date) else str(value)


def doors(actor: Actor, cycle: Cycle) -> list[Door]:
    """What this room offers at the draft."""
    found = [Door(_("What if it moves"), url_for("forecast.what_if", symbol=cycle.slug))]
    if actor.may(EDIT):
        found.insert(0, Door(_("Forecast sheet"), url_for("forecast.sheet", symbol=cycle.slug)))
    return found
