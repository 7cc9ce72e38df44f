"""Deciding on many registrations: what was chosen in the list becomes an act that shows first what would happen."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.pages import LANGUAGES, page_language
from meetings.bulk.actions import Planned, plan
from meetings.programme.models import Meeting
from meetings.programme.queries import meeting_for
from meetings.registration import many, queries
from meetings.registration.many import deciding, reminding
from meetings.registration.rules import Written, read_shown, turn
from meetings.registration.views.feature import feature

MOST_CHOSEN = 1000


@feature.change("/meetings/<slug>/registrations/decide", Permission.DECIDE_REGISTRATIONS, load=meeting_for)
def decide_many(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    wanted = request.form.get("decision", "")
    decision = None if wanted == many.REMIND else deciding.check_decision(wanted)
    if request.form.get("all"):
        asked = queries.questions_for(actor, meeting)
        shown = read_shown(Written(request.form.get("filter", "")), asked, LANGUAGES)
        rows = queries.registrations_fitting(actor, meeting, shown)
    else:
        rows = queries.registrations_ticked(actor, meeting, request.form.getlist("chosen")[:MOST_CHOSEN])
    rows = sorted(rows, key=lambda r: (turn(r.status, r.received_at, r.waiting_since), r.id))
    chosen = (
        Planned(r.name, {"seen": r.status.value}, r.organization_name, ("registration", r.id)) for r in rows
    )
    on, language = ("meeting", meeting.id), page_language()[0]
    if decision is None:
        act = plan(actor, reminding.KIND, on, reminding.title(meeting), chosen, language)
    else:
        title, settings = deciding.title(meeting, decision), {"decision": decision.value}
        act = plan(actor, deciding.KIND, on, title, chosen, language, settings)
    return redirect(url_for("bulk.act", key=act.key), 303)
