"""The record of a session: paragraphs that several write at once, who said what, whom a text names. Pure."""

from meetings.record.rules.marking import may_name_still, no_more, still_said, taken_over
from meetings.record.rules.names import (
    Index,
    KnownNames,
    asked_about,
    fold,
    known_in,
    likely_in,
    names_in,
)
from meetings.record.rules.own_name import own_name_in, without_signature
from meetings.record.rules.paragraphs import (
    MOST_PARAGRAPHS,
    MOST_PASTED,
    MOST_TEXT,
    Kept,
    ParagraphKind,
    brought_back,
    edited,
    taken_out,
)
from meetings.record.rules.parts import Part, part_asked, parts_of
from meetings.record.rules.places import Order, Place, moved, placed
from meetings.record.rules.saying import (
    OPENS_BEFORE,
    Said,
    check_dismissal,
    check_open,
    check_said,
    joined,
    split_typed,
    whole,
)
from meetings.record.rules.traces import stretches_in, stretches_of

__all__ = [
    "MOST_PARAGRAPHS",
    "MOST_PASTED",
    "MOST_TEXT",
    "OPENS_BEFORE",
    "Index",
    "Kept",
    "KnownNames",
    "Order",
    "ParagraphKind",
    "Part",
    "Place",
    "Said",
    "asked_about",
    "brought_back",
    "check_dismissal",
    "check_open",
    "check_said",
    "edited",
    "fold",
    "joined",
    "known_in",
    "likely_in",
    "may_name_still",
    "moved",
    "names_in",
    "no_more",
    "own_name_in",
    "part_asked",
    "parts_of",
    "placed",
    "split_typed",
    "still_said",
    "stretches_in",
    "stretches_of",
    "taken_out",
    "taken_over",
    "whole",
    "without_signature",
]
