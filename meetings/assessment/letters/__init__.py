"""What is written to those who assess and to those who are offered a fellowship: texts, and how they are filled."""

from meetings.assessment.letters.filling import Told, offered, values_of, write
from meetings.assessment.letters.texts import (
    ACCEPTED,
    DECLINED,
    FROM_RESERVE,
    GIVEN,
    KINDS,
    LAPSED,
    LATE,
    NAMED,
    OFFER,
)

__all__ = [
    "ACCEPTED",
    "DECLINED",
    "FROM_RESERVE",
    "GIVEN",
    "KINDS",
    "LAPSED",
    "LATE",
    "NAMED",
    "OFFER",
    "Told",
    "offered",
    "values_of",
    "write",
]
