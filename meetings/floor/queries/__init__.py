"""What the pages of lists of speakers ask."""

from meetings.floor.queries.door import Door, door_for, keeper_for, linked_for, participant_for
from meetings.floor.queries.lists import Shown, asks_of, find_list, open_lists, overdue, shown_of, was_opened

__all__ = [
    "Door",
    "Shown",
    "asks_of",
    "door_for",
    "find_list",
    "keeper_for",
    "linked_for",
    "open_lists",
    "overdue",
    "participant_for",
    "shown_of",
    "was_opened",
]
