"""The page of a record, and what a browser asks for again and again."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import Refused
from meetings.record import actions, queries
from meetings.record.queries import Desk
from meetings.record.rules import whole
from meetings.record.views.feature import feature
from meetings.record.views.showing import (
    LINK,
    MINUTES,
    P,
    composer,
    done,
    news,
    page,
    refused,
    taken_out_page,
    url_of,
)


@feature.page(MINUTES, P.OWN_PAGE, load=queries.desk_for)
def minutes(actor: Actor, desk: Desk) -> ResponseReturnValue:
    return page(desk)


@feature.page(MINUTES + "/now", P.OWN_PAGE, load=queries.desk_for)
def now(actor: Actor, desk: Desk) -> ResponseReturnValue:
    """What is new since a mark."""
    return news(desk, whole(request.args.get("since", "")) or 0)


@feature.page(LINK, P.REGISTER, load=queries.linked_for)
def linked(actor: Actor, desk: Desk) -> ResponseReturnValue:
    """For whoever chairs or moderates the session, without an account."""
    return page(desk)


@feature.page(LINK + "/now", P.REGISTER, load=queries.linked_for)
def linked_now(actor: Actor, desk: Desk) -> ResponseReturnValue:
    return news(desk, whole(request.args.get("since", "")) or 0)


@feature.change(MINUTES + "/add", Permission.WRITE_RECORD, load=queries.writer_for)
def add(actor: Actor, desk: Desk) -> ResponseReturnValue:
    """A new paragraph, or several: behind another one, or at the end."""
    form = composer(desk)
    if form.validate():
        try:
            after = whole(request.form.get("after", ""))
            row = actions.write(actor, desk.session, form.given(), form.key.data or "", after)
            return done(desk, row)
        except Refused as no:
            form.refuse(no)
            return refused(desk, form, no) or page(desk, form, 422)
    return refused(desk, form) or page(desk, form, 422)


@feature.change(MINUTES + "/floor", Permission.WRITE_RECORD, load=queries.writer_for)
def take_over(actor: Actor, desk: Desk) -> ResponseReturnValue:
    """Whoever had the floor, each as an intervention to be written."""
    rows = actions.take_over(actor, desk.session)
    if not rows:
        flash(_("Everybody who had the floor stands in the record already."), "ok")
        return redirect(url_of(desk), 303)
    flash(
        ngettext(
            "%(num)s intervention is ready to be written.",
            "%(num)s interventions are ready to be written.",
            len(rows),
        ),
        "ok",
    )
    return redirect(url_of(desk, at=rows[0].id, _anchor=f"p{rows[0].id}"), 303)


@feature.page(MINUTES + "/taken-out", Permission.WRITE_RECORD, load=queries.writer_for)
def taken_out(actor: Actor, desk: Desk) -> ResponseReturnValue:
    """What can be brought back."""
    return taken_out_page(desk)
