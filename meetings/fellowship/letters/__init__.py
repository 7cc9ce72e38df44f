"""What is written to those who apply, in their language, and to organizations: texts, filling."""

from meetings.fellowship.letters.filling import (
    Told,
    about,
    moment_of,
    to_organization,
    values_of,
    write,
)
from meetings.fellowship.letters.texts import KINDS
from meetings.fellowship.letters.texts.applying import NOMINATED, RECEIVED, WITHDRAWN, YOUR_LINK
from meetings.fellowship.letters.texts.deciding import (
    ANSWERED,
    ASK_ORGANIZATION,
    CALL_CANCELLED,
    ELIGIBLE,
    MORE_INFORMATION,
    NOT_ELIGIBLE,
    NOT_SELECTED,
    ON_RESERVE,
)

__all__ = [
    "ANSWERED",
    "ASK_ORGANIZATION",
    "CALL_CANCELLED",
    "ELIGIBLE",
    "KINDS",
    "MORE_INFORMATION",
    "NOMINATED",
    "NOT_ELIGIBLE",
    "NOT_SELECTED",
    "ON_RESERVE",
    "RECEIVED",
    "WITHDRAWN",
    "YOUR_LINK",
    "Told",
    "about",
    "moment_of",
    "to_organization",
    "values_of",
    "write",
]
