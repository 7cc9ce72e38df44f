"""The office makes an edition: its terms, its criteria, its steps."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused, Stale
from meetings.base.zones import zone_places
from meetings.fellowship import actions, queries
from meetings.fellowship.forms import CriteriaForm, EditionForm, StepForm
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.rules import DocumentKind, EditionState
from meetings.fellowship.views.feature import feature
from meetings.fellowship.views.public import call_page

P = Permission


@feature.form("/fellowships/new", P.KEEP_EDITIONS)
def new_edition(actor: Actor) -> ResponseReturnValue:
    """A new edition; with `?from=` the terms, criteria and form of another, never its dates or its people."""
    slug = request.args.get("from", "").replace("\0", "")
    source = queries.edition_for(actor, slug) if slug else None
    form = (EditionForm() if source is None else EditionForm.copied(source)).offer(queries.cycles(actor))
    if not form.is_submitted():
        form.cycle_id.data = queries.present_cycle()
    if form.is_submitted() and form.validate():
        try:
            edition = actions.make_edition(actor, form.draft(), source)
            flash(_("The edition is there, in draft. Nobody sees it before you publish its call."), "ok")
            return redirect(url_for("fellowship.edit_criteria", slug=edition.slug), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template(
        "fellowship/new_edition.html",
        form=form,
        source=source,
        others=queries.editions(actor) if source is None else [],
        zones=zone_places(),
        DocumentKind=DocumentKind,
    )
    return make_response(page, 422 if form.is_submitted() else 200)


@feature.form("/fellowships/<slug>/terms", P.KEEP_EDITIONS, load=queries.edition_for)
def edit_edition(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    form = EditionForm.of(edition).offer(queries.cycles(actor))
    code, stands = 200, None
    if form.is_submitted():
        code = 422
        if form.validate():
            try:
                actions.change_edition(actor, edition, form.draft(), form.version.data)
                flash(_("The terms are changed."), "ok")
                return redirect(url_for("fellowship.call", slug=edition.slug), 303)
            except Refused as no:
                form.refuse(no)
                if isinstance(no, Stale):
                    form.version.data, code, stands = edition.version, 409, edition
    page = render_template(
        "fellowship/edit_edition.html",
        form=form,
        edition=edition,
        stands=stands,
        zones=zone_places(),
        DocumentKind=DocumentKind,
    )
    return make_response(page, code)


@feature.form("/fellowships/<slug>/criteria", P.KEEP_EDITIONS, load=queries.edition_for)
def edit_criteria(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    form, code, stands = CriteriaForm(), 200, None
    if not form.is_submitted():
        form.show(edition)
    else:
        code = 422
        if form.validate():
            try:
                actions.set_criteria(actor, edition, form.drafts(), form.version.data)
                flash(_("The criteria are changed."), "ok")
                return redirect(url_for("fellowship.call", slug=edition.slug), 303)
            except Refused as no:
                form.refuse(no)
                if isinstance(no, Stale):
                    form.version.data, code, stands = edition.version, 409, edition
    page = render_template("fellowship/edit_criteria.html", form=form, edition=edition, stands=stands)
    return make_response(page, code)


@feature.change("/fellowships/<slug>/step", P.KEEP_EDITIONS, load=queries.edition_for)
def move_edition(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """Publish the call, close it, begin the assessment …"""
    form = StepForm()
    to = form.to.data
    if to not in set(EditionState):
        form.top_errors.append(_("Choose among these."))
        return call_page(actor, edition, form, 422)
    try:
        actions.move_edition(actor, edition, EditionState(to))
    except Refused as no:
        form.refuse(no)
        return call_page(actor, edition, form, 409)
    flash(_("The edition is now: %(state)s.", state=_(edition.state.label)), "ok")
    return redirect(url_for("fellowship.call", slug=edition.slug), 303)
