"""What the pages of an agenda ask."""

from meetings.agenda.queries.lateness import Lacking, lacking
from meetings.agenda.queries.one import (
    AgendaOf,
    PointOf,
    agenda_for,
    find_terms,
    kept_agenda_for,
    point_for,
    terms_of,
    update_for,
)
from meetings.agenda.queries.points import Point, last_conclusions, points, sessions_of
from meetings.agenda.queries.sittings import (
    SittingShown,
    attendance,
    keeper_of,
    repeated,
    repeats_of,
    sittings,
)
from meetings.agenda.queries.updates import (
    Candidate,
    Opened,
    UpdateRow,
    candidates,
    dates,
    opened,
    shut_for,
    updates,
    voices_of,
)

__all__ = [
    "AgendaOf",
    "Candidate",
    "Lacking",
    "Opened",
    "Point",
    "PointOf",
    "SittingShown",
    "UpdateRow",
    "agenda_for",
    "attendance",
    "candidates",
    "dates",
    "find_terms",
    "keeper_of",
    "kept_agenda_for",
    "lacking",
    "last_conclusions",
    "opened",
    "point_for",
    "points",
    "repeated",
    "repeats_of",
    "sessions_of",
    "shut_for",
    "sittings",
    "terms_of",
    "update_for",
    "updates",
    "voices_of",
]
