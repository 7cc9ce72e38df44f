"""A person's own calendars: secret addresses made, shown, renewed and revoked."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import NotFound
from meetings.calendars import actions, queries
from meetings.calendars.forms import ChoiceForm
from meetings.calendars.models import Subscription
from meetings.calendars.rules import HOLDS, FeedKind, Wanted
from meetings.calendars.views.addresses import addresses
from meetings.calendars.views.answering import chosen, languages
from meetings.calendars.views.feature import feature
from meetings.programme.rules import SessionKind

# Breaks are told to nobody.
KINDS = tuple(kind for kind in SessionKind if kind is not SessionKind.BREAK)


@feature.page("/my/calendars", Permission.OWN_PAGE)
def my_calendars(actor: Actor) -> ResponseReturnValue:
    return render_template("calendars/mine.html", offered=queries.offered(actor), K=FeedKind)


@feature.change("/my/calendars/subscribe", Permission.OWN_PAGE)
def subscribe(actor: Actor) -> ResponseReturnValue:
    kind, organization = request.form.get("kind", ""), request.form.get("organization", "")
    if kind not in set(FeedKind) or not (
        organization == "" or (organization.isascii() and organization.isdigit())
    ):
        raise NotFound
    made = actions.subscribe(actor, FeedKind(kind), int(organization[:9]) if organization else None)
    return redirect(url_for("calendars.my_calendar", key=made.key), 303)


@feature.page("/my/calendars/<key>", Permission.OWN_PAGE, load=queries.subscription_for)
def my_calendar(actor: Actor, subscription: Subscription) -> ResponseReturnValue:
    """The address with what is chosen above it; the choice is in the address and kept nowhere."""
    show = HOLDS[subscription.kind]
    wanted = chosen(show)
    kinds = KINDS if subscription.kind is FeedKind.PROGRAMME else ()
    form = ChoiceForm(formdata=None).offer(languages(), show, kinds, wanted or Wanted())
    return render_template(
        "calendars/my_calendar.html",
        subscription=subscription,
        form=form,
        at=addresses("calendars.private_feed", wanted or Wanted(), token=queries.token_of(subscription)),
        K=FeedKind,
    )


@feature.change("/my/calendars/<key>/renew", Permission.OWN_PAGE, load=queries.subscription_for)
def renew(actor: Actor, subscription: Subscription) -> ResponseReturnValue:
    actions.renew(actor, subscription)
    flash(
        _("This is a new address; the old one opens nothing any more. Subscribe again with the new one."),
        "ok",
    )
    return redirect(url_for("calendars.my_calendar", key=subscription.key), 303)


@feature.change("/my/calendars/<key>/revoke", Permission.OWN_PAGE, load=queries.subscription_for)
def revoke(actor: Actor, subscription: Subscription) -> ResponseReturnValue:
    actions.revoke(actor, subscription)
    flash(
        _("The address is revoked. Take the calendar out of your program, too: it keeps what it has."), "ok"
    )
    return redirect(url_for("calendars.my_calendars"), 303)
