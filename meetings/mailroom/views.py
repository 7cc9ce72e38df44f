"""The outbox, as those see it who answer for what leaves the house."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.routes import Feature
from meetings.base.paging import page_number, page_of
from meetings.base.refusals import Refused
from meetings.mailroom import actions, queries
from meetings.mailroom.forms import FilterForm, MendForm, MessageForm
from meetings.mailroom.queries import PER_PAGE, MessageFilter
from meetings.outbox import actions as outbox
from meetings.outbox.anew import mark_read, words_now
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.replies.queries import bounces_of, waiting

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
        batches=queries.held_batches(actor),
        waiting=waiting(actor),
        stuck=queries.stuck_mails(actor),
        stood_so=_stood_so,
        D=Delivery,
    )


@feature.page("/outbox/batches/<key>", Permission.SEE_OUTBOX, load=queries.batch_for)
def batch(actor: Actor, batch: OutboxBatch) -> ResponseReturnValue:
    """The mails of one act for many people: read first, then sent or not."""

    def address(**changed: Any) -> str:
        kept = {k: v for k, v in request.args.items() if k in ("q", "delivery")} | changed
        return url_for("mailroom.batch", key=batch.key, **{k: v for k, v in kept.items() if v})

    shown = _filter(batch.id)
    found, gone = queries.messages(actor, shown), queries.overtaken_in(actor, batch)
    return render_template(
        "mailroom/batch.html",
        batch=batch,
        found=found,
        overtaken=gone,
        outdated=queries.outdated_in(actor, batch, gone),
        shown=shown,
        form=FilterForm(request.args),
        page=page_of(found.total, shown.page, PER_PAGE, address),
        address=address,
        stood_so=_stood_so,
        D=Delivery,
    )


@feature.change("/outbox/batches/<key>/send", Permission.SEE_OUTBOX, load=queries.batch_for)
def release(actor: Actor, batch: OutboxBatch) -> ResponseReturnValue:
    done = actions.release(actor, batch)
    flash(ngettext("%(num)s mail leaves now.", "%(num)s mails leave now.", done.number), "ok")
    if done.anew:
        written = ngettext(
            "%(num)s mail was written anew: what it tells had changed.",
            "%(num)s mails were written anew: what they tell had changed.",
            done.anew,
        )
        flash(written, "warn")
    if done.dropped:
        not_sent = ngettext(
            "%(num)s mail is not sent: what it says is no longer so.",
            "%(num)s mails are not sent: what they say is no longer so.",
            done.dropped,
        )
        flash(not_sent, "warn")
    return redirect(url_for("mailroom.batch", key=batch.key), 303)


@feature.change("/outbox/batches/<key>/discard", Permission.SEE_OUTBOX, load=queries.batch_for)
def discard(actor: Actor, batch: OutboxBatch) -> ResponseReturnValue:
    number = actions.discard(actor, batch)
    flash(ngettext("%(num)s mail is not sent.", "%(num)s mails are not sent.", number), "ok")
    return redirect(url_for("mailroom.batch", key=batch.key), 303)


@feature.page("/outbox/<key>", Permission.SEE_OUTBOX, load=queries.message_for)
def message(actor: Actor, message: OutboxMessage) -> ResponseReturnValue:
    return _message(actor, message, MendForm(formdata=None, email=message.to_email))


@feature.form("/outbox/<key>/words", Permission.SEE_OUTBOX, load=queries.message_for)
def words(actor: Actor, message: OutboxMessage) -> ResponseReturnValue:
    """Other words for one recipient, while the mail is held."""
    now = words_now(message)
    # Of what the house would write otherwise by now, that is changed; words of the office stay, and are told beside it.
    form = MessageForm(obj=message if now is None or message.house_text is not None else now)
    mark = mark_read(message, now)
    unread = form.read.data not in (None, "", mark)
    form.read.data = mark
    if form.validate_on_submit():
        try:
            if unread:
                raise Refused(
                    "This mail, or what it tells, has changed while you were writing. Read it, then save again."
                )
            outbox.edit_held(message, form.subject.data or "", form.text.data or "")
            flash(_("The mail is changed, for this recipient only."), "ok")
            return redirect(url_for("mailroom.message", key=message.key), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template(
        "mailroom/words.html",
        form=form,
        message=message,
        now=now if unread or message.house_text is not None else None,
        other=unread and message.house_text is not None,
        batch=queries.batch_of(message),
        D=Delivery,
    )
    return make_response(page, 422 if form.is_submitted() else 200)


@feature.change("/outbox/<key>/discard", Permission.SEE_OUTBOX, load=queries.message_for)
def discard_one(actor: Actor, message: OutboxMessage) -> ResponseReturnValue:
    outbox.discard(message)
    flash(_("This mail is not sent."), "ok")
    return redirect(url_for("mailroom.message", key=message.key), 303)


@feature.change("/outbox/<key>/again", Permission.SEE_OUTBOX, load=queries.message_for)
def try_again(actor: Actor, message: OutboxMessage) -> ResponseReturnValue:
    outbox.try_again(message)
    flash(_("The mail is tried again at once."), "ok")
    return redirect(url_for("mailroom.message", key=message.key), 303)


@feature.change("/outbox/<key>/mend", Permission.SEE_OUTBOX, load=queries.message_for)
def mend(actor: Actor, message: OutboxMessage) -> ResponseReturnValue:
    """The address was wrong: correct it where it came from, and send the mail there."""
    form = MendForm()
    if form.validate():
        try:
            mended = actions.send_to(actor, message, form.email.data or "")
            flash(_("The address is corrected and the mail goes there."), "ok")
            return redirect(url_for("mailroom.message", key=mended.key), 303)
        except Refused as no:
            form.refuse(no)
    return make_response(_message(actor, message, form), 422)


def _message(actor: Actor, message: OutboxMessage, mending: MendForm) -> str:
    return render_template(
        "mailroom/message.html",
        message=message,
        batch=queries.batch_of(message),
        mending=mending,
        returned=bounces_of(actor, message.key),
        stood_so=_stood_so,
        D=Delivery,
    )


def _stood_so(message: OutboxMessage) -> str:
    """How it stood when a mail was dropped that was no longer so, in our own words; nothing of any other mail."""
    dropped = message.delivery is Delivery.SUPERSEDED and not message.attempts
    return _(message.last_error) if dropped and message.last_error else ""


def _filter(batch_id: int | None = None) -> MessageFilter:
    """The filter of the address; what it cannot hold is left out."""
    args = request.args
    delivery = args.get("delivery", "")
    return MessageFilter(
        delivery=Delivery(delivery) if delivery in set(Delivery) else None,
        q=args.get("q", "")[:200].replace("\0", "").strip(),
        page=page_number(args.get("page", "")),
        batch_id=batch_id,
    )


def _address(**changed: Any) -> str:
    kept = {k: v for k, v in request.args.items() if k in ("q", "delivery")} | changed
    return url_for("mailroom.messages", **{k: v for k, v in kept.items() if v})
