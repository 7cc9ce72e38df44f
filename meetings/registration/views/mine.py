"""The participant's own page of a registration."""

from flask import current_app, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused
from meetings.programme.rules import MeetingStatus
from meetings.registration import actions, queries
from meetings.registration.forms import HandOverForm, ListingForm
from meetings.registration.letters import join_link
from meetings.registration.models import Registration
from meetings.registration.rules import (
    NEXT,
    Listing,
    RegistrationStatus,
)
from meetings.registration.views.feature import feature


@feature.page("/my/registrations/<key>", Permission.OWN_PAGE, load=queries.own_registration_for)
def mine(actor: Actor, registration: Registration) -> ResponseReturnValue:
    return _mine(actor, registration, _listing(registration))


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
    return render_template(
        "registration/mine.html",
        registration=registration,
        meeting=registration.meeting,
        form=form,
        alternate=alternate or HandOverForm(formdata=None),
        may_hand_over=approved and actions.may_be_changed(registration),
        zone=actor.zone or registration.zone,
        link=join_link(registration.meeting) if approved else None,
        may_withdraw=RegistrationStatus.WITHDRAWN in NEXT[registration.status]
        and registration.meeting.status is not MeetingStatus.CANCELLED,
        mailbox=current_app.config["SETTINGS"].mailbox,
        S=RegistrationStatus,
    )
