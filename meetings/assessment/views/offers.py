"""An offer, by its mailed link: opening it changes nothing, two buttons answer."""

from dataclasses import replace

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment import actions, queries
from meetings.assessment.forms import AnswerForm
from meetings.assessment.models import FellowshipOffer
from meetings.assessment.rules import OfferState, is_over
from meetings.assessment.views.feature import feature
from meetings.base import clock
from meetings.base.refusals import NotFound, Refused
from meetings.base.zones import city
from meetings.programme.rules import moment


@feature.form("/fellowship-offers/<token>", Permission.REGISTER)
def offer(actor: Actor, token: str) -> ResponseReturnValue:
    """Without an account: whoever holds the link was offered the fellowship."""
    found = queries.offer_opened(token)
    if found is None:
        raise NotFound
    form = AnswerForm()
    if request.method == "GET":
        return _page(token, found, form)
    if not form.validate():
        return _page(token, found, form, 422)
    accept = {"accept": True, "decline": False}.get(form.answer.data or "")
    # It is they who answer, whoever is signed in in this browser.
    fellow = replace(actor, account_id=None, name=found.application.name)
    try:
        if accept is None:
            raise Refused("Press one of the two buttons.")
        actions.answer(fellow, found, accept, form.reason.data or "")
    except Refused as no:
        form.refuse(no)
        return _page(token, found, form, 409)
    flash(
        _("You are a fellow. A mail confirms it.") if accept else _("You have declined. A mail confirms it."),
        "ok",
    )
    return redirect(url_for("assessment.offer", token=token), 303)


def _page(token: str, found: FellowshipOffer, form: AnswerForm, code: int = 200) -> ResponseReturnValue:
    over = is_over(found.deadline_at, clock.now())
    page = render_template(
        "assessment/offer.html",
        offer=found,
        application=found.application,
        edition=found.application.edition,
        token=token,
        form=form,
        until=moment(found.deadline_at, found.zone, city(found.zone)),
        open=found.state is OfferState.OPEN and not over,
        over=over,
        O=OfferState,
    )
    return make_response(page, code)
