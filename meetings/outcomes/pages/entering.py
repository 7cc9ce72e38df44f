"""Outcomes that belong to no session: those of before this house, and their correction."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import NotFound, Refused, Stale
from meetings.mandate.queries import lineage
from meetings.outcomes import following as actions
from meetings.outcomes import queries
from meetings.outcomes.feature import feature
from meetings.outcomes.forms import OutcomeForm
from meetings.outcomes.pages.followups import address_of, read_for
from meetings.outcomes.queries import OutcomePage
from meetings.outcomes.rules import levels_within
from meetings.programme.rules import Attribution
from meetings.programme.views.showing import differences

P = Permission


def _form(page: OutcomePage | None = None, sent: bool = True) -> OutcomeForm:
    form = OutcomeForm() if sent else OutcomeForm(formdata=None)
    cycle = page.meeting.cycle_id if page is not None and page.meeting is not None else None
    return form.offer(levels_within(Attribution.PUBLIC), queries.themes(cycle), everywhere=cycle is None)


@feature.form("/outcomes/new", P.EDIT_OUTCOMES)
def new_outcome(actor: Actor) -> ResponseReturnValue:
    """What was said before this house: one, or several that have all but their words in common."""
    form = _form()
    if form.validate_on_submit():
        try:
            made = actions.add_outcomes(actor, None, form.given(), form.where(), form.terms())
            flash(ngettext("%(num)s outcome is entered.", "%(num)s outcomes are entered.", len(made)), "ok")
            return redirect(url_for("outcomes.followed", year=form.year.data, kind="all"), 303)
        except Refused as no:
            form.refuse(no)
    workshops = [entry for entry in lineage(actor) if entry.workshop_starts]
    return _page("outcomes/new_outcome.html", form, workshops=workshops[::-1])


def own_for(actor: Actor, key: str) -> OutcomePage:
    """An outcome that belongs to no session; the others are changed on the records of their sessions."""
    page = read_for(actor, key)
    if page.session is not None:
        raise NotFound
    return page


@feature.form("/outcomes/<key>/edit", P.EDIT_OUTCOMES, load=own_for)
def edit_outcome(actor: Actor, page: OutcomePage) -> ResponseReturnValue:
    """Its words, and whose they are."""
    form, stands = _form(page), []
    if request.method == "GET":
        form.show(page.outcome)
    elif form.validate():
        try:
            actions.edit_outcome(actor, page.outcome, form.given(), form.where(), form.version.data or 0)
            flash(_("The outcome is changed."), "ok")
            return redirect(address_of(page), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                kept = _form(page, sent=False)
                kept.show(page.outcome)
                stands, form.version.data = differences(form, kept), page.outcome.version
    return _page("outcomes/edit_outcome.html", form, page=page, one=page.shown, stands=stands)


@feature.change("/outcomes/<key>/delete", P.EDIT_OUTCOMES, load=own_for)
def delete_outcome(actor: Actor, page: OutcomePage) -> ResponseReturnValue:
    actions.delete_outcome(actor, page.outcome)
    flash(_("The outcome is taken out."), "ok")
    return redirect(url_for("outcomes.followed"), 303)


def _page(template: str, form: OutcomeForm, **shown: Any) -> ResponseReturnValue:
    names = [o.name for o in queries.organizations_named()]
    html = render_template(template, form=form, organizations=names, **shown)
    return make_response(html, 422 if request.method == "POST" else 200)
