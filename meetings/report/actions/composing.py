"""Composing: what the sources propose becomes paragraphs, and what people wrote stays."""

from collections.abc import Iterable

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.mandate.models import Cycle
from meetings.report import queries
from meetings.report.actions.history import note
from meetings.report.models import Report, ReportParagraph, ReportSection
from meetings.report.rules import Chapter, Kept, Structure, What, merge, skeleton
from meetings.report.rules import compose as composed_from


def compose(actor: Actor, cycle: Cycle) -> Report:
    """Take from the sources what is new or changed; never overwrite a paragraph that a person has touched."""
    report = begin(actor, cycle)
    rows = {row.id: row for row in report.paragraphs}
    kept = [row.kept for row in report.paragraphs]
    proposed = composed_from(queries.gather(actor, cycle), kept)
    structure = proposed.structure
    parts = [each.key for each in structure.parts]
    merged = merge(kept, proposed.proposals, proposed.held_keys, parts)
    merged.sort(key=lambda each: structure.rank(each.part, each.section))
    write_sections(report, structure, {each.section or each.part for each in merged})
    changed = _write(actor, report, rows, merged)
    if changed or report.composed_at is None:
        audit.record(actor, "compose", "report", report.id, None, {"paragraphs": len(merged), **changed})
    report.composed_at = clock.now()
    return report


def write_sections(report: Report, structure: Structure, used: Iterable[str] = ()) -> None:
    """Make the rows of the sections say what the structure says; those not yet there only if they are used."""
    rows, used = {row.key: row for row in report.sections}, set(used)
    wanted = [each for each in structure.chapters if each.key in rows or each.key in used]
    for position, chapter in enumerate(wanted):
        row = rows.get(chapter.key)
        if row is None:
            row = ReportSection(report=report, key=chapter.key, position=position)
            db.session.add(row)
        _set_chapter(row, chapter, position)


def _set_chapter(row: ReportSection, chapter: Chapter, position: int) -> None:
    new = {
        "position": position,
        "parent": chapter.parent,
        "title": chapter.title,
        "takes": list(chapter.takes),
        "cites": chapter.cites,
        "named": chapter.named,
    }
    for name, value in new.items():
        if getattr(row, name, None) != value:
            setattr(row, name, value)


def _write(
    actor: Actor, report: Report, rows: dict[int, ReportParagraph], merged: list[Kept]
) -> dict[str, int]:
    """Write what the rules made of the draft; how many paragraphs were added, and how many changed."""
    added = changed = 0
    places = {row.key: row for row in report.sections}
    for position, each in enumerate(merged):
        place = places[each.section or each.part]
        row = rows.get(each.ref) if each.ref is not None else None
        if row is None:
            row = ReportParagraph(report=report, name=f"p{report.next_number()}", position=position)
            row.set_kept(each, place)
            db.session.add(row)
            note(actor, row, What.COMPOSED)
            added += 1
            continue
        if row.kept != each:
            shown = (row.text, row.items) != (each.text, list(each.items))
            row.set_kept(each, place)
            if shown:
                note(actor, row, What.FOLLOWED)
            changed += 1
        if row.position != position:
            row.position = position
    db.session.flush()  # the paragraphs' ids are in the addresses, and the draft is read back by position
    return {name: count for name, count in (("added", added), ("changed", changed)) if count}


def begin(actor: Actor, cycle: Cycle) -> Report:
    """The cycle's report, made with its sections if there is none; two who begin at once wait for each other."""
    db.session.execute(select(Cycle.id).where(Cycle.id == cycle.id).with_for_update())
    report = queries.find_report(cycle)
    if report is None:
        report = Report(cycle=cycle)
        db.session.add(report)
    if not report.sections:
        first = skeleton()
        write_sections(report, first, [each.key for each in first.chapters])
        db.session.flush()  # its sections are read back by position, and the audit row needs its id
    return report
