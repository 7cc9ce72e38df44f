"""Who may be the same person, how two records become one, what people may ask about their data. Pure."""

from meetings.people.rules.duplicates import NEIGHBOURS, Entry, Likely, Reason, likely_pairs
from meetings.people.rules.merging import CHOSEN, Choice, changed_fields, check_chosen
from meetings.people.rules.requests import OfficeOnly, Outcome, RequestKind, check_answer, check_open

__all__ = [
    "CHOSEN",
    "NEIGHBOURS",
    "Choice",
    "Entry",
    "Likely",
    "OfficeOnly",
    "Outcome",
    "Reason",
    "RequestKind",
    "changed_fields",
    "check_answer",
    "check_chosen",
    "check_open",
    "likely_pairs",
]
