"""What the pages of documents ask. Every question takes the reader, who sees no more than is theirs."""

from meetings.documents.queries.listing import (
    PER_PAGE,
    Filter,
    IssueShown,
    SessionOf,
    Shown,
    all_shown,
    listed,
    session_choices,
    shown_at,
)
from meetings.documents.queries.one import (
    FileOf,
    document_for,
    editable_for,
    file_for,
    find_series,
    has_documents,
    prefixes_of_others,
)
from meetings.documents.queries.readers import Reader, mark_of, reader_of

__all__ = [
    "PER_PAGE",
    "FileOf",
    "Filter",
    "IssueShown",
    "Reader",
    "SessionOf",
    "Shown",
    "all_shown",
    "document_for",
    "editable_for",
    "file_for",
    "find_series",
    "has_documents",
    "listed",
    "mark_of",
    "prefixes_of_others",
    "reader_of",
    "session_choices",
    "shown_at",
]
