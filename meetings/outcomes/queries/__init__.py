"""What the pages of outcomes ask, and what the report reads from them."""

from meetings.outcomes.queries.meeting import MeetingOutcomes, SessionRow, is_recorded, outcomes_for
from meetings.outcomes.queries.page import (
    RecordPage,
    find_summary,
    naming_records,
    paragraphs_of,
    record_for,
    record_page,
    records_in,
)
from meetings.outcomes.queries.report import (
    ApprovedSummary,
    MissingSummary,
    RecordRow,
    approved_summaries,
    records_of,
    sessions_without_summary,
)
from meetings.record.queries.known import find_organization_named, known_names, organizations_named

__all__ = [
    "ApprovedSummary",
    "MeetingOutcomes",
    "MissingSummary",
    "RecordPage",
    "RecordRow",
    "SessionRow",
    "approved_summaries",
    "find_organization_named",
    "find_summary",
    "is_recorded",
    "known_names",
    "naming_records",
    "organizations_named",
    "outcomes_for",
    "paragraphs_of",
    "record_for",
    "record_page",
    "records_in",
    "records_of",
    "sessions_without_summary",
]
