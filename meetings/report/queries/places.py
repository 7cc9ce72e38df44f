"""Where in a draft a paragraph can be put, and what a text can refer to."""

from dataclasses import dataclass

from meetings.access.actor import Actor
from meetings.mandate.models import Cycle
from meetings.report.models import ReportParagraph, ReportSection
from meetings.report.queries.drafts import draft_page, find_report
from meetings.report.queries.gathering import gather
from meetings.report.rules import FIGURES, assemble, figures, heading_said, mark_of, names_somebody


@dataclass(frozen=True)
class Placed:
    """A place: at the beginning of a section, or behind a paragraph, told by its number and its first words.

    `heading`: that of the section, as it may be said.
    """

    value: str
    section: ReportSection
    heading: str
    after: ReportParagraph | None
    label: str


@dataclass(frozen=True)
class Mark:
    """What a drafter types, and what is printed for it today; `said`: the first words, or what a figure counts."""

    mark: str
    printed: str
    said: str


@dataclass(frozen=True)
class Marks:
    """All marks that a text can hold; `before` and `after`: the paragraphs read around this one.

    `behind`: composing again would bring it something new.
    """

    paragraphs: list[Mark]
    figures: list[Mark]
    before: int | None
    after: int | None
    behind: bool


def marks_for(actor: Actor, cycle: Cycle, paragraph: ReportParagraph | None = None) -> Marks:
    """The numbered paragraphs of a draft and the figures, as marks; the words of what is held back are not shown."""
    report = find_report(cycle)
    rows = {row.id: row for row in report.paragraphs} if report else {}
    sources = gather(actor, cycle)
    made = assemble(sources, [row.kept for row in rows.values()])
    layout = made.layout
    order = [p.kept.ref for part in layout.parts for section in part.sections for p in section.paragraphs]
    at = order.index(paragraph.id) if paragraph is not None and paragraph.id in order else None
    return Marks(
        [
            Mark(mark_of(rows[ref].name), number, rows[ref].text[:60])
            for ref, number in layout.numbers.items()
            if number and (paragraph is None or ref != paragraph.id)
        ],
        [Mark(mark_of(name), said, FIGURES[name]) for name, said in figures(sources).items()],
        order[at - 1] if at else None,
        order[at + 1] if at is not None and at + 1 < len(order) else None,
        paragraph is not None and paragraph.id in made.behind,
    )


def heading_of(actor: Actor, section: ReportSection) -> str:
    """A section's heading as it may be said: one that names somebody says only where it stands."""
    return heading_said(section.key, section.title, draft_page(actor, section.report.cycle).sources)


def places_for(actor: Actor, paragraph: ReportParagraph) -> list[Placed]:
    """Every place but the one where the paragraph stands; the words of what is held back are not shown."""
    cycle = paragraph.report.cycle
    report = find_report(cycle)
    rows = report.paragraphs if report else []
    sources = gather(actor, cycle)
    numbers = assemble(sources, [row.kept for row in rows]).layout.numbers
    found: list[Placed] = []
    for section in report.sections if report else []:
        heading = heading_said(section.key, section.title, sources)
        found.append(Placed(f"s{section.id}", section, heading, None, ""))
        for row in rows:
            if row.place is section and row.removed_at is None and row is not paragraph:
                said = "…" if names_somebody(row.kept, sources) else row.text[:60]
                found.append(
                    Placed(f"p{row.id}", section, heading, row, f"{numbers.get(row.id) or '–'} {said}")
                )
    return found
