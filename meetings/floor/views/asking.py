"""Asking for the floor from a phone: those who are admitted, signed in as for their registration's own page."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.refusals import NotFound, Refused
from meetings.floor import actions, queries
from meetings.floor.queries import Door
from meetings.floor.views.feature import feature
from meetings.floor.views.showing import forms_of, home_url, page
from meetings.registration.models import Registration
from meetings.registration.queries import own_registration_for


@feature.change(
    "/meetings/<slug>/sessions/<label>/floor/ask", Permission.OWN_PAGE, load=queries.participant_for
)
def ask(actor: Actor, door: Door) -> ResponseReturnValue:
    """Ask for the floor, or (do=withdraw) no longer."""
    do = request.form.get("do", "ask")
    if do not in ("ask", "withdraw"):
        raise NotFound
    try:
        if do == "ask":
            actions.ask(door)
        else:
            actions.withdraw(door)
    except Refused as no:
        forms = forms_of(door)
        forms.top.refuse(no)
        slug, label = door.session.meeting.slug, door.label
        return page(queries.door_for(actor, slug, label), forms, 409)
    return redirect(home_url(door), 303)


@feature.page("/my/registrations/<key>/floor", Permission.OWN_PAGE, load=own_registration_for)
def mine(actor: Actor, registration: Registration) -> ResponseReturnValue:
    """The lists that are open at one's meeting; the only one opens by itself."""
    sessions = queries.open_lists(actor, registration)
    if len(sessions) == 1:
        slug = registration.meeting.slug
        return redirect(url_for("floor.floor", slug=slug, label=sessions[0].label), 303)
    return render_template(
        "floor/mine.html", registration=registration, meeting=registration.meeting, sessions=sessions
    )
