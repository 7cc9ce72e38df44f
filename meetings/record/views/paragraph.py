"""One paragraph of the record: changing it, moving it, taking it out and bringing it back."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.forms import version_sent
from meetings.base.refusals import NotFound, Refused, Stale
from meetings.programme.rules.attributing import levels_within
from meetings.record import actions, queries
from meetings.record.forms import DismissForm, ParagraphForm, TextForm
from meetings.record.queries import At
from meetings.record.rules import joined
from meetings.record.views.feature import feature
from meetings.record.views.showing import MINUTES, done, one, refused, url_of

ONE = MINUTES + "/<int:paragraph_id>"
W = Permission.WRITE_RECORD


def _form(at: At) -> ParagraphForm:
    return ParagraphForm().offer(levels_within(at.desk.session.attribution))


@feature.form(ONE, W, load=queries.paragraph_for)
def paragraph(actor: Actor, at: At) -> ResponseReturnValue:
    """The page of one paragraph. When somebody was quicker both texts are shown; either or both can be kept."""
    form = _form(at)
    if request.method == "GET":
        form.show(at.paragraph)
        return one(at, form)
    if not form.validate():
        return one(at, form, 422)
    given = form.given()
    try:
        if request.form.get("keep") == "both":
            given = joined(at.paragraph.text, given)
        actions.edit(actor, at.paragraph, given, form.version.data or 0)
    except Refused as no:
        form.refuse(no)
        stale = isinstance(no, Stale)
        form.version.data = (
            at.paragraph.version
        )  # who has compared both texts saves on the one that is kept now
        return one(at, form, 409 if stale else 422, stale)
    return done(at.desk, at.paragraph)


@feature.change(ONE + "/text", W, load=queries.paragraph_for)
def text(actor: Actor, at: At) -> ResponseReturnValue:
    """The text alone, as a browser saves it after a pause."""
    form = TextForm()
    no: Refused | None = None
    if form.validate():
        try:
            actions.edit_text(actor, at.paragraph, form.text.data or "", form.version.data or 0)
            return done(at.desk, at.paragraph)
        except Refused as refusal:
            no = refusal
            form.refuse(no)
    answer = refused(at.desk, form, no, at.paragraph)
    if answer is not None:
        return answer
    full = _form(at)
    full.show(at.paragraph)
    full.text.data, full.text.errors = form.text.data, form.text.errors
    return one(at, full, 409 if isinstance(no, Stale) else 422, isinstance(no, Stale))


@feature.change(ONE + "/move", W, load=queries.paragraph_for)
def move(actor: Actor, at: At) -> ResponseReturnValue:
    way = request.form.get("way", "")
    if way not in ("up", "down"):
        raise NotFound
    actions.move(actor, at.paragraph, way == "up")
    return done(at.desk, at.paragraph)


@feature.change(ONE + "/out", W, load=queries.paragraph_for)
def take_out(actor: Actor, at: At) -> ResponseReturnValue:
    """Out of the record; refused, and shown, when somebody has changed it since it was read."""
    try:
        actions.take_out(actor, at.paragraph, version_sent(request.form.get("version", "")))
    except Refused as no:
        form = _form(at)
        form.refuse(no)
        answer = refused(at.desk, form, no, at.paragraph)
        form.show(at.paragraph)
        return answer or one(at, form, 409)
    if request.form.get("since") is None:
        flash(_("Taken out. It can be brought back."), "ok")
        return redirect(url_of(at.desk), 303)
    return done(at.desk, at.paragraph)


@feature.change(ONE + "/back", W, load=queries.paragraph_for)
def bring_back(actor: Actor, at: At) -> ResponseReturnValue:
    actions.bring_back(actor, at.paragraph)
    return done(at.desk, at.paragraph)


@feature.change(ONE + "/wipe", W, load=queries.paragraph_for)
def wipe(actor: Actor, at: At) -> ResponseReturnValue:
    """Delete for good what was taken out."""
    actions.wipe(actor, at.paragraph, version_sent(request.form.get("version", "")))
    flash(_("Deleted for good."), "ok")
    return redirect(url_of(at.desk, "taken_out"), 303)


@feature.change(ONE + "/names", W, load=queries.paragraph_for)
def dismiss(actor: Actor, at: At) -> ResponseReturnValue:
    """A name that was found is not the person, for a reason that is kept."""
    form = DismissForm()
    code = 422
    if form.validate():
        try:
            given = (form.name.data or "", form.version.data or 0, form.reason.data or "")
            actions.dismiss(actor, at.paragraph, *given)
            flash(_("Noted with your reason."), "ok")
            return redirect(url_of(at.desk, at=at.paragraph.id, _anchor=f"p{at.paragraph.id}"), 303)
        except Refused as no:
            form.refuse(no)
            code = 409 if isinstance(no, Stale) else 422
    full = ParagraphForm(formdata=None).offer(levels_within(at.desk.session.attribution))
    full.show(at.paragraph)
    return one(at, full, code, dismiss=form)


@feature.change(ONE + "/nobody", W, load=queries.paragraph_for)
def dismiss_mark(actor: Actor, at: At) -> ResponseReturnValue:
    """Nobody is meant in a paragraph that named somebody who may be named no more."""
    try:
        actions.dismiss_mark(actor, at.paragraph, version_sent(request.form.get("version", "")))
    except Refused as no:
        form = _form(at)
        form.refuse(no)
        form.show(at.paragraph)
        return one(at, form, 409 if isinstance(no, Stale) else 422)
    flash(_("Noted."), "ok")
    return redirect(url_of(at.desk, at=at.paragraph.id, _anchor=f"p{at.paragraph.id}"), 303)
