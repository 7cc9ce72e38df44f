"""Whom a new version of the programme concerns, what each of them is told, and what calendars hold. Pure."""

from meetings.releasing.rules.concerned import Concerned, told
from meetings.releasing.rules.entries import (
    Entered,
    Hold,
    InSession,
    Known,
    Stand,
    Update,
    kept_notes,
    stands,
    updates,
)
from meetings.releasing.rules.roles import parted, printed_roles, recast, taken

__all__ = [
    "Concerned",
    "Entered",
    "Hold",
    "InSession",
    "Known",
    "Stand",
    "Update",
    "kept_notes",
    "parted",
    "printed_roles",
    "recast",
    "stands",
    "taken",
    "told",
    "updates",
]
