"""What the pages of outcomes ask, and what the report reads from them."""

from meetings.outcomes.queries.meeting import MeetingOutcomes, SessionRow, is_recorded, outcomes_for
from meetings.outcomes.queries.page import (
    FrozenVersion,
    RecordPage,
    find_summary,
    guide_of,
    naming_records,
    paragraph_for,
    paragraphs_of,
    record_for,
    record_page,
    records_in,
    terms_of,
    version_for,
    versions_of,
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
    "FrozenVersion",
    "MeetingOutcomes",
    "MissingSummary",
    "RecordPage",
    "RecordRow",
    "SessionRow",
    "approved_summaries",
    "find_organization_named",
    "find_summary",
    "guide_of",
    "is_recorded",
    "known_names",
    "naming_records",
    "organizations_named",
    "outcomes_for",
    "paragraph_for",
    "paragraphs_of",
    "record_for",
    "record_page",
    "records_in",
    "records_of",
    "sessions_without_summary",
    "terms_of",
    "version_for",
    "versions_of",
]
