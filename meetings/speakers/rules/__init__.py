"""How somebody in a role of a session answers, and the plan of a session's time. Pure."""

from meetings.speakers.rules.answers import (
    BRIEFED,
    FIRMEST_FIRST,
    MOST_BIO,
    NEXT,
    OPEN_ANSWERS,
    REMIND_AFTER,
    AnswerDraft,
    Nothing,
    Service,
    check_answer,
    check_can_be_asked,
    check_reminder,
    kept,
    services_of,
    why_nothing,
)
from meetings.speakers.rules.plan import Plan, Turn, plan_of

__all__ = [
    "BRIEFED",
    "FIRMEST_FIRST",
    "MOST_BIO",
    "NEXT",
    "OPEN_ANSWERS",
    "REMIND_AFTER",
    "AnswerDraft",
    "Nothing",
    "Plan",
    "Service",
    "Turn",
    "check_answer",
    "check_can_be_asked",
    "check_reminder",
    "kept",
    "plan_of",
    "services_of",
    "why_nothing",
]
