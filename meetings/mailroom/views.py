"""The outbox, as those see it who answer for what leaves the house."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base.paging import page_number, page_of
from meetings.mailroom import queries
from meetings.mailroom.forms import FilterForm
from meetings.mailroom.queries import PER_PAGE, MessageFilter
from meetings.outbox import actions
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery

feature = Feature("mailroom", __name__)


@feature.page("/outbox", Permission.SEE_OUTBOX)
def messages(actor: Actor) -> ResponseReturnValue:
    shown = _filter()
    found = queries.messages(actor, shown)
    return render_template(
        "mailroom/messages.html",
        found=found,
        shown=shown,
        form=FilterForm(request.args),
        page=page_of(found.total, shown.page, PER_PAGE, _address),
        address=_address,
        D=Delivery,
    )


@feature.page("/outbox/<key>", Permission.SEE_OUTBOX, load=queries.message_for)
def message(actor: Actor, message: OutboxMessage) -> ResponseReturnValue:
    return render_template("mailroom/message.html", message=message, D=Delivery)


@feature.change("/outbox/<key>/again", Permission.SEE_OUTBOX, load=queries.message_for)
def try_again(actor: Actor, message: OutboxMessage) -> ResponseReturnValue:
    actions.try_again(message)
    flash(_("The mail is tried again at once."), "ok")
    return redirect(url_for("mailroom.message", key=message.key), 303)


def _filter() -> MessageFilter:
    """The filter of the address; what it cannot hold is left out."""
    args = request.args
    delivery = args.get("delivery", "")
    return MessageFilter(
        delivery=Delivery(delivery) if delivery in set(Delivery) else None,
        q=args.get("q", "")[:200].replace("\0", "").strip(),
        page=page_number(args.get("page", "")),
    )


def _address(**changed: Any) -> str:
    kept = {k: v for k, v in request.args.items() if k in ("q", "delivery")} | changed
    return url_for("mailroom.messages", **{k: v for k, v in kept.items() if v})
