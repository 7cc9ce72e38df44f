"""What the pages of the report ask, and what it is composed from."""

from meetings.report.queries.drafts import (
    DraftPage,
    ReportRow,
    cycle_of,
    document_of,
    draft_page,
    find_report,
    following,
    locked_report,
    paragraph_for,
    reports,
)
from meetings.report.queries.gathering import gather
from meetings.report.queries.places import Mark, Marks, Placed, marks_for, places_for
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
    "Mark",
    "Marks",
    "Placed",
    "ReportRow",
    "SectionLine",
    "StructurePage",
    "cycle_of",
    "document_of",
    "draft_page",
    "drafters",
    "find_report",
    "following",
    "gather",
    "last_report",
    "late_sections",
    "locked_report",
    "marks_for",
    "paragraph_for",
    "places_for",
    "reports",
    "section_for",
    "structure_page",
]
