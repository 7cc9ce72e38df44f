"""The joint calendar: the dates that organizations have given, as a page and for a calendar program."""

from datetime import UTC, datetime, time, timedelta

from flask import Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.agenda import queries
from meetings.agenda.models import UpdateDate
from meetings.agenda.queries import AgendaOf
from meetings.agenda.views.feature import feature
from meetings.base.settings import Settings
from meetings.ical import PRODID, Entry, event_bytes, feed_bytes

P = Permission


@feature.page("/meetings/<slug>/joint-calendar", P.SEE_AGENDA, load=queries.agenda_for)
def joint_calendar(actor: Actor, of: AgendaOf) -> ResponseReturnValue:
    return render_template("agenda/calendar.html", meeting=of.meeting, dates=queries.dates(actor, of.meeting))


@feature.page("/meetings/<slug>/joint-calendar.ics", P.SEE_AGENDA, load=queries.agenda_for)
def joint_calendar_ics(actor: Actor, of: AgendaOf) -> ResponseReturnValue:
    """The same as whole days, to be taken into a calendar once."""
    meeting = of.meeting
    settings: Settings = current_app.config["SETTINGS"]
    page = settings.base_url + url_for("agenda.joint_calendar", slug=meeting.slug)
    events = [event_bytes(_entry(one, page)) for one in queries.dates(actor, meeting)]
    name = _("Joint calendar: %(meeting)s", meeting=meeting.title)
    answer = Response(feed_bytes(name, meeting.zone, events, prodid=PRODID), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f"attachment; filename=joint-calendar-{meeting.slug}.ics"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _entry(one: UpdateDate, page: str) -> Entry:
    midnight = time(0, tzinfo=UTC)
    return Entry(
        uid=f"{one.update.key}-{one.id}@joint-calendar",
        sequence=one.update.version,
        starts_at=datetime.combine(one.first_on, midnight),
        ends_at=datetime.combine(one.last_on + timedelta(days=1), midnight),
        summary=f"{one.event} ({one.update.organization.acronym or one.update.organization.name})",
        changed_at=one.update.changed_at or datetime.combine(one.first_on, midnight),
        description=one.update.organization.name,
        location=one.place,
        url=page,
        all_day=True,
        busy=False,
    )
