"""How a meeting takes registrations: the waiting list, deadlines, and the places of groups and organizations."""

from collections.abc import Sequence
from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused, Stale
from meetings.directory.forms import Difference
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.registration import actions, queries
from meetings.registration.forms import LimitForm, TermsForm, beside
from meetings.registration.rules import GROUPS_OF_OP8, Category, exceeded
from meetings.registration.views.feature import feature

P = Permission


@feature.form("/meetings/<slug>/registrations/terms", P.DECIDE_REGISTRATIONS, load=meeting_for)
def terms(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    form, changed = _as_it_stands(meeting), []
    if form.validate_on_submit():
        try:
            actions.set_terms(actor, meeting, form.draft(), form.version.data)
            flash(_("The terms of registration are set."), "ok")
            _tell_what_is_exceeded(meeting)
            return redirect(url_for("registration.terms", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                changed = beside(form, _as_it_stands(meeting, formdata=None))
                form.version.data = queries.terms_of(meeting).version
    return _page(meeting, form, LimitForm(formdata=None), changed)


def _as_it_stands(meeting: Meeting, **given: Any) -> TermsForm:
    return TermsForm.of(queries.terms_of(meeting), queries.limits_of(meeting), **given)


@feature.change("/meetings/<slug>/registrations/limit", P.DECIDE_REGISTRATIONS, load=meeting_for)
def limit(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    form = LimitForm()
    if form.validate():
        try:
            organization = actions.limit_organization(
                actor, meeting, form.organization.data or "", form.places.data
            )
            flash(_("%(organization)s: the places are set.", organization=organization.name), "ok")
            _tell_what_is_exceeded(meeting)
            return redirect(url_for("registration.terms", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
    return _page(meeting, _as_it_stands(meeting), form)


def _tell_what_is_exceeded(meeting: Meeting) -> None:
    """Of each limit that is below the places taken, by how many."""
    named = {row.organization_id: row.organization for row in queries.organization_limits(meeting)}
    for bound, number in exceeded(queries.limits_of(meeting), queries.taken_of(meeting)).items():
        if isinstance(bound, Category):
            what = _(bound.short)
        else:
            body = named.get(bound)
            what = body.name if body is not None else _("The meeting")
        told = ngettext(
            "%(what)s: %(num)s person more has a place than there are places. Nobody loses it.",
            "%(what)s: %(num)s people more have a place than there are places. Nobody loses it.",
            number,
            what=what,
        )
        flash(told, "info")


def _page(
    meeting: Meeting, form: TermsForm, limit: LimitForm, changed: Sequence[Difference] = ()
) -> ResponseReturnValue:
    limits, taken = queries.limits_of(meeting), queries.taken_of(meeting)
    page = render_template(
        "registration/terms.html",
        meeting=meeting,
        form=form,
        changed=changed,
        limit=limit,
        groups=GROUPS_OF_OP8,
        others=[c for c in Category if c not in GROUPS_OF_OP8],
        taken=taken,
        over=exceeded(limits, taken),
        organizations=queries.organization_limits(meeting),
        names=[name for _id, name, _acronym in queries.organization_names()],
    )
    return make_response(
        page, 422 if form.errors or form.top_errors or limit.errors or limit.top_errors else 200
    )
