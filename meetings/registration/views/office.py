"""Deciding in the office on one registration."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import audit_rows
from meetings.access.rules import local_path
from meetings.base import clock, files
from meetings.base.refusals import Refused, Stale
from meetings.mailroom.queries import messages_about
from meetings.questions.queries import answers_of
from meetings.registration import actions, attending, queries
from meetings.registration.forms import CorrectionForm, DecisionForm, two_versions, values_of
from meetings.registration.models import Registration
from meetings.registration.queries import StoredOf
from meetings.registration.rules import (
    HOLDS_A_PLACE,
    OWES_AN_ANSWER,
    STANDING,
    Decision,
    RegistrationStatus,
    decisions,
)
from meetings.registration.views.feature import feature
from meetings.replies.queries import calendar_answer

VERBS = {
    Decision.APPROVE: actions.approve,
    Decision.WAIT: actions.put_on_waiting_list,
    Decision.DECLINE: actions.decline,
    Decision.CANCEL: actions.cancel,
    Decision.TAKE_UP: actions.take_up,
}


@feature.page("/registrations/<key>", Permission.SEE_REGISTRATIONS, load=queries.registration_for)
def registration(actor: Actor, registration: Registration) -> ResponseReturnValue:
    return _detail(actor, registration)


@feature.change(
    "/registrations/<key>/decision", Permission.DECIDE_REGISTRATIONS, load=queries.registration_for
)
def decide(actor: Actor, registration: Registration) -> ResponseReturnValue:
    form = DecisionForm(seen=request.args.get("seen"))  # the list has one form for all its buttons
    try:
        decision = form.validate() and form.chosen()
        if not decision:
            raise Refused("Choose what to decide.")
        VERBS[decision](actor, registration, form.seen_status())
    except Refused as no:
        form.refuse(no)
        return make_response(_detail(actor, registration, form), 409)
    stands = _(registration.status.label)
    flash(_("%(name)s: %(state)s. The mail waits in the outbox.", name=registration.name, state=stands), "ok")
    back = local_path(form.back.data) or url_for("registration.registration", key=registration.key)
    return redirect(back, 303)


@feature.change(
    "/registrations/<key>/reminder", Permission.DECIDE_REGISTRATIONS, load=queries.registration_for
)
def remind(actor: Actor, registration: Registration) -> ResponseReturnValue:
    """Send the link once more to somebody who has not answered."""
    form = DecisionForm(formdata=None)
    try:
        actions.remind(actor, registration)
    except Refused as no:
        form.refuse(no)
        return make_response(_detail(actor, registration, form), 409)
    flash(_("A reminder to %(name)s waits in the outbox.", name=registration.name), "ok")
    return redirect(url_for("registration.registration", key=registration.key), 303)


@feature.change(
    "/registrations/<key>/declined", Permission.DECIDE_REGISTRATIONS, load=queries.registration_for
)
def withdraw_as_answered(actor: Actor, registration: Registration) -> ResponseReturnValue:
    """The calendar declines, and the office takes it at its word."""
    form = DecisionForm(formdata=None)
    try:
        actions.withdraw_as_answered(actor, registration)
    except Refused as no:
        form.refuse(no)
        return make_response(_detail(actor, registration, form), 409)
    flash(_("%(name)s has withdrawn. The mail waits in the outbox.", name=registration.name), "ok")
    return redirect(url_for("registration.registration", key=registration.key), 303)


@feature.form("/registrations/<key>/correct", Permission.DECIDE_REGISTRATIONS, load=queries.registration_for)
def correct(actor: Actor, registration: Registration) -> ResponseReturnValue:
    """What is written of somebody, put right; also after the meeting, for who took part is kept for good."""
    form, changed = CorrectionForm(data=values_of(registration)), []
    if form.validate_on_submit():
        try:
            done = actions.correct(actor, registration, form.draft(), form.version.data)
            _say_what_came_of_it(registration, done)
            return redirect(url_for("registration.registration", key=registration.key), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                changed = two_versions(form, registration)
                form.version.data = registration.version
    page = render_template(
        "registration/correct.html",
        form=form,
        registration=registration,
        meeting=registration.meeting,
        changed=changed,
        names=[name for _id, name, _acronym in queries.organization_names()],
        holds=registration.status in HOLDS_A_PLACE,
        told=actions.is_told(registration),
    )
    return make_response(page, 422 if form.is_submitted() else 200)


def _say_what_came_of_it(registration: Registration, done: actions.Corrected) -> None:
    name = registration.name
    if not done.changed:
        flash(_("%(name)s: nothing was different, so nothing is changed.", name=name), "info")
    elif done.told:
        flash(_("%(name)s is corrected. The mail waits in the outbox.", name=name), "ok")
    else:
        flash(_("%(name)s is corrected. No mail goes.", name=name), "ok")


@feature.page(
    "/registrations/<key>/files/<file_key>", Permission.SEE_REGISTRATIONS, load=queries.registration_file_for
)
def registration_file(actor: Actor, found: StoredOf) -> ResponseReturnValue:
    return files.send(found.stored)


def _detail(actor: Actor, registration: Registration, form: DecisionForm | None = None) -> str:
    given = answers_of(actor, "registration", [registration.id])[registration.id]
    to_come = registration.status in STANDING and registration.meeting.ends_at > clock.now()
    return render_template(
        "registration/registration.html",
        registration=registration,
        meeting=registration.meeting,
        form=form or DecisionForm(formdata=None),
        taken=queries.places_taken(registration.meeting),
        decisions=decisions(registration.status),
        answers=given,
        open_questions=queries.open_questions(registration, given) if to_come else [],
        messages=messages_about(actor, "registration", registration.id),
        trail=audit_rows(actor, 50, "registration", registration.id),
        owes_an_answer=registration.status in OWES_AN_ANSWER,
        attended=attending.attended_by(actor, registration),
        calendar=calendar_answer("registration", registration.id),
        S=RegistrationStatus,
    )
