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
from meetings.report.queries.sections import (
    LateSection,
    SectionLine,
    StructurePage,
    drafters,
    last_report,
    late_sections,
    section_for,
    structure_page,
)

__all__ = [
    "DraftPage",
    "LateSection",
    "ReportRow",
    "SectionLine",
    "StructurePage",
    "cycle_of",
    "document_of",
    "draft_page",
    "drafters",
    "find_report",
    "gather",
    "last_report",
    "late_sections",
    "paragraph_for",
    "reports",
    "section_for",
    "structure_page",
]
