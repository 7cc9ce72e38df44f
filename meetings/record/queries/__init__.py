"""What the pages of a session's record ask, and what rooms above read of it."""

from meetings.record.queries.door import At, Desk, desk_for, linked_for, paragraph_for, writer_for
from meetings.record.queries.known import find_organization_named, known_names, organizations_named
from meetings.record.queries.names import (
    Found,
    Unresolved,
    found_in,
    marked_of,
    name_digest,
    named_in,
    number_of_each,
    unresolved,
)
from meetings.record.queries.page import (
    Row,
    Shown,
    changed_since,
    mark_of,
    names_of_speakers,
    order_of,
    shown_of,
    speakers_of,
    taken_out_of,
    to_take_over,
    waiting_to_be_taken_over,
)
from meetings.record.queries.recorded import RecordedParagraph, is_recorded, recorded

__all__ = [
    "At",
    "Desk",
    "Found",
    "RecordedParagraph",
    "Row",
    "Shown",
    "Unresolved",
    "changed_since",
    "desk_for",
    "find_organization_named",
    "found_in",
    "is_recorded",
    "known_names",
    "linked_for",
    "mark_of",
    "marked_of",
    "name_digest",
    "named_in",
    "names_of_speakers",
    "number_of_each",
    "order_of",
    "organizations_named",
    "paragraph_for",
    "recorded",
    "shown_of",
    "speakers_of",
    "taken_out_of",
    "to_take_over",
    "unresolved",
    "waiting_to_be_taken_over",
    "writer_for",
]
