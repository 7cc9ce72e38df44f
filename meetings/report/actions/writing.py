"""A paragraph of the drafters' own, and what holds for every text that a person writes."""

from collections.abc import Iterable, Sequence

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.report import queries
from meetings.report.actions.history import save
from meetings.report.models import Report, ReportParagraph, ReportSection
from meetings.report.rules import (
    Kept,
    What,
    check_consent,
    check_items,
    check_nobody_named,
    check_text,
    check_title,
    check_written_again,
    named_in_heading,
    named_once,
    names_somebody,
    without_consent,
)


def add_paragraph(
    actor: Actor,
    report: Report,
    part: str,
    heading: str,
    after: ReportParagraph | None,
    text: str,
    items: Sequence[str] = (),
) -> ReportParagraph:
    """A paragraph of the drafter's own: behind `after`, under its subheading; without `after`, at the part's end.

    `heading` names a subsection of the part, an existing one or a new one; "" takes that of `after`.
    """
    if part not in {each.key for each in report.sections if not each.parent}:
        raise Refused("The report has no part “%(part)s”.", field="part", part=part)
    if after is not None and (after.report_id, after.part) != (report.id, part):
        raise Refused("The paragraph that it should follow stands in another part.", field="after")
    check_text(text)
    items = check_items(items)
    section = _section(actor, report, part, heading, after)
    refuse_names(actor, report, Kept(None, *section.chapter.place, section.title, text, items))
    rows = list(report.paragraphs)
    added = ReportParagraph(
        report=report,
        name=f"p{report.next_number()}",
        place=section,
        placed=True,
        text=text,
        items=list(items),
        position=0,
        sources=[],
    )
    db.session.add(added)
    touch(actor, added)
    save(actor, added, What.ADDED)
    rows.insert(place_in(report, rows, section, after), added)
    number_through(rows)
    db.session.flush()  # its id is in its address and in the trail
    audit.record(
        actor, "add", "report_paragraph", added.id, None, audit.values_of(added, "part", "text", "items")
    )
    return added


def _section(
    actor: Actor, report: Report, part: str, heading: str, after: ReportParagraph | None
) -> ReportSection:
    """The section that a drafter wants to write in; a new one stands at the end of its part."""
    if not heading:
        return after.place if after else report.place(part, "")
    check_title(heading, "heading")
    for row in report.sections:
        if (row.parent, row.title) == (part, heading):
            return row
    refuse_names_in_heading(actor, report, "", heading, "heading")
    return add_section_row(report, part, heading)


def add_section_row(report: Report, part: str, title: str) -> ReportSection:
    """A new subsection at the end of a part (or, "", a new part at the end of the report)."""
    rows = list(report.sections)
    inside = [at for at, row in enumerate(rows) if part in (row.key, row.parent)] if part else []
    at = max(inside, default=len(rows) - 1) + 1
    row = ReportSection(
        report=report,
        key=f"own:{report.next_number()}",
        parent=part,
        title=title,
        takes=[],
        cites=False,
        named=True,
        position=at,
    )
    db.session.add(row)
    rows.insert(at, row)
    number_through(rows)
    db.session.flush()  # the sections are read back by position
    db.session.refresh(report, ["sections"])
    return row


def place_in(
    report: Report, rows: Sequence[ReportParagraph], section: ReportSection, after: ReportParagraph | None
) -> int:
    """Where among all paragraphs one of this section belongs: behind `after`, or at the section's end."""
    if after is not None and after.place is section:
        return rows.index(after) + 1
    ranks = {row.id: at for at, row in enumerate(report.sections)}
    earlier = [at for at, row in enumerate(rows) if ranks[row.section_id] <= ranks[section.id]]
    return max(earlier, default=-1) + 1


def number_through(rows: Iterable[ReportParagraph | ReportSection]) -> None:
    """Give the rows the places in which they come."""
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position


def refuse_names(actor: Actor, report: Report, *wanted: Kept) -> None:
    """Refused when a text names somebody who has not agreed, or though what was said there is not attributed."""
    sources = queries.gather(actor, report.cycle)
    for each in wanted:
        check_written_again(named_once(each, sources))
        check_consent(without_consent(each, sources))
        check_nobody_named(names_somebody(each, sources))


def refuse_names_in_heading(actor: Actor, report: Report, key: str, title: str, field: str = "title") -> None:
    """The same of a section's heading; nothing is asked when it stays as it is."""
    if title not in {row.title for row in report.sections if row.key == key}:
        check_nobody_named(named_in_heading(key, title, queries.gather(actor, report.cycle)), field)


def touch(actor: Actor, paragraph: ReportParagraph) -> None:
    """Note that a person wrote it, and when."""
    paragraph.touched_at, paragraph.touched_by = clock.now(), actor.name
