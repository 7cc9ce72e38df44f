"""Where in a draft a paragraph can be put."""

from dataclasses import dataclass

from meetings.access.actor import Actor
from meetings.report.models import ReportParagraph, ReportSection
from meetings.report.queries.drafts import find_report
from meetings.report.queries.gathering import gather
from meetings.report.rules import assemble, names_somebody


@dataclass(frozen=True)
class Placed:
    """A place: at the beginning of a section, or behind a paragraph, told by its number and its first words."""

    value: str
    section: ReportSection
    after: ReportParagraph | None
    label: str


def places_for(actor: Actor, paragraph: ReportParagraph) -> list[Placed]:
    """Every place but the one where the paragraph stands; the words of what is held back are not shown."""
    cycle = paragraph.report.cycle
    report = find_report(cycle)
    rows = report.paragraphs if report else []
    sources = gather(actor, cycle)
    numbers = assemble(sources, [row.kept for row in rows]).layout.numbers
    found: list[Placed] = []
    for section in report.sections if report else []:
        found.append(Placed(f"s{section.id}", section, None, ""))
        for row in rows:
            if row.place is section and row.removed_at is None and row is not paragraph:
                said = "…" if names_somebody(row.kept, sources) else row.text[:60]
                found.append(Placed(f"p{row.id}", section, row, f"{numbers.get(row.id) or '–'} {said}"))
    return found
