"""Confirmation rounds: how one answers, what comes of it by the deadline, what is refused. Pure."""

from meetings.rounds.rules.refusing import (
    LONGEST,
    MOST_TEXT,
    SHORTEST,
    USUAL,
    check_answer,
    check_confirmable,
    check_deadline,
    check_decision,
    check_somebody,
    check_taken,
    check_time_left,
)
from meetings.rounds.rules.result import (
    Answer,
    OfParagraph,
    Result,
    late,
    result,
    standing,
)
from meetings.rounds.rules.telling import (
    REMIND_BEFORE,
    STILL,
    reminder_due,
    why_closed,
)
from meetings.rounds.rules.words import (
    SAYS,
    Closed,
    Decision,
    Kind,
    RoundStatus,
)

__all__ = [
    "LONGEST",
    "MOST_TEXT",
    "REMIND_BEFORE",
    "SAYS",
    "SHORTEST",
    "STILL",
    "USUAL",
    "Answer",
    "Closed",
    "Decision",
    "Kind",
    "OfParagraph",
    "Result",
    "RoundStatus",
    "check_answer",
    "check_confirmable",
    "check_deadline",
    "check_decision",
    "check_somebody",
    "check_taken",
    "check_time_left",
    "late",
    "reminder_due",
    "result",
    "standing",
    "why_closed",
]
