"""The office's pages of updates: who is asked, who has told, who is late; what an organization told another way."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.agenda import actions, queries
from meetings.agenda.forms import UpdateForm, UpdateTermsForm
from meetings.agenda.models import OrganizationUpdate
from meetings.agenda.rules import UpdateState
from meetings.agenda.views.feature import feature
from meetings.agenda.views.writing import compare_with, zones_offered
from meetings.base.forms import Form
from meetings.base.refusals import Refused, Stale
from meetings.mailroom import several
from meetings.outbox.actions import Many
from meetings.programme.models import Meeting
from meetings.programme.views.showing import differences

P = Permission
UPDATES = "/meetings/<slug>/updates"


@feature.page(UPDATES, P.KEEP_AGENDA, load=queries.kept_agenda_for)
def updates(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    return _page(actor, meeting, _terms_form(meeting, sent=False))


def _page(
    actor: Actor,
    meeting: Meeting,
    form: UpdateTermsForm,
    asking: Form | None = None,
    stands: list[tuple[str, str]] | None = None,
) -> str:
    terms = queries.terms_of(meeting)
    rows = queries.updates(actor, meeting, terms)
    return render_template(
        "agenda/updates.html",
        meeting=meeting,
        form=form,
        asking=asking or Form(formdata=None),
        stands=stands or [],
        terms=terms,
        rows=rows,
        counts={state: sum(row.state is state for row in rows) for state in UpdateState},
        candidates=queries.candidates(actor, meeting),
        U=UpdateState,
    )


def _terms_form(meeting: Meeting, sent: bool = True) -> UpdateTermsForm:
    form = UpdateTermsForm() if sent else UpdateTermsForm(formdata=None)
    if not sent:
        form.show(queries.terms_of(meeting))
    return form


@feature.change(UPDATES + "/terms", P.KEEP_AGENDA, load=queries.kept_agenda_for)
def set_terms(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Until when updates are due, how long they should be, what they should tell."""
    form, stands = _terms_form(meeting), []
    if form.validate():
        try:
            actions.set_terms(actor, meeting, form.terms(meeting), form.version.data or 0)
            flash(_("It is settled how updates are asked for."), "ok")
            return redirect(url_for("agenda.updates", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                stands = differences(form, _terms_form(meeting, sent=False))
                form.version.data = queries.terms_of(meeting).version
    return make_response(_page(actor, meeting, form, stands=stands), 422)


@feature.change(UPDATES + "/ask", P.KEEP_AGENDA, load=queries.kept_agenda_for)
def ask(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Ask the organizations that are ticked; the mails wait until they are read."""
    ids = several.chosen()
    if not ids:
        form = Form(formdata=None)
        form.top_errors.append(_("Tick at least one organization."))
        return make_response(_page(actor, meeting, _terms_form(meeting, sent=False), form), 422)
    return _done(meeting, actions.ask_many(actor, meeting, ids))


@feature.change(UPDATES + "/remind", P.KEEP_AGENDA, load=queries.kept_agenda_for)
def remind_many(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Remind all that have told nothing, but none twice within a day."""
    return _done(meeting, actions.remind_many(actor, meeting))


def _done(meeting: Meeting, done: Many) -> ResponseReturnValue:
    return several.told(done, url_for("agenda.updates", slug=meeting.slug))


@feature.change(UPDATES + "/<key>/remind", P.KEEP_AGENDA, load=queries.update_for)
def remind(actor: Actor, update: OrganizationUpdate) -> ResponseReturnValue:
    actions.remind(actor, update)
    flash(_("The mail is on its way to %(name)s.", name=update.organization.name), "ok")
    return redirect(url_for("agenda.updates", slug=update.meeting.slug), 303)


@feature.change(UPDATES + "/<key>/remove", P.KEEP_AGENDA, load=queries.update_for)
def remove(actor: Actor, update: OrganizationUpdate) -> ResponseReturnValue:
    meeting, name = update.meeting, update.organization.name
    actions.remove(actor, update)
    flash(_("%(name)s is no longer asked.", name=name), "ok")
    return redirect(url_for("agenda.updates", slug=meeting.slug), 303)


@feature.form(UPDATES + "/<key>", P.KEEP_AGENDA, load=queries.update_for)
def write_update(actor: Actor, update: OrganizationUpdate) -> ResponseReturnValue:
    """Write down what an organization told another way, or correct it."""
    zone = update.organization.zone or update.meeting.zone
    form, stands = UpdateForm(), None
    if request.method == "GET":
        form.show(update, zone)
    elif form.validate():
        try:
            drafts = form.drafts()
            actions.tell_for(actor, update, form.text.data or "", drafts, form.version.data or 0)
            flash(_("The update is noted."), "ok")
            return redirect(url_for("agenda.updates", slug=update.meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
            stands = compare_with(form, update) if isinstance(no, Stale) else None
    page = render_template(
        "agenda/write_update.html",
        meeting=update.meeting,
        update=update,
        form=form,
        stands=stands,
        terms=queries.terms_of(update.meeting),
        zones=zones_offered(),
    )
    return make_response(page, 422 if request.method == "POST" else 200)
