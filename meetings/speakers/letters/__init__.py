"""What is written to people in the programme: texts, and how they are filled."""

from meetings.speakers.letters.filling import Told, asked, in_language, values_of, write
from meetings.speakers.letters.texts import ASKED_TO_SPEAK, KINDS, NEW_ADDRESS, REMIND_SPEAKER

__all__ = [
    "ASKED_TO_SPEAK",
    "KINDS",
    "NEW_ADDRESS",
    "REMIND_SPEAKER",
    "Told",
    "asked",
    "in_language",
    "values_of",
    "write",
]
