"""Joining a meeting from afar, for those who are admitted: signed in, or by the link in their mail.

The button counts the person, and only then the page shows the way out of the house: a link, for no form may lead out.
"""

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import find_link
from meetings.base.refusals import Refused
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.programme.roles import has_agreed
from meetings.registration import actions, queries
from meetings.registration.forms import DecisionForm
from meetings.registration.models import Registration
from meetings.registration.rules import Entrance, Sitting
from meetings.registration.views.feature import feature


@feature.form("/meetings/<slug>/join", Permission.READ_PUBLIC, load=meeting_for)
def join(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """For those who are signed in; others are told how they get in."""
    return joining_page(actor, meeting, queries.own_at(actor, meeting), has_agreed(actor, meeting))


@feature.form("/registrations/join/<token>", Permission.REGISTER)
def join_by_link(actor: Actor, token: str) -> ResponseReturnValue:
    """By the personal link that came with the approval; it opens this page and nothing else."""
    link = find_link(token, "join", used=True)
    if link is None:
        return make_response(render_template("registration/join_dead.html"), 404)
    registration = queries.get_registration(link.subject_id)
    return joining_page(actor, registration.meeting, registration)


def joining_page(
    actor: Actor, meeting: Meeting, registration: Registration | None, in_role: bool = False, zone: str = ""
) -> ResponseReturnValue:
    """The page itself, also for a room above: `in_role`, the person has agreed to speak, chair or write."""
    form = DecisionForm(formdata=None)
    way, sittings = queries.way_into(actor, meeting)
    counted: list[Sitting] | None = None
    if request.method == "POST":
        try:
            counted = actions.take_part(registration, way, sittings, in_role)
        except Refused as no:
            form.refuse(no)
    page = render_template(
        "registration/join.html",
        form=form,
        meeting=meeting,
        registration=registration,
        admitted=in_role or (registration is not None and actions.is_admitted(registration)),
        way=way,
        counted=counted,
        zone=actor.zone or zone or (registration.zone if registration else "") or "",
        E=Entrance,
    )
    response = make_response(page, 409 if form.top_errors else 200)
    response.headers["Cache-Control"] = "no-store"
    return response
