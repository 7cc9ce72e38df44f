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
    printed_roles,
    recast,
    stands,
    taken,
    updates,
)

__all__ = [
    "Concerned",
    "Entered",
    "Hold",
    "InSession",
    "Known",
    "Stand",
    "Update",
    "kept_notes",
    "printed_roles",
    "recast",
    "stands",
    "taken",
    "told",
    "updates",
]
