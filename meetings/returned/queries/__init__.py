"""What the pages and the verbs of files that came back ask."""

from meetings.returned.queries.files import (
    PER_PAGE,
    FilePage,
    FileRow,
    Passage,
    accepted_in,
    brought_by_others,
    differences_of,
    file_for,
    file_page,
    files_of,
    same_file,
)
from meetings.returned.queries.sent import bases_of, names_in, names_of, splits_of, text_of

__all__ = [
    "PER_PAGE",
    "FilePage",
    "FileRow",
    "Passage",
    "accepted_in",
    "bases_of",
    "brought_by_others",
    "differences_of",
    "file_for",
    "file_page",
    "files_of",
    "names_in",
    "names_of",
    "same_file",
    "splits_of",
    "text_of",
]
