"""Stages, verdicts and redlines of a report's versions."""

from meetings.clearance.rules.redline import Count, Fate, Line, Said, count, redline
from meetings.clearance.rules.stages import (
    CLEARS,
    NEXT,
    ORDER,
    Stage,
    Verdict,
    check_stage,
    check_submission,
    check_verdict,
)
from meetings.clearance.rules.struck import struck

__all__ = [
    "CLEARS",
    "NEXT",
    "ORDER",
    "Count",
    "Fate",
    "Line",
    "Said",
    "Stage",
    "Verdict",
    "check_stage",
    "check_submission",
    "check_verdict",
    "count",
    "redline",
    "struck",
]
