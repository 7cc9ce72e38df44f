"""What came in by mail, what was done with it and why; for those who answer for the mailbox."""

from typing import Any

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import audit_rows
from meetings.access.routes import Feature
from meetings.base.paging import page_number, page_of
from meetings.base.refusals import Refused
from meetings.replies import actions, queries
from meetings.replies.forms import CloseForm, FilterForm
from meetings.replies.models import ReceivedMail
from meetings.replies.queries import PER_PAGE, Show
from meetings.replies.rules import PROPOSALS, WHY, Closing, Outcome

feature = Feature("replies", __name__)


@feature.page("/replies", Permission.SEE_OUTBOX)
def replies(actor: Actor) -> ResponseReturnValue:
    args = request.args
    show = Show(args["show"]) if args.get("show") in set(Show) else Show.OPEN
    q = args.get("q", "")[:200].replace("\0", "").strip()
    number = page_number(args.get("page", ""))
    found = queries.replies(actor, show, q, number)
    return render_template(
        "replies/replies.html",
        found=found,
        show=show,
        q=q,
        form=FilterForm(args),
        page=page_of(found.total, number, PER_PAGE, _address),
        address=_address,
        mailbox=current_app.config["SETTINGS"].mailbox,
        V=Show,
    )


@feature.page("/replies/<key>", Permission.SEE_OUTBOX, load=queries.mail_for)
def reply(actor: Actor, mail: ReceivedMail) -> ResponseReturnValue:
    return _mail(actor, mail)


@feature.change("/replies/<key>/close", Permission.SEE_OUTBOX, load=queries.mail_for)
def close(actor: Actor, mail: ReceivedMail) -> ResponseReturnValue:
    """Somebody has seen to it, or turns a proposal down; nothing is sent by this."""
    form = CloseForm()
    if not form.validate():
        return make_response(_mail(actor, mail, form), 422)
    try:
        actions.close(actor, mail, Closing(form.closing.data))
    except Refused as no:
        form.refuse(no)
        return make_response(_mail(actor, mail, form), 409)
    flash(_("Noted. No mail was sent by this."), "ok")
    return redirect(url_for("replies.replies"), 303)


@feature.change("/replies/<key>/take", Permission.SEE_OUTBOX, load=queries.mail_for)
def take(actor: Actor, mail: ReceivedMail) -> ResponseReturnValue:
    """An answer from another address counts as the invited person's: somebody of the office vouches for it."""
    form = CloseForm(formdata=None)
    try:
        actions.take_as_theirs(actor, mail)
    except Refused as no:
        form.refuse(no)
        return make_response(_mail(actor, mail, form), 409)
    flash(_("The answer counts as theirs. No mail was sent by this."), "ok")
    return redirect(url_for("replies.reply", key=mail.key), 303)


def _mail(actor: Actor, mail: ReceivedMail, form: CloseForm | None = None) -> str:
    things = queries.things_of(actor, [mail])
    return render_template(
        "replies/reply.html",
        mail=mail,
        form=form or CloseForm(formdata=None),
        thing=things.get((mail.about_kind, mail.about_id or 0)),
        meaning=WHY[mail.outcome],
        why=_why(mail),
        told=queries.told_last(mail.uid, mail.email) if mail.uid else None,
        proposal=mail.outcome in PROPOSALS,
        trail=audit_rows(actor, 20, "received_mail", mail.id),
        O=Outcome,
        C=Closing,
    )


def _why(mail: ReceivedMail) -> str:
    """What was kept of the reason: the other server's words as they are, our own in the reader's language."""
    return _(mail.why) if mail.why and mail.outcome is not Outcome.BOUNCE else mail.why


def _address(**changed: Any) -> str:
    kept = {k: v for k, v in request.args.items() if k in ("q", "show")} | changed
    return url_for("replies.replies", **{k: v for k, v in kept.items() if v})
