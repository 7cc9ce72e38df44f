"""Deciding on many registrations: what was chosen in the list becomes an act that shows first what would happen."""

from urllib.parse import parse_qs

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.pages import page_language
from meetings.bulk.actions import Planned, plan
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.registration import many, queries
from meetings.registration.views.feature import feature
from meetings.registration.views.office import filter_of

MOST_CHOSEN = 1000


@feature.change("/meetings/<slug>/registrations/decide", Permission.DECIDE_REGISTRATIONS, load=meeting_for)
def decide_many(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    decision = many.check_decision(request.form.get("decision", ""))
    if request.form.get("all"):
        asked = parse_qs(request.form.get("filter", "")[:2000].lstrip("?"))
        rows = queries.fitting(actor, meeting, filter_of(MultiDict(asked)))
    else:
        rows = queries.chosen(actor, meeting, request.form.getlist("chosen")[:MOST_CHOSEN])
    act = plan(
        actor,
        many.KIND,
        ("meeting", meeting.id),
        many.title(meeting, decision),
        (
            Planned(r.name, {"seen": r.status.value}, r.organization_name, ("registration", r.id))
            for r in rows
        ),
        page_language()[0],
        {"decision": decision.value},
    )
    return redirect(url_for("bulk.act", key=act.key), 303)
