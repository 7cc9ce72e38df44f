"""How documents are numbered, who sees them, what is new since when, and what a ZIP of them holds. Pure."""

from meetings.documents.rules.numbering import check_prefix, first_prefix, symbol_of
from meetings.documents.rules.packing import (
    MOST_PACKED,
    MOST_PACKED_BYTES,
    Packed,
    check_packed,
    manifest,
    packed_names,
)
from meetings.documents.rules.reading import (
    SEEN_BY,
    DocumentDraft,
    Visibility,
    check_open,
    check_why,
    opened_to,
    sees,
)
from meetings.documents.rules.since import Visit, is_new, read_since, visited

__all__ = [
    "MOST_PACKED",
    "MOST_PACKED_BYTES",
    "SEEN_BY",
    "DocumentDraft",
    "Packed",
    "Visibility",
    "Visit",
    "check_open",
    "check_packed",
    "check_prefix",
    "check_why",
    "first_prefix",
    "is_new",
    "manifest",
    "opened_to",
    "packed_names",
    "read_since",
    "sees",
    "symbol_of",
    "visited",
]
