"""The report draft of a cycle: its sections, its paragraphs with their memory, their history, the comments on them."""

from meetings.report.models.beside import ReportComment, ReportNameStays, ReportParagraphVersion
from meetings.report.models.draft import Report, ReportParagraph, ReportSection, ReportTaken

__all__ = [
    "Report",
    "ReportComment",
    "ReportNameStays",
    "ReportParagraph",
    "ReportParagraphVersion",
    "ReportSection",
    "ReportTaken",
]
