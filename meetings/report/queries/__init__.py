"""What the pages of the report ask, and what it is composed from."""

from meetings.report.queries.drafts import (
    DraftPage,
    ReportRow,
    cycle_of,
    document_of,
    draft_page,
    find_report,
    paragraph_for,
    reports,
)
from meetings.report.queries.gathering import gather

__all__ = [
    "DraftPage",
    "ReportRow",
    "cycle_of",
    "document_of",
    "draft_page",
    "find_report",
    "gather",
    "paragraph_for",
    "reports",
]
