"""One's own data: what is kept and why, a copy, corrections, the request that it be deleted."""

from flask import current_app, flash, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.forms import Form
from meetings.base.pages import page_language
from meetings.base.refusals import Refused
from meetings.directory.queries import find_own_person
from meetings.people import actions as people
from meetings.people import queries as asked
from meetings.people.actions.own import SelfDraft
from meetings.people.models import PersonRequest
from meetings.people.rules import OfficeOnly, RequestKind
from meetings.portal.forms import AskForm, CorrectForm, DeletionForm
from meetings.portal.render_copy import packed
from meetings.portal.views.feature import feature
from meetings.registration.actions import write_in
from meetings.registration.queries import own_registrations

K = RequestKind


@feature.page("/my/data", Permission.OWN_PAGE)
def my_data(actor: Actor) -> ResponseReturnValue:
    kept = asked.copy_of(actor)
    return render_template(
        "portal/my_data.html",
        counts={name: len(rows) for name, rows in kept.tables.items()},
        answers=kept.tables.get("answer", []),
        requests=asked.own_requests(actor),
        unproven=asked.unproven_sides(actor),
    )


@feature.change("/my/data/copy", Permission.OWN_PAGE)
def copy(actor: Actor) -> ResponseReturnValue:
    """The ZIP, as an attachment that nothing between keeps; that it was taken stands on the trail."""
    kept = asked.copy_of(actor)
    people.note_copy(actor, len(kept.files))
    answer = send_file(
        packed(kept),
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"my-data-{clock.now():%Y-%m-%d}.zip",
        max_age=0,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


@feature.form("/my/data/correct", Permission.OWN_PAGE)
def correct(actor: Actor) -> ResponseReturnValue:
    person, registrations = find_own_person(actor), own_registrations(actor)
    latest = registrations[0] if registrations else None
    form = CorrectForm(
        data={
            "name": person.name if person else actor.name,
            "function": person.function if person else "",
            "zone": actor.zone or (person.zone if person else ""),
            "language": latest.language if latest else "en",
            "version": person.version if person else 0,
        }
    )
    form.offer(current_app.extensions["languages"]())
    if form.validate_on_submit():
        try:
            draft = SelfDraft(form.name.data, form.function.data or "", form.zone.data or "")
            people.correct_self(actor, draft, form.version.data)
            write_in(actor, form.language.data)
            flash(_("Corrected. Registrations keep what you wrote on their day."), "ok")
            return redirect(url_for("portal.my_page"), 303)
        except Refused as no:
            form.refuse(no)
            form.version.data = person.version if person else 0
    return _page(
        "portal/correct.html", form, office_only=OfficeOnly, person=person, registrations=registrations
    )


@feature.form("/my/data/ask", Permission.OWN_PAGE)
def ask(actor: Actor) -> ResponseReturnValue:
    begun = _begun(actor)
    form = AskForm(data={"text": begun})
    if form.validate_on_submit():
        try:
            if form.text.data == begun.strip():
                raise Refused("Write how it is right.", field="text")
            people.ask(actor, K.CORRECTION, form.text.data, page_language()[0])
            flash(_("The office has your request and answers by mail."), "ok")
            return redirect(url_for("portal.my_data"), 303)
        except Refused as no:
            form.refuse(no)
    return _page("portal/ask.html", form, office_only=OfficeOnly)


def _begun(actor: Actor) -> str:
    """Who comes from a registration need not say which one is meant."""
    key = request.args.get("registration", "")
    for one in own_registrations(actor) if key else ():
        if one.key == key:
            return _(
                "%(meeting)s: I am registered for %(organization)s as “%(capacity)s”. Right is: ",
                meeting=one.meeting.title,
                organization=one.organization_name,
                capacity=_(one.category.label),
            )
    return ""


@feature.form("/my/data/deletion", Permission.OWN_PAGE)
def deletion(actor: Actor) -> ResponseReturnValue:
    """First the reason, then what goes and what stays with the button that asks for it."""
    form = DeletionForm()
    second = False
    if form.validate_on_submit():
        second = True
        if form.step.data == "second":
            try:
                people.ask(actor, K.DELETION, form.text.data or "", page_language()[0])
                flash(_("The office has your request and answers by mail. Until then nothing changes."), "ok")
                return redirect(url_for("portal.my_data"), 303)
            except Refused as no:
                form.refuse(no)
    form.step.data = "second" if second else "first"
    figures = asked.figures_for(actor, asked.own_subject(actor)) if second else []
    open_one = asked.find_open_request(actor, K.DELETION)
    page = render_template(
        "portal/deletion.html", form=form, second=second, figures=figures, open_one=open_one
    )
    failed = form.is_submitted() and bool(form.errors or form.top_errors)
    return make_response(page, 422 if failed else 200)


@feature.change("/my/data/requests/<key>/take-back", Permission.OWN_PAGE, load=asked.own_request_for)
def take_back(actor: Actor, request_: PersonRequest) -> ResponseReturnValue:
    people.take_back(actor, request_)
    flash(_("Your request is taken back."), "ok")
    return redirect(url_for("portal.my_data"), 303)


def _page(template: str, form: Form, **given: object) -> ResponseReturnValue:
    status = 422 if request.method == "POST" else 200
    return make_response(render_template(template, form=form, **given), status)
