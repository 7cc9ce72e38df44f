"""A paragraph of the drafters' own, and what holds for every text that a person writes."""

from collections.abc import Sequence

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.report import queries
from meetings.report.models import Report, ReportParagraph
from meetings.report.rules import PARTS, Kept, check_items, check_nobody_named, check_text, names_somebody


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
    if part not in PARTS:
        raise Refused("The report has no part “%(part)s”.", field="part", part=part)
    if after is not None and (after.report_id, after.part) != (report.id, part):
        raise Refused("The paragraph that it should follow stands in another part.", field="after")
    check_text(text)
    items = check_items(items)
    rows = list(report.paragraphs)
    section, heading = _section(rows, part, heading, after)
    refuse_names(actor, report, Kept(None, None, part, section, heading, text, items))
    added = ReportParagraph(
        report=report,
        part=part,
        section=section,
        heading=heading,
        text=text,
        items=list(items),
        position=0,
        sources=[],
    )
    db.session.add(added)
    touch(actor, added)
    rows.insert(_place(rows, added, after), added)
    for position, row in enumerate(rows):
        row.position = position
    db.session.flush()  # its id is in its address and in the trail
    audit.record(
        actor, "add", "report_paragraph", added.id, None, audit.values_of(added, "part", "text", "items")
    )
    return added


def _section(
    rows: list[ReportParagraph], part: str, heading: str, after: ReportParagraph | None
) -> tuple[str, str]:
    if not heading:
        return (after.section, after.heading) if after else ("", "")
    known = [row.section for row in rows if (row.part, row.heading) == (part, heading)]
    return (known[0] if known else f"own:{heading}"[:120]), heading


def _place(rows: list[ReportParagraph], added: ReportParagraph, after: ReportParagraph | None) -> int:
    if after is not None:
        return rows.index(after) + 1
    of_section = [at for at, row in enumerate(rows) if (row.part, row.section) == (added.part, added.section)]
    earlier = [at for at, row in enumerate(rows) if PARTS.index(row.part) <= PARTS.index(added.part)]
    return max(of_section or earlier, default=-1) + 1


def refuse_names(actor: Actor, report: Report, wanted: Kept) -> None:
    """Refused when a text names somebody though what was said there is not attributed."""
    if not wanted.section.startswith("session:") and not any(
        "session" in source for source in wanted.sources
    ):
        return  # nothing of it was said in a session
    check_nobody_named(names_somebody(wanted, queries.gather(actor, report.cycle)))


def touch(actor: Actor, paragraph: ReportParagraph) -> None:
    """Note that a person wrote it, and when."""
    paragraph.touched_at, paragraph.touched_by = clock.now(), actor.name
    paragraph.version = (paragraph.version or 0) + 1
    paragraph.report.saved_at = clock.now()
