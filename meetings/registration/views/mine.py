"""The participant's own page of a registration."""

from flask import current_app, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock, files
from meetings.base.refusals import Refused, Stale
from meetings.programme.rules import MeetingStatus
from meetings.questions.forms import questions_form
from meetings.questions.queries import answers_of, form_of
from meetings.questions.views import MOST_BYTES
from meetings.registration import actions, queries
from meetings.registration.forms import (
    HandOverForm,
    ListingForm,
    OwnAnswersForm,
    two_versions,
    values_of,
)
from meetings.registration.letters import join_link
from meetings.registration.models import Registration
from meetings.registration.queries import StoredOf
from meetings.registration.rules import (
    COMES_BACK,
    NEXT,
    OPENS,
    Listing,
    RegistrationStatus,
    door,
    shut,
)
from meetings.registration.views.feature import feature


@feature.page("/my/registrations/<key>", Permission.OWN_PAGE, load=queries.own_registration_for)
def mine(actor: Actor, registration: Registration) -> ResponseReturnValue:
    return _mine(actor, registration, _listing(registration))


@feature.form(
    "/my/registrations/<key>/answers",
    Permission.OWN_PAGE,
    load=queries.own_registration_for,
    most_bytes=MOST_BYTES,
)
def answers(actor: Actor, registration: Registration) -> ResponseReturnValue:
    """What one has written, to be corrected until the date."""
    asked = form_of("meeting", registration.meeting_id)
    before = answers_of(actor, "registration", [registration.id])[registration.id]
    composed = questions_form(OwnAnswersForm, asked, before, category_is=registration.category.value)
    form, changed = composed(data=values_of(registration)), []
    if form.is_submitted() and form.validate():
        try:
            actions.correct_answers(
                actor, registration, form.draft(), asked, form.answers(), form.version.data
            )
            flash(_("Your answers are changed."), "ok")
            return redirect(url_for("registration.mine", key=registration.key), 303)
        except Refused as no:
            form.refuse(no)
            if isinstance(no, Stale):
                changed = two_versions(form, registration)
                form.version.data = registration.version
    page = render_template(
        "registration/answers.html",
        form=form,
        changed=changed,
        registration=registration,
        meeting=registration.meeting,
        may_change=actions.may_be_changed(registration),
        shut=shut(registration.meeting.status),
    )
    return make_response(page, 422 if form.is_submitted() else 200)


@feature.page("/my/registrations/<key>/files/<file_key>", Permission.OWN_PAGE, load=queries.own_file_for)
def own_file(actor: Actor, found: StoredOf) -> ResponseReturnValue:
    return files.send(found.stored)


@feature.change("/my/registrations/<key>/listing", Permission.OWN_PAGE, load=queries.own_registration_for)
def change_listing(actor: Actor, registration: Registration) -> ResponseReturnValue:
    form = ListingForm()
    if not form.validate():
        return make_response(_mine(actor, registration, form), 422)
    actions.change_listing(actor, registration, Listing(form.listing.data))
    flash(_("What the list of participants says of you is changed."), "ok")
    return redirect(url_for("registration.mine", key=registration.key), 303)


@feature.change("/my/registrations/<key>/withdraw", Permission.OWN_PAGE, load=queries.own_registration_for)
def withdraw(actor: Actor, registration: Registration) -> ResponseReturnValue:
    actions.withdraw(actor, registration)
    flash(_("You have withdrawn. A mail confirms it."), "ok")
    return redirect(url_for("registration.mine", key=registration.key), 303)


@feature.change("/my/registrations/<key>/again", Permission.OWN_PAGE, load=queries.own_registration_for)
def register_again(actor: Actor, registration: Registration) -> ResponseReturnValue:
    """Back from the own page; what was written before is there to be looked through."""
    actions.register_again(actor, registration)
    flash(_("You are registered again. Look through your answers: the form may ask for something new."), "ok")
    return redirect(url_for("registration.answers", key=registration.key), 303)


@feature.change("/my/registrations/<key>/hand-over", Permission.OWN_PAGE, load=queries.own_registration_for)
def hand_over(actor: Actor, registration: Registration) -> ResponseReturnValue:
    form = HandOverForm()
    try:
        if not form.validate():
            return make_response(_mine(actor, registration, _listing(registration), form), 422)
        actions.hand_over(actor, registration, form.name.data or "", form.email.data or "")
    except Refused as no:
        form.refuse(no)
        return make_response(_mine(actor, registration, _listing(registration), form), 409)
    flash(
        _(
            "We have written to the person whom you named. The place is theirs when they press the button in it."
        ),
        "ok",
    )
    return redirect(url_for("registration.mine", key=registration.key), 303)


def _listing(registration: Registration) -> ListingForm:
    return ListingForm(formdata=None, listing=registration.listing.value)


def _mine(
    actor: Actor, registration: Registration, form: ListingForm, alternate: HandOverForm | None = None
) -> str:
    approved = registration.status is RegistrationStatus.APPROVED
    given = answers_of(actor, "registration", [registration.id])[registration.id]
    return render_template(
        "registration/mine.html",
        registration=registration,
        meeting=registration.meeting,
        form=form,
        alternate=alternate or HandOverForm(formdata=None),
        given=given,
        may_change=actions.may_be_changed(registration),
        open_questions=len(queries.open_questions(registration, given))
        if actions.may_be_changed(registration)
        else 0,
        may_hand_over=approved and actions.may_be_changed(registration),
        zone=actor.zone or registration.zone,
        link=join_link(registration.meeting) if approved else None,
        may_withdraw=RegistrationStatus.WITHDRAWN in NEXT[registration.status]
        and registration.meeting.status is not MeetingStatus.CANCELLED,
        may_come_back=registration.status in COMES_BACK
        and door(queries.room_of(registration.meeting), clock.now()) in OPENS,
        mailbox=current_app.config["SETTINGS"].mailbox,
        S=RegistrationStatus,
    )
