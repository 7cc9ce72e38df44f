"""What is written to those who were present, and to those who owe a summary: texts, and how they are filled."""

from meetings.rounds.letters.filling import Told, asked_in, in_language, values_of, write
from meetings.rounds.letters.texts import (
    KINDS,
    ROUND_ANSWER,
    ROUND_EXTENDED,
    ROUND_OPENED,
    ROUND_REMINDER,
    ROUND_TAKEN_BACK,
    ROUNDS_OPENED,
    SUMMARY_FROZEN,
    SUMMARY_LATE,
    TO_MODERATE,
)

__all__ = [
    "KINDS",
    "ROUNDS_OPENED",
    "ROUND_ANSWER",
    "ROUND_EXTENDED",
    "ROUND_OPENED",
    "ROUND_REMINDER",
    "ROUND_TAKEN_BACK",
    "SUMMARY_FROZEN",
    "SUMMARY_LATE",
    "TO_MODERATE",
    "Told",
    "asked_in",
    "in_language",
    "values_of",
    "write",
]
