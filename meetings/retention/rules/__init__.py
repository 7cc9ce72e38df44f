"""Pure: when personal data are deleted, of what the office is warned, and which small numbers are not told."""

from meetings.retention.rules.clock import (
    Clock,
    RuleDay,
    Warned,
    check_day,
    check_may_delete,
    day_by_rule,
    deleted_on,
    warning_due,
)
from meetings.retention.rules.figures import Figure, added, total
from meetings.retention.rules.settings import STANDARDS, Setting, Standard, check_number
from meetings.retention.rules.small import Told, told

__all__ = [
    "STANDARDS",
    "Clock",
    "Figure",
    "RuleDay",
    "Setting",
    "Standard",
    "Told",
    "Warned",
    "added",
    "check_day",
    "check_may_delete",
    "check_number",
    "day_by_rule",
    "deleted_on",
    "told",
    "total",
    "warning_due",
]
