"""What the pages of a cycle ask, and what the report reads of progress."""

from meetings.progress.queries.counts import evidence_counts
from meetings.progress.queries.cycle import CyclePage, Due, PlannedRow, Slotted, cycle_page, workshop_of
from meetings.progress.queries.entries import (
    entries_of,
    entry_for,
    obligations_by_paragraph,
    paragraphs,
    uncovered_paragraphs,
)
from meetings.progress.queries.line import CycleLine, LineRow, Thread, line, thread
from meetings.progress.queries.plan import Plan, meetings_of, plan_of
from meetings.progress.queries.resources import resource_for, resources_of

__all__ = [
    "CycleLine",
    "CyclePage",
    "Due",
    "LineRow",
    "Plan",
    "PlannedRow",
    "Slotted",
    "Thread",
    "cycle_page",
    "entries_of",
    "entry_for",
    "evidence_counts",
    "line",
    "meetings_of",
    "obligations_by_paragraph",
    "paragraphs",
    "plan_of",
    "resource_for",
    "resources_of",
    "thread",
    "uncovered_paragraphs",
    "workshop_of",
]
