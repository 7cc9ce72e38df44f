"""What a feed needs: first whether it has changed, in a lean statement or two; the rest when it must be written."""

from meetings.calendars.queries.deadlines import office_deadlines
from meetings.calendars.queries.groups import SERIES, GroupHead, find_cycle_feed, find_series
from meetings.calendars.queries.meeting import FeedHead, Stamp, find_feed, get_told_meeting, told_programme
from meetings.calendars.queries.organization import organization_calendar
from meetings.calendars.queries.programme import Part, Roles
from meetings.calendars.queries.subscriptions import (
    Offered,
    PrivateFeed,
    find_private_feed,
    offered,
    own_subscriptions,
    subscription_for,
    token_of,
)
from meetings.calendars.queries.told import told_deadlines

__all__ = [
    "SERIES",
    "FeedHead",
    "GroupHead",
    "Offered",
    "Part",
    "PrivateFeed",
    "Roles",
    "Stamp",
    "find_cycle_feed",
    "find_feed",
    "find_private_feed",
    "find_series",
    "get_told_meeting",
    "offered",
    "office_deadlines",
    "organization_calendar",
    "own_subscriptions",
    "subscription_for",
    "token_of",
    "told_deadlines",
    "told_programme",
]
