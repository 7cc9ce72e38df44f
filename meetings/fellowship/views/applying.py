"""What the personal link opens: the application. Opening it changes nothing; its buttons save, ask and submit."""

from collections.abc import Mapping
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import files
from meetings.base.forms import said
from meetings.base.refusals import NotFound, Refused, Stale
from meetings.base.zones import wall_of
from meetings.fellowship import actions, queries
from meetings.fellowship.forms import WithdrawForm, application_form, keep_files, lost, words_in
from meetings.fellowship.models import FellowshipApplication
from meetings.fellowship.rules import (
    SHUT,
    ApplicationState,
    By,
    DocumentKind,
    Door,
    NominationState,
    NominationWay,
    Writing,
    application_steps,
    asked_documents,
    field_labels,
    file_code,
    public_name,
    takes_requests,
)
from meetings.fellowship.views.feature import feature
from meetings.fellowship.views.showing import deadline, left_until
from meetings.questions.queries import answers_of, form_of
from meetings.questions.rules import AskedForm
from meetings.questions.views import MOST_BYTES
from meetings.registration.queries import organization_names

HERE = "/applications/<token>"


def the_applicant(application: FellowshipApplication) -> Actor:
    """Whoever holds the link, by the name in the application."""
    return Actor(None, application.name)


def _asked(application: FellowshipApplication) -> AskedForm:
    return form_of("edition", application.edition_id)


def _form(application: FellowshipApplication) -> Any:
    me = the_applicant(application)
    before = answers_of(me, "application", [application.id])[application.id]
    only = application.asked_fields if application.state is ApplicationState.MORE_INFORMATION else None
    late = application.late_words if actions.can_write(application) is Writing.ASKED else {}
    return application_form(application, _asked(application), before, only, late)


@feature.form(HERE, Permission.REGISTER, most_bytes=MOST_BYTES)
def write(actor: Actor, token: str) -> ResponseReturnValue:
    """Without an account: whoever holds the link writes the application, saves it, comes back, submits it."""
    application = queries.opened(token)
    if application is None:
        return make_response(render_template("errors/no_link.html"), 404)
    stands = actions.can_write(application)
    form = _form(application)
    if request.method == "GET":
        return _page(actor, token, application, form, stands)
    if stands in SHUT:
        if stands is Writing.TOO_LATE and form.validate() and (words := words_in(form)):
            actions.keep_late(application, words)
            flash(_("What you wrote is kept. It was not submitted: %(why)s", why=_(stands.label)), "warn")
            if gone := lost(form, application.asked_fields):
                flash(_("Not kept: %(fields)s.", fields=", ".join(gone)), "warn")
            return redirect(url_for("fellowship.write", token=token), 303)
        form.refuse(Refused(stands.label))
        return _page(actor, token, application, form, stands, code=409)
    valid = form.validate()
    keep_files(form)
    act = request.form.get("do", "save")
    if not (valid or (act != "submit" and form.may_be_unfinished())):
        return _page(actor, token, application, form, stands, code=422)
    try:
        return _done(token, application, form, act)
    except actions.Incomplete as no:
        form.refuse(no)
        for name, one in no.found.items():
            if name in form:
                form[name].errors = [*form[name].errors, said(one)]
            else:
                form.top_errors.append(said(one))
        return _page(actor, token, application, form, stands, code=422)
    except Refused as no:
        form.refuse(no)
        kept = application.statement if isinstance(no, Stale) else None
        if isinstance(no, Stale):
            form.version.data = application.version
        stands = actions.can_write(application)
        return _page(actor, token, application, form, stands, code=409, kept=kept)


def _done(token: str, application: FellowshipApplication, form: Any, act: str) -> ResponseReturnValue:
    """Keep what was written, then do what the button says; what came too late is kept as a draft."""
    me, draft = the_applicant(application), form.draft()
    stands = actions.save(me, application, draft, form.version.data)
    here = redirect(url_for("fellowship.write", token=token), 303)
    if stands in (Writing.LATE, Writing.NOT_YET):
        flash(_("What you wrote is kept. It was not submitted: %(why)s", why=_(stands.label)), "warn")
        return here
    if act == "ask":
        nomination = actions.ask_to_confirm(
            application, form.asks_name.data or "", form.asks_email.data or ""
        )
        flash(
            _("Saved. %(organization)s is asked to confirm.", organization=nomination.organization_name), "ok"
        )
    elif act == "submit":
        actions.submit(me, application, draft.asked)
        flash(_("Your application is submitted. A mail confirms it."), "ok")
    else:
        flash(_("Saved. You can come back by the same link."), "ok")
    return here


@feature.page(f"{HERE}/files/<kind>", Permission.REGISTER)
def own_file(actor: Actor, token: str, kind: str) -> ResponseReturnValue:
    """A document that the applicant has handed in."""
    application = queries.opened(token)
    if application is None:
        raise NotFound
    return files.send(queries.file_of(application, kind))


@feature.change(f"{HERE}/withdraw", Permission.REGISTER)
def withdraw(actor: Actor, token: str) -> ResponseReturnValue:
    application = queries.opened(token)
    if application is None:
        return make_response(render_template("errors/no_link.html"), 404)
    form = WithdrawForm()
    if not form.validate():
        return _page(actor, token, application, _form(application), actions.can_write(application),
                     code=422, leaving=form)  # fmt: skip
    try:
        actions.withdraw(the_applicant(application), application, form.reason.data or "")
        flash(_("Your application is withdrawn."), "ok")
        return redirect(url_for("fellowship.write", token=token), 303)
    except Refused as no:
        return _no(actor, token, application, no)


@feature.change(f"{HERE}/again", Permission.REGISTER)
def take_up_again(actor: Actor, token: str) -> ResponseReturnValue:
    application = queries.opened(token)
    if application is None:
        return make_response(render_template("errors/no_link.html"), 404)
    try:
        actions.take_up_again(the_applicant(application), application)
        flash(_("Your application is a draft again. Submit it when it is ready."), "ok")
        return redirect(url_for("fellowship.write", token=token), 303)
    except Refused as no:
        return _no(actor, token, application, no)


@feature.change(f"{HERE}/requests/<key>/take-back", Permission.REGISTER)
def take_back_request(actor: Actor, token: str, key: str) -> ResponseReturnValue:
    """The applicant asks somebody else, or names another organization."""
    application = queries.opened(token)
    if application is None:
        return make_response(render_template("errors/no_link.html"), 404)
    nomination = next((one for one in application.nominations if one.key == key), None)
    if nomination is None:
        raise NotFound
    try:
        actions.take_back(the_applicant(application), nomination, By.APPLICANT)
        flash(_("The request is taken back."), "ok")
        return redirect(url_for("fellowship.write", token=token), 303)
    except Refused as no:
        return _no(actor, token, application, no)


def _no(actor: Actor, token: str, application: FellowshipApplication, no: Refused) -> ResponseReturnValue:
    form = _form(application)
    form.refuse(no)
    return _page(actor, token, application, form, actions.can_write(application), code=409)


def _typed(form: Any, late: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was written into a form that the page does not draw any more, now or `late`: nothing of it is lost."""
    words = dict(late) | words_in(form)
    return [(form[name].label.text, text) for name, text in words.items() if name in form]


def _page(
    actor: Actor,
    token: str,
    application: FellowshipApplication,
    form: Any,
    stands: Writing,
    *,
    code: int = 200,
    kept: str | None = None,
    leaving: WithdrawForm | None = None,
) -> ResponseReturnValue:
    edition = application.edition
    documents = asked_documents(edition.documents)
    questions = [(q.id, q.wording) for q in form_of("edition", edition.id).questions]
    labels = field_labels(documents, questions, _)
    lacking = actions.what_is_missing(application) if stands is Writing.WHOLE else {}
    page = render_template(
        "fellowship/write.html",
        token=token,
        application=application,
        edition=edition,
        form=form,
        leaving=leaving or WithdrawForm(formdata=None),
        stands=stands,
        kept=kept,
        typed=[] if stands in (Writing.WHOLE, Writing.ASKED) else _typed(form, application.late_words),
        lacking=[(labels.get(name, _("Your organization")), said(one)) for name, one in lacking.items()],
        public=_(public_name(application.state, edition.state)),
        steps={step.to for step in application_steps(application.state, By.APPLICANT)},
        documents=[(kind, file_code(kind), needed) for kind, needed in documents.items()],
        handed_in={one.kind: one.file for one in application.files},
        answers=answers_of(the_applicant(application), "application", [application.id])[application.id],
        names=[name for _id, name, _acronym in organization_names()],
        asks=takes_requests(edition.nomination),
        deadline=deadline,
        wall=lambda at: wall_of(at, edition.zone),
        left_until=left_until,
        door=queries.door_of(edition),
        Door=Door,
        W=Writing,
        A=ApplicationState,
        N=NominationState,
        Way=NominationWay,
        DocumentKind=DocumentKind,
    )
    return make_response(page, code)
