"""An entry of the fellow's own programme."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import NotFound, Refused, Stale
from meetings.base.zones import city, zone_places
from meetings.fellows import actions, queries
from meetings.fellows.forms import EntryForm
from meetings.fellows.models import FellowEntry
from meetings.fellows.queries import Year
from meetings.fellows.views.feature import feature
from meetings.fellows.views.year import HERE


@feature.form(f"{HERE}/programme/<entry_key>", Permission.FOLLOW_FELLOWSHIP, load=queries.entry_for)
def entry(actor: Actor, found: tuple[Year, FellowEntry | None]) -> ResponseReturnValue:
    """A new entry, or one that is changed or cancelled; the fellow reads it here."""
    year, entry = found
    keeps = year.office or year.supervises
    if entry is None and not keeps:
        raise NotFound
    sessions = queries.choosable(actor, year.fellow)
    form = EntryForm.of(entry, year.fellow.application.edition.zone, sessions)
    code, stale = 200, False
    if request.method == "POST":
        code = 422
        cancels = request.form.get("do") == "cancel" and entry is not None
        if cancels or form.validate():
            try:
                if cancels and entry is not None:
                    actions.cancel_entry(actor, year, entry, form.version.data)
                else:
                    actions.save_entry(actor, year, entry, form.draft(sessions), form.version.data)
                flash(_("The programme is kept. Calendars that follow it get the change."), "ok")
                return redirect(url_for("fellows.year", key=year.fellow.key) + "#programme", 303)
            except Refused as no:
                form.refuse(no)
                stale = isinstance(no, Stale)
                code = 422 if no.field else 409
                if stale and entry is not None:
                    form.version.data = entry.version
    page = render_template(
        "fellows/entry.html",
        year=year,
        fellow=year.fellow,
        application=year.fellow.application,
        edition=year.fellow.application.edition,
        entry=entry,
        form=form,
        keeps=keeps,
        stale=stale,
        zones=zone_places(),
        city=city,
    )
    return make_response(page, code)
