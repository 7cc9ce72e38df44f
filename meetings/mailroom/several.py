"""What pages share that write to several people at once: whom one has ticked, and what one is told of it."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.base.forms import said
from meetings.outbox.actions import Many

MOST_CHOSEN = 500


def chosen() -> list[int]:
    """The numbers that are ticked; what is none is passed over."""
    ticked = request.form.getlist("chosen")[:MOST_CHOSEN]
    return [int(one) for one in ticked if one.isascii() and one.isdecimal() and len(one) < 10]


def told(done: Many, back: str) -> ResponseReturnValue:
    """Who is left out and why; then to the mails that wait, or `back` when there are none."""
    for name, no in done.left_out:
        flash(_("%(name)s: %(why)s", name=name, why=said(no)), "warn")
    if not done.number:
        flash(_("Nobody is written to."), "info")
        return redirect(back, 303)
    text = ngettext(
        "%(num)s mail waits until you have read it.",
        "%(num)s mails wait until you have read them.",
        done.number,
    )
    flash(text, "ok")
    return redirect(url_for("mailroom.batch", key=done.batch), 303)
