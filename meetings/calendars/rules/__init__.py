"""When a feed has changed, what an address may choose of it, what calendars are told of deadlines. Pure."""

from meetings.calendars.rules.deadlines import Deadline, DeadlineKind, ToldDeadline, told_now
from meetings.calendars.rules.kinds import HOLDS, FeedKind, Reminder, Show
from meetings.calendars.rules.state import (
    FeedState,
    Part,
    Parts,
    Seen,
    digest_of,
    is_noted,
    last_modified,
    seen_now,
)
from meetings.calendars.rules.wanted import Wanted, wanted

__all__ = [
    "HOLDS",
    "Deadline",
    "DeadlineKind",
    "FeedKind",
    "FeedState",
    "Part",
    "Parts",
    "Reminder",
    "Seen",
    "Show",
    "ToldDeadline",
    "Wanted",
    "digest_of",
    "is_noted",
    "last_modified",
    "seen_now",
    "told_now",
    "wanted",
]
