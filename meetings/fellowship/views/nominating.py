"""Organizations: whom a focal point nominates, and the answer by a mailed link."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import files
from meetings.base.file_kinds import MEGABYTE
from meetings.base.pages import page_language
from meetings.base.refusals import Refused
from meetings.fellowship import actions, queries
from meetings.fellowship.forms import AnswerForm, NomineeForm, keep_files
from meetings.fellowship.models import FellowshipNomination
from meetings.fellowship.queries import Nominating
from meetings.fellowship.rules import (
    FILE_MEGABYTES,
    By,
    Door,
    NominationState,
    nomination_steps,
    public_name,
    takes_nominations,
)
from meetings.fellowship.views.feature import feature
from meetings.fellowship.views.showing import deadline, left_until

P = Permission
MOST_BYTES = (FILE_MEGABYTES + 2) * MEGABYTE
HERE = "/organizations/<org_slug>/fellowships/<slug>"


@feature.form(HERE, P.NOMINATE_FELLOWS, load=queries.nominating_for, most_bytes=MOST_BYTES)
def nominate(actor: Actor, here: Nominating) -> ResponseReturnValue:
    """A focal point nominates a colleague, with the letter, and sees how the nominations stand."""
    form = NomineeForm()
    if form.is_submitted():
        valid = form.validate()
        keep_files(form)
        if valid:
            try:
                actions.nominate(
                    actor, here.edition, here.organization, form.draft(page_language()[0]), form.letter.data
                )
                flash(
                    _("%(name)s is nominated. The mail with the link to the application is on its way.",
                      name=form.name.data or form.email.data),
                    "ok",
                )  # fmt: skip
                return redirect(_address(here), 303)
            except Refused as no:
                form.refuse(no)
    return _page(actor, here, form, 422 if form.is_submitted() else 200)


@feature.change(f"{HERE}/<key>/take-back", P.NOMINATE_FELLOWS, load=queries.nomination_for)
def take_back_nomination(actor: Actor, nomination: FellowshipNomination) -> ResponseReturnValue:
    assert nomination.organization is not None, "it was found by its organization"
    here = Nominating(nomination.organization, nomination.edition)
    try:
        actions.take_back(actor, nomination, By.ORGANIZATION)
    except Refused as no:
        form = NomineeForm(formdata=None)
        form.refuse(no)
        return _page(actor, here, form, 409)
    flash(_("The nomination is taken back. The person is told."), "ok")
    return redirect(_address(here), 303)


@feature.page("/fellowships/<slug>/nominations/<key>/letter", P.NOMINATE_FELLOWS, load=queries.letter_for)
def nomination_letter(actor: Actor, nomination: FellowshipNomination) -> ResponseReturnValue:
    """The nomination letter: for the office, and for the organization that handed it in."""
    assert nomination.letter is not None, "it was found by its letter"
    return files.send(nomination.letter)


def _address(here: Nominating) -> str:
    return url_for("fellowship.nominate", org_slug=here.organization.slug, slug=here.edition.slug)


def _page(actor: Actor, here: Nominating, form: NomineeForm, code: int) -> ResponseReturnValue:
    edition = here.edition
    page = render_template(
        "fellowship/nominate.html",
        organization=here.organization,
        edition=edition,
        form=form,
        nominations=queries.nominations(actor, here),
        steps_of=lambda state: nomination_steps(state, By.ORGANIZATION),
        takes=takes_nominations(edition.nomination),
        needs_letter=actions.asks_letter(edition),
        door=queries.door_of(edition),
        Door=Door,
        N=NominationState,
        public_name=lambda state: _(public_name(state, edition.state)),
        deadline=deadline,
        left_until=left_until,
    )
    return make_response(page, code)


@feature.form("/fellowship-nominations/<token>", P.REGISTER, most_bytes=MOST_BYTES)
def confirm(actor: Actor, token: str) -> ResponseReturnValue:
    """The answer of an organization, without an account. Opening the link changes nothing; the buttons do."""
    nomination = queries.nomination_opened(token)
    if nomination is None:
        return make_response(render_template("errors/no_link.html"), 404)
    form = AnswerForm(by_name=nomination.by_name)
    if request.method == "GET":
        return _answer_page(token, nomination, form)
    valid = form.validate()
    keep_files(form)
    if not valid:
        return _answer_page(token, nomination, form, 422)
    by_name, speaks = form.by_name.data or "", Actor(None, form.by_name.data or "")
    try:
        if request.form.get("do") == "refuse":
            actions.refuse(speaks, nomination, by_name, form.reason.data or "")
        else:
            actions.confirm(speaks, nomination, by_name, bool(form.serving_staff.data), form.letter.data)
    except Refused as no:
        form.refuse(no)
        return _answer_page(token, nomination, form, 409 if no.field is None else 422)
    flash(_("Thank you. The answer is with the office, and the applicant is told."), "ok")
    return redirect(url_for("fellowship.confirm", token=token), 303)


def _answer_page(
    token: str, nomination: FellowshipNomination, form: AnswerForm, code: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "fellowship/confirm.html",
        token=token,
        nomination=nomination,
        application=nomination.application,
        edition=nomination.edition,
        form=form,
        open=actions.can_answer(nomination),
        needs_letter=actions.asks_letter(nomination.edition),
        N=NominationState,
    )
    return make_response(page, code)
