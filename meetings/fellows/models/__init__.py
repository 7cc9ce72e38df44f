"""A fellow's year, what is written in it, and what is asked afterwards."""

from meetings.fellows.models.written import (
    FellowBriefing,
    FellowEvaluated,
    FellowEvaluation,
    FellowFollowUp,
    FellowLog,
    FellowObserved,
    FellowReport,
)
from meetings.fellows.models.years import Fellow, FellowChecklist, FellowEntry, FellowTask

__all__ = [
    "Fellow",
    "FellowBriefing",
    "FellowChecklist",
    "FellowEntry",
    "FellowEvaluated",
    "FellowEvaluation",
    "FellowFollowUp",
    "FellowLog",
    "FellowObserved",
    "FellowReport",
    "FellowTask",
]
