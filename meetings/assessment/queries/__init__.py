"""What the pages of the assessment ask."""

from meetings.assessment.queries.conflicts import is_own
from meetings.assessment.queries.offers import offer_opened
from meetings.assessment.queries.panel import (
    ASSESSED,
    Panel,
    Seated,
    as_assessors,
    edition_names,
    member_for,
    organization_of,
    own_seat,
    panel,
)
from meetings.assessment.queries.seats import (
    Mine,
    Seat,
    SeatFile,
    Shown,
    mine,
    remarks,
    seat_file_for,
    seat_for,
    shown,
)
from meetings.assessment.queries.selection import (
    Before,
    Candidate,
    Judged,
    Selection,
    candidate_for,
    is_nameless,
    reserve_of,
    scales_of,
    selection,
)

__all__ = [
    "ASSESSED",
    "Before",
    "Candidate",
    "Judged",
    "Mine",
    "Panel",
    "Seat",
    "SeatFile",
    "Seated",
    "Selection",
    "Shown",
    "as_assessors",
    "candidate_for",
    "edition_names",
    "is_nameless",
    "is_own",
    "member_for",
    "mine",
    "offer_opened",
    "organization_of",
    "own_seat",
    "panel",
    "remarks",
    "reserve_of",
    "scales_of",
    "seat_file_for",
    "seat_for",
    "selection",
    "shown",
]
