"""Versions of a report keep no name that the house loses, where it may not be said: in headings, notes and answers."""

from typing import Any

from meetings.access.actor import OPERATOR
from meetings.clearance import queries
from meetings.report.actions.silencing import Lost, heading_kept
from meetings.report.models import Report
from meetings.report.rules import note_said


def name_lost(draft: Report, lost: Lost) -> None:
    """What is shown to nobody already; the paragraphs themselves tell what became of their words."""

    def note(said: str) -> str:
        return note_said(said, lost.sources()) if lost.named(said) else said

    def headed(row: dict[str, Any], key: str, field: str) -> dict[str, Any]:
        return {**row, field: heading_kept(row[key], row[field], lost)}

    for version in queries.versions_of(OPERATOR, draft.cycle):
        version.note = note(version.note)
        version.paragraphs = [headed(each, "section", "heading") for each in version.paragraphs]
        version.structure = [headed(each, "key", "title") for each in version.structure]
        version.lacking = [heading_kept("", each, lost) for each in version.lacking]
        for clearance in version.clearances:
            clearance.note = note(clearance.note)
