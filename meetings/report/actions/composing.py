"""Composing: what the sources propose becomes paragraphs, and what people wrote stays."""

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.mandate.models import Cycle
from meetings.report import queries
from meetings.report.models import Report, ReportParagraph
from meetings.report.rules import Kept, merge
from meetings.report.rules import compose as composed_from


def compose(actor: Actor, cycle: Cycle) -> Report:
    """Take from the sources what is new or changed; never overwrite a paragraph that a person has touched."""
    report = _locked_report(cycle)
    proposed = composed_from(queries.gather(actor, cycle))
    rows = {row.id: row for row in report.paragraphs}
    kept = [row.kept for row in report.paragraphs]
    merged = merge(kept, proposed.proposals, proposed.held_keys)
    changed = _write(report, rows, merged)
    if changed or report.composed_at is None:
        audit.record(actor, "compose", "report", report.id, None, {"paragraphs": len(merged), **changed})
    report.composed_at = clock.now()
    return report


def _write(report: Report, rows: dict[int, ReportParagraph], merged: list[Kept]) -> dict[str, int]:
    """Write what the rules made of the draft; how many paragraphs were added, and how many changed."""
    added = changed = 0
    for position, each in enumerate(merged):
        row = rows.get(each.ref) if each.ref is not None else None
        if row is None:
            row = ReportParagraph(report=report, position=position, version=1)
            row.set_kept(each)
            db.session.add(row)
            added += 1
            continue
        if row.kept != each:
            shown = (row.text, row.items) != (each.text, list(each.items))
            row.set_kept(each)
            row.version += 1 if shown else 0
            changed += 1
        if row.position != position:
            row.position = position
    db.session.flush()  # the paragraphs' ids are in the addresses, and the draft is read back by position
    return {name: count for name, count in (("added", added), ("changed", changed)) if count}


def _locked_report(cycle: Cycle) -> Report:
    """The cycle's report, made if there is none; two people who compose at once wait for each other."""
    db.session.execute(select(Cycle.id).where(Cycle.id == cycle.id).with_for_update())
    report = queries.find_report(cycle)
    if report is None:
        report = Report(cycle=cycle)
        db.session.add(report)
        db.session.flush()  # its paragraphs and the audit row need its id
    return report


def begin(actor: Actor, cycle: Cycle) -> Report:
    """The cycle's report, empty if nothing has been composed yet."""
    return _locked_report(cycle)
