"""How far a mandate is carried out, what its cycle plans, and how it is drawn. Pure."""

from meetings.progress.rules.dates import Provisional, provisional_dates, weeks_and_days
from meetings.progress.rules.line import (
    BOTTOM,
    WIDTH,
    Event,
    Line,
    Mark,
    Span,
    drawn_line,
    per_cent,
)
from meetings.progress.rules.resources import Activity, Funds, check_funds
from meetings.progress.rules.standing import (
    WARNING,
    Coverage,
    EntryDraft,
    Lack,
    Standing,
    State,
    check_entry,
    coverage,
    standing,
)

__all__ = [
    "BOTTOM",
    "WARNING",
    "WIDTH",
    "Activity",
    "Coverage",
    "EntryDraft",
    "Event",
    "Funds",
    "Lack",
    "Line",
    "Mark",
    "Provisional",
    "Span",
    "Standing",
    "State",
    "check_entry",
    "check_funds",
    "coverage",
    "drawn_line",
    "per_cent",
    "provisional_dates",
    "standing",
    "weeks_and_days",
]
