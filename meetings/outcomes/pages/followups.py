"""Saying what became of an outcome, and settling who is to do what until when."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.refusals import NotFound, Refused, Stale
from meetings.outcomes import following as actions
from meetings.outcomes import queries
from meetings.outcomes.feature import feature
from meetings.outcomes.forms import FollowupForm, TermsForm
from meetings.outcomes.models import OutcomeFollowup
from meetings.outcomes.queries import FollowupPage, OutcomePage
from meetings.programme.views.showing import differences

P = Permission
ONE = "/outcomes/<key>"


def read_for(actor: Actor, key: str) -> OutcomePage:
    """An outcome whose words the actor reads: of one that waits to be looked through nothing is told or settled."""
    page = queries.outcome_for(actor, key)
    if page.shown.withheld:
        raise NotFound
    return page


def followup_for(actor: Actor, key: str, followup_key: str) -> FollowupPage:
    """A follow-up of such an outcome."""
    found = queries.followup_for(actor, key, followup_key)
    if found.page.shown.withheld:
        raise NotFound
    return found


def address_of(page: OutcomePage) -> str:
    """Where one outcome is read."""
    return url_for("outcomes.outcome", key=page.outcome.key)


@feature.form(ONE + "/terms", P.EDIT_OUTCOMES, load=read_for)
def terms(actor: Actor, page: OutcomePage) -> ResponseReturnValue:
    """Theme, owner, date and evidence; they can be settled also when the words are frozen."""
    form, stands = _terms_form(page), []
    if request.method == "GET":
        form.show_terms(page.outcome, queries.evidence_lines(page.outcome))
    elif form.validate():
        try:
            actions.settle_outcome(actor, page.outcome, form.terms(), form.version.data or 0)
            flash(_("It is settled."), "ok")
            return redirect(address_of(page), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                kept = _terms_form(page, sent=False)
                kept.show_terms(page.outcome, queries.evidence_lines(page.outcome))
                stands, form.version.data = differences(form, kept), page.outcome.version
    names = [o.name for o in queries.organizations_named()]
    html = render_template(
        "outcomes/terms.html", page=page, one=page.shown, form=form, stands=stands, organizations=names
    )
    return make_response(html, 422 if request.method == "POST" else 200)


def _terms_form(page: OutcomePage, sent: bool = True) -> TermsForm:
    form = TermsForm() if sent else TermsForm(formdata=None)
    cycle = page.meeting.cycle_id if page.meeting is not None else None
    form.offer_themes(queries.themes(cycle), everywhere=cycle is None)
    return form


@feature.form(ONE + "/followups/new", P.FOLLOW_OUTCOMES, load=read_for)
def new_followup(actor: Actor, page: OutcomePage) -> ResponseReturnValue:
    """Tell what became of it."""
    form = FollowupForm().offer(page.outcome.kind)
    if request.method == "GET":
        form.year.data = clock.now().year
        form.state.data = page.outcome.state.value if page.outcome.state else ""
    elif form.validate():
        try:
            actions.add_followup(actor, page.outcome, form.draft())
            flash(_("It is noted what became of it."), "ok")
            return redirect(address_of(page), 303)
        except Refused as no:
            form.refuse(no)
    return _followup_page(page, form, None)


@feature.form(ONE + "/followups/<followup_key>", P.FOLLOW_OUTCOMES, load=followup_for)
def edit_followup(actor: Actor, found: FollowupPage) -> ResponseReturnValue:
    """Correct what was told."""
    form = FollowupForm().offer(found.page.outcome.kind)
    if request.method == "GET":
        form.show(found.followup, queries.evidence_lines(found.page.outcome, found.followup))
    elif form.validate():
        try:
            actions.edit_followup(actor, found.followup, form.draft(), form.version.data or 0)
            flash(_("It is corrected."), "ok")
            return redirect(address_of(found.page), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                return _stale_page(found, form)
    return _followup_page(found.page, form, found.followup)


@feature.change(ONE + "/followups/<followup_key>/delete", P.EDIT_OUTCOMES, load=followup_for)
def delete_followup(actor: Actor, found: FollowupPage) -> ResponseReturnValue:
    actions.delete_followup(actor, found.followup)
    flash(_("What was told is taken back."), "ok")
    return redirect(address_of(found.page), 303)


def _stale_page(found: FollowupPage, form: FollowupForm) -> ResponseReturnValue:
    kept = FollowupForm(formdata=None).offer(found.page.outcome.kind)
    kept.show(found.followup, queries.evidence_lines(found.page.outcome, found.followup))
    stands, form.version.data = differences(form, kept), found.followup.version
    return _followup_page(found.page, form, found.followup, stands)


def _followup_page(
    page: OutcomePage,
    form: FollowupForm,
    followup: OutcomeFollowup | None,
    stands: list[tuple[str, str]] | None = None,
) -> ResponseReturnValue:
    html = render_template(
        "outcomes/followup_form.html",
        page=page,
        one=page.shown,
        form=form,
        followup=followup,
        stands=stands or [],
        organizations=[o.name for o in queries.organizations_named()],
    )
    return make_response(html, 422 if request.method == "POST" else 200)
