"""The rules of letters: what a text may name, how it is filled, and what it must say. Pure."""

from meetings.letters.rules.checks import can_be_sent, check_text
from meetings.letters.rules.filling import fill, names_in, parts
from meetings.letters.rules.kinds import (
    MOST_SUBJECT,
    MOST_TEXT,
    PERSONAL_LINK,
    LetterKind,
    LettersAbout,
    Placeholder,
    Text,
)

__all__ = [
    "MOST_SUBJECT",
    "MOST_TEXT",
    "PERSONAL_LINK",
    "LetterKind",
    "LettersAbout",
    "Placeholder",
    "Text",
    "can_be_sent",
    "check_text",
    "fill",
    "names_in",
    "parts",
]
