"""The agenda of a meeting with all that fills it: before the meeting to prepare, afterwards its record."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.agenda import actions, queries
from meetings.agenda.forms import SittingForm
from meetings.agenda.queries import AgendaOf
from meetings.agenda.rules import PointKind, UpdateState, begins
from meetings.agenda.views.feature import feature
from meetings.base import clock
from meetings.base.refusals import Refused
from meetings.outcomes.queries import conclusions_of
from meetings.outcomes.rules import LOOK
from meetings.programme.models import Meeting
from meetings.programme.queries import programme
from meetings.programme.rules import MeetingStatus, shown
from meetings.programme.views.showing import reader_zone, zone_options

P = Permission


@feature.page("/meetings/<slug>/agenda", P.SEE_AGENDA, load=queries.agenda_for)
def agenda(actor: Actor, of: AgendaOf) -> ResponseReturnValue:
    """Points in their order, with last conclusions, updates and calendar within them; and what is concluded."""
    return render_template("agenda/agenda.html", **_shown(actor, of.meeting))


def _shown(actor: Actor, meeting: Meeting) -> dict[str, object]:
    zone = reader_zone(actor)
    terms = queries.terms_of(meeting)
    points = queries.points(actor, meeting)
    sessions = [session for session in programme(actor, meeting) if session.takes_place]
    found = queries.sittings(sessions, queries.repeats_of(meeting))
    before, last = queries.last_conclusions(actor, meeting)
    starts = found[0].starts if found else meeting.starts
    return {
        "meeting": meeting,
        "points": list(zip(points, begins(starts, [p.minutes for p in points]), strict=True)),
        "minutes": sum(point.minutes or 0 for point in points),
        "sittings": [
            (one, shown(one.starts_at, one.ends_at, meeting.zone, meeting.city, zone)) for one in found
        ],
        "zone": zone,
        "options": zone_options(meeting.starts_at.replace(minute=0), zone or meeting.zone),
        "before": before,
        "last": last,
        "updates": queries.updates(actor, meeting, terms),
        "dates": queries.dates(actor, meeting),
        "conclusions": conclusions_of(actor, meeting),
        "there": queries.attendance(actor, meeting, found),
        "keeps": actor.may(P.KEEP_AGENDA, meeting),
        "closed": meeting.status is MeetingStatus.CLOSED,
        "begun": meeting.starts_at <= clock.now(),
        "look": LOOK,
        "K": PointKind,
        "U": UpdateState,
    }


@feature.form("/meetings/<slug>/agenda/second-sitting", P.KEEP_AGENDA, load=queries.kept_agenda_for)
def second_sitting(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Go through the same agenda once more at another hour."""
    form = SittingForm()
    if request.method == "GET":
        form.day.data = meeting.starts.date()
    elif form.validate():
        try:
            made = actions.repeat(actor, meeting, form.starts())
            said = ngettext(
                "%(num)s session is repeated in the draft of the programme. Release its next version to tell people.",
                "%(num)s sessions are repeated in the draft of the programme. Release its next version to tell people.",
                len(made),
            )
            flash(said, "ok")
            return redirect(url_for("agenda.agenda", slug=meeting.slug), 303)
        except Refused as no:
            form.refuse(no)
    page = render_template("agenda/second_sitting.html", meeting=meeting, form=form)
    return make_response(page, 422 if request.method == "POST" else 200)


@feature.change("/meetings/<slug>/agenda/begin", P.KEEP_AGENDA, load=queries.kept_agenda_for)
def begin(actor: Actor, meeting: Meeting) -> ResponseReturnValue:
    """Begin with the usual agenda of a focal-point meeting."""
    number = actions.begin(actor, meeting)
    flash(ngettext("%(num)s point is on the agenda.", "%(num)s points are on the agenda.", number), "ok")
    return redirect(url_for("agenda.agenda", slug=meeting.slug), 303)
