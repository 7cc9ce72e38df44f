"""Joining from afar for whoever has agreed to a role, by the same personal link: also without an account or a place."""

from flask import abort
from flask.typing import ResponseReturnValue

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.programme.roles import agreed_as
from meetings.registration.views.joining import joining_page
from meetings.speakers import queries
from meetings.speakers.views.feature import feature


@feature.form("/speaking/<token>/join", Permission.REGISTER)
def join(actor: Actor, token: str) -> ResponseReturnValue:
    """The way into the meeting, from half an hour before each session; for those whom the public programme names."""
    asked = queries.request_for(actor, token)
    if not agreed_as(asked.meeting, asked.role_number):
        abort(404)
    return joining_page(actor, asked.meeting, None, in_role=True, zone=asked.zone)
