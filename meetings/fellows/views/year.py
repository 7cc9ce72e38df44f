"""The page of one fellow's year; who it is for sees on it what they can do."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import audit_rows
from meetings.base.refusals import Refused
from meetings.base.zones import city
from meetings.fellows import actions, queries
from meetings.fellows.forms import ButtonForm, MoveForm, TaskForm
from meetings.fellows.models import Fellow
from meetings.fellows.queries import Year, today_of
from meetings.fellows.rules import (
    CLOSED,
    OURS,
    OVER,
    REPORTS,
    STEPS,
    WRITES,
    FellowState,
    Side,
    TodoBy,
    is_near,
)
from meetings.fellows.views.feature import feature
from meetings.programme.rules import shown

P = Permission
HERE = "/fellows/<key>"


def task_name(name: str) -> str:
    """The house's own names in the reader's language; those that somebody wrote stay as they are."""
    return _(name) if name in OURS else name


@feature.page(HERE, P.FOLLOW_FELLOWSHIP, load=queries.year_for)
def year(actor: Actor, year: Year) -> ResponseReturnValue:
    """The year as the office, the fellow or the supervisor sees it; nobody else does."""
    return year_page(actor, year)


def year_page(
    actor: Actor,
    year: Year,
    code: int = 200,
    *,
    moving: MoveForm | None = None,
    adding: TaskForm | None = None,
    no: ButtonForm | None = None,
) -> ResponseReturnValue:
    """The page, with what was refused on it."""
    fellow = year.fellow
    edition = fellow.application.edition
    whole = queries.whole(actor, year)
    ended = fellow.state in OVER and edition.state in CLOSED
    page = render_template(
        "fellows/year.html",
        year=year,
        fellow=fellow,
        application=fellow.application,
        edition=edition,
        whole=whole,
        to_write=next((week for week in whole.weeks if week.number not in whole.logs), None),
        today=today_of(edition),
        moving=moving or MoveForm(formdata=None),
        adding=adding or TaskForm(formdata=None),
        tried=moving is not None,
        adds=adding is not None,
        no=no,
        unanswered=next((one for _week, one in sorted(whole.logs.items()) if not one.answered_at), None),
        # What was typed for a step that came too late stands on the answer.
        steps=STEPS[fellow.state] if year.office and (moving or not ended) else (),
        writes=year.own and fellow.state in WRITES,
        reports=year.own and fellow.state in REPORTS,
        evaluates=year.side is not None and fellow.state in REPORTS and edition.state not in CLOSED,
        over=fellow.state in OVER,
        task_name=task_name,
        is_near=is_near,
        hours=lambda entry: shown(
            entry.starts_at, entry.ends_at, entry.zone, city(entry.zone), actor.zone or None
        ),
        trail=audit_rows(actor, 50, "fellow", fellow.id) if year.office else [],
        F=FellowState,
        Side=Side,
        TodoBy=TodoBy,
    )
    return make_response(page, code)


@feature.change(f"{HERE}/step", P.KEEP_FELLOWS, load=queries.fellow_for)
def step(actor: Actor, fellow: Fellow) -> ResponseReturnValue:
    """Begin, complete, end early, or take the end back."""
    form = MoveForm()
    valid, to = form.validate(), form.to.data
    if to not in set(FellowState):
        form.top_errors.append(_("Choose among these."))
        valid = False
    if valid:
        try:
            actions.move(
                actor, fellow, FellowState(to), form.version.data, form.reason.data or "", form.on.data
            )
            flash(_("The year is now: %(state)s.", state=_(fellow.state.label)), "ok")
            return redirect(url_for("fellows.year", key=fellow.key), 303)
        except Refused as no:
            form.refuse(no)
            code = 422 if no.field else 409
            return year_page(actor, queries.year_for(actor, fellow.key), code, moving=form)
    return year_page(actor, queries.year_for(actor, fellow.key), 422, moving=form)


@feature.change(f"{HERE}/alumni", P.FOLLOW_FELLOWSHIP, load=queries.year_for)
def consent(actor: Actor, year: Year) -> ResponseReturnValue:
    """The fellow says whether the directory may name them; said otherwise at any time."""
    form, listed = ButtonForm(), request.form.get("listed", "")
    try:
        if not year.own:
            raise Refused("Only the fellow says this.")
        if listed not in ("yes", "no"):
            raise Refused("Press one of the two buttons.")
        actions.set_listed(actor, year.fellow, listed == "yes")
        flash(
            _("The directory names you as one of the alumni.")
            if listed == "yes"
            else _("The directory does not name you."),
            "ok",
        )
        return redirect(url_for("fellows.year", key=year.fellow.key), 303)
    except Refused as no:
        form.refuse(no)
        return year_page(actor, queries.year_for(actor, year.fellow.key), 409, no=form)
