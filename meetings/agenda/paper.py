"""The points of the agenda on the annotated agenda that is printed; no updates and no conclusions: it is public."""

from flask_babel import gettext as _
from flask_babel import ngettext

from meetings.access.actor import Actor
from meetings.agenda import queries
from meetings.agenda.queries import Point
from meetings.documents.rules.papers import Entry, Line, Part
from meetings.programme.models import Meeting


def annex(actor: Actor, meeting: Meeting) -> tuple[Part, ...]:
    """One part with the points in their order; none where nobody has settled any."""
    points = queries.points(actor, meeting)
    if not any(point.row for point in points):
        return ()
    return (Part(_("Points of the agenda"), tuple(map(_entry, points))),)


def _entry(point: Point) -> Entry:
    lines = []
    if point.minutes:
        minutes = ngettext("%(num)s minute", "%(num)s minutes", point.minutes)
        lines.append(Line(_("Time allotted"), minutes))
    if point.lead:
        lines.append(Line(_("Leads"), point.lead))
    about = tuple(line for line in point.about.splitlines() if line.strip())
    return Entry(str(point.number), point.title or _(point.kind.label), "", about, tuple(lines))
