"""What comes in by mail, and what becomes of it."""

from meetings.replies.rules.answers import (
    BY_SORT,
    COMING_BACK,
    FOR_THE_OFFICE,
    PROPOSALS,
    WHY,
    Answer,
    Closing,
    Invited,
    Outcome,
    Whose,
    judge,
    standing,
    whose,
)
from meetings.replies.rules.incoming import HEAD_BYTES, MOST_BYTES, Incoming, Sort, read_mail

__all__ = [
    "BY_SORT",
    "COMING_BACK",
    "FOR_THE_OFFICE",
    "HEAD_BYTES",
    "MOST_BYTES",
    "PROPOSALS",
    "WHY",
    "Answer",
    "Closing",
    "Incoming",
    "Invited",
    "Outcome",
    "Sort",
    "Whose",
    "judge",
    "read_mail",
    "standing",
    "whose",
]
