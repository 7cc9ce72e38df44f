"""What is written to fellows and supervisors: texts, and how they are filled."""

from meetings.fellows.letters.filling import Told, to_fellow, to_supervisor, values_of, write
from meetings.fellows.letters.texts import (
    CERTIFICATE,
    FOLLOW_UP,
    KINDS,
    LOG_ANSWERED,
    LOG_MISSING,
    LOG_WRITTEN,
    SUPERVISOR,
    WELCOME,
)

__all__ = [
    "CERTIFICATE",
    "FOLLOW_UP",
    "KINDS",
    "LOG_ANSWERED",
    "LOG_MISSING",
    "LOG_WRITTEN",
    "SUPERVISOR",
    "WELCOME",
    "Told",
    "to_fellow",
    "to_supervisor",
    "values_of",
    "write",
]
