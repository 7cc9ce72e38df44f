"""What the office and the worker do about data that are kept: set the day, hold, warn, delete."""

from meetings.retention.actions.deciding import back_to_rule, hold, release, set_day, set_numbers
from meetings.retention.actions.purging import PORTION, begin, carry_on, delete_now
from meetings.retention.actions.watching import watch

__all__ = [
    "PORTION",
    "back_to_rule",
    "begin",
    "carry_on",
    "delete_now",
    "hold",
    "release",
    "set_day",
    "set_numbers",
    "watch",
]
