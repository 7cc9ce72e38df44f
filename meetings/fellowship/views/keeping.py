"""The office deletes the personal data of an edition that is over, and keeps the list of fellows of earlier years."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused, Stale
from meetings.fellowship import actions, queries
from meetings.fellowship.forms import CorrectPastForm, PastFellowForm, PurgeForm
from meetings.fellowship.models import FellowshipEdition, FellowshipPast
from meetings.fellowship.rules import OVER
from meetings.fellowship.views.feature import feature
from meetings.registration.queries import organization_names

P = Permission


@feature.form("/fellowships/<slug>/deletion", P.PURGE, load=queries.edition_for)
def deletion(actor: Actor, edition: FellowshipEdition) -> ResponseReturnValue:
    """What would go, when it goes by itself, and the button that lets it go now."""
    form, code = PurgeForm(), 200
    if form.is_submitted():
        code = 422
        if form.validate():
            try:
                number = actions.purge_edition(actor, edition, form.reason.data or "", form.seen.data)
                flash(
                    ngettext(
                        "One application only counts now.", "%(num)s applications only count now.", number
                    ),
                    "ok",
                )
                return redirect(url_for("fellowship.deletion", slug=edition.slug), 303)
            except Refused as no:
                form.refuse(no)
                code = 422 if no.field else 409
    planned = len(queries.going(edition))
    form.seen.data = planned
    page = render_template(
        "fellowship/deletion.html",
        edition=edition,
        form=form,
        planned=planned,
        day=queries.deletion_day(edition),
        over=edition.state in OVER,
    )
    return make_response(page, code)


@feature.form("/fellowships/past", P.SEE_APPLICATIONS)
def past_fellows(actor: Actor) -> ResponseReturnValue:
    """Fellows of years before this house: nobody is a fellow twice."""
    form = PastFellowForm()
    if form.is_submitted() and form.validate():
        try:
            row = actions.add_past_fellow(actor, form.draft())
            flash(_("%(name)s is on the list.", name=row.name), "ok")
            return redirect(url_for("fellowship.past_fellows"), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template(
        "fellowship/past_fellows.html",
        form=form,
        rows=queries.past_fellows(actor),
        names=[name for _id, name, _acronym in organization_names()],
    )
    return make_response(page, 422 if form.is_submitted() else 200)


@feature.form("/fellowships/past/<key>", P.SEE_APPLICATIONS, load=queries.past_fellow_for)
def past_fellow(actor: Actor, row: FellowshipPast) -> ResponseReturnValue:
    """What the list says of one, corrected with a reason; or taken off it."""
    form = CorrectPastForm(obj=_Stored(row))
    code, stale = 200, False
    if form.is_submitted():
        code = 422
        if form.validate():
            try:
                return _corrected(actor, row, form)
            except Refused as no:
                form.refuse(no)
                stale = isinstance(no, Stale)
                if stale:
                    form.version.data = actions.version_of(row)
                code = 422 if no.field else 409
    page = render_template(
        "fellowship/past_fellow.html",
        form=form,
        row=row,
        stale=stale,
        names=[name for _id, name, _acronym in organization_names()],
    )
    return make_response(page, code)


class _Stored:
    """What the form shows first."""

    def __init__(self, row: FellowshipPast) -> None:
        self.name, self.year, self.email = row.name, row.year, row.email
        self.organization, self.edition_title = row.organization_name, row.edition_title
        self.version = actions.version_of(row)


def _corrected(actor: Actor, row: FellowshipPast, form: CorrectPastForm) -> ResponseReturnValue:
    reason, version, name = form.reason.data or "", form.version.data, row.name
    if request.form.get("do") == "remove":
        actions.remove_past_fellow(actor, row, reason, version)
        flash(_("%(name)s is taken off the list.", name=name), "ok")
    else:
        actions.correct_past_fellow(actor, row, form.draft(), reason, version)
        flash(_("Corrected."), "ok")
    return redirect(url_for("fellowship.past_fellows"), 303)
