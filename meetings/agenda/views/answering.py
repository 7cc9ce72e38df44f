"""What a personal link opens: the organization's update. Opening it changes nothing; the button does."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.agenda import actions, queries
from meetings.agenda.forms import UpdateForm
from meetings.agenda.queries import Opened
from meetings.agenda.views.feature import feature
from meetings.agenda.views.writing import Stands, compare_with, zones_offered
from meetings.base.refusals import Refused, Stale
from meetings.programme.rules import moment, shown
from meetings.programme.views.showing import reader_zone, zone_options


@feature.form("/updates/<token>", Permission.REGISTER)
def tell(actor: Actor, token: str) -> ResponseReturnValue:
    """Without an account: whoever holds the link speaks for the organization, as long as the directory says so."""
    found = queries.opened(token)
    if found is None:
        return make_response(render_template("errors/no_link.html"), 404)
    form = UpdateForm()
    addressee = found.addressee
    if addressee is None:
        return _page(actor, token, found, form, code=409 if request.method == "POST" else 200)
    if request.method == "GET":
        form.show(addressee.update, addressee.zone or addressee.update.meeting.zone)
        return _page(actor, token, found, form)
    if not form.validate():
        return _page(actor, token, found, form, code=422)
    try:
        actions.tell(addressee, form.text.data or "", form.drafts(), form.version.data or 0)
        flash(
            _("Thank you. The update is with the office; you can change it until the meeting begins."), "ok"
        )
        return redirect(url_for("agenda.tell", token=token), 303)
    except Refused as no:
        form.refuse(no)
        stands = compare_with(form, addressee.update) if isinstance(no, Stale) else None
        return _page(actor, token, found, form, stands, 409)


def _page(
    actor: Actor,
    token: str,
    found: Opened,
    form: UpdateForm,
    stands: Stands | None = None,
    code: int = 200,
) -> ResponseReturnValue:
    told: dict[str, Any] = {"update": None, "meeting": None}
    if found.addressee is not None:
        told = _told(actor, found, form)
    page = render_template(
        "agenda/tell.html",
        token=token,
        shut=found.shut,
        form=form,
        stands=stands,
        zones=zones_offered(),
        **told,
    )
    return make_response(page, code)


def _told(actor: Actor, found: Opened, form: UpdateForm) -> dict[str, Any]:
    assert found.addressee is not None, (
        "the page of a link that nobody has any more shows nothing of a meeting"
    )
    update, meeting = found.addressee.update, found.addressee.update.meeting
    zone = reader_zone(actor) or found.addressee.zone or None
    terms = queries.terms_of(meeting)
    before, last = queries.last_conclusions(actor, meeting)
    own = [one for one in last if one.owner == update.organization.name]
    return {
        "update": update,
        "meeting": meeting,
        "terms": terms,
        "due": terms.due_at and moment(terms.due_at, meeting.zone, meeting.city, zone),
        "when": shown(meeting.starts_at, meeting.ends_at, meeting.zone, meeting.city, zone),
        "zone": zone,
        "options": zone_options(meeting.starts_at.replace(minute=0), zone or meeting.zone),
        "before": before,
        "own": own,
    }
