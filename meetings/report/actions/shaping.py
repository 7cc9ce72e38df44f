"""The structure of a cycle's report, worked on by its drafters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.models import Account
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.mandate.models import Cycle
from meetings.report import queries
from meetings.report.actions.composing import begin, write_sections
from meetings.report.actions.history import save
from meetings.report.actions.writing import number_through, refuse_names_in_heading
from meetings.report.models import Report, ReportSection
from meetings.report.rules import (
    SUMMARY_BOX,
    Chapter,
    Structure,
    What,
    added,
    check_empty,
    check_title,
    copied,
    moved,
    put_under,
    shifted,
    taking,
)


@dataclass(frozen=True)
class Shape:
    """What a drafter says of a section."""

    title: str
    parent: str = ""
    takes: tuple[str, ...] = ()
    cites: bool = False
    account_id: int | None = None
    due_on: date | None = None
    words_wanted: int | None = None


def add_section(actor: Actor, cycle: Cycle, shape: Shape) -> ReportSection:
    """A subsection at the end of a part, or (without a parent) a part at the end of the report."""
    report = begin(actor, cycle)
    check_title(shape.title)
    if shape.parent == SUMMARY_BOX:
        raise Refused("The summary box has no subsections.", field="parent")
    key = f"own:{report.next_number()}"
    refuse_names_in_heading(actor, report, key, shape.title)
    chapter = Chapter(key, shape.parent, shape.title, shape.takes, shape.cites, named=True)
    _write(report, added(report.structure, chapter), [key])
    row = report.place(shape.parent, key)
    _assign(actor, row, shape)
    audit.record(actor, "add", "report_section", row.id, None, audit.values_of(row, *_TOLD))
    return row


_TOLD = ("title", "parent", "takes", "cites", "assigned_to", "due_on", "words_wanted")


def change_section(actor: Actor, section: ReportSection, shape: Shape, version: int) -> None:
    """Another title, other kinds of source, another part, another drafter or day."""
    report = begin(actor, section.report.cycle)
    check_version(version, section.version)
    check_title(shape.title)
    refuse_names_in_heading(actor, report, section.key, shape.title)
    before = audit.values_of(section, *_TOLD)
    structure = put_under(report.structure, section.key, shape.parent) if section.parent else report.structure
    structure = taking(structure, section.key, shape.takes)
    renamed = shape.title != section.title
    structure = Structure(
        tuple(
            replace(each, title=shape.title, cites=shape.cites, named=each.named or renamed)
            if each.key == section.key
            else each
            for each in structure.chapters
        )
    )
    _write(report, structure)
    _assign(actor, section, shape)
    after = audit.values_of(section, *_TOLD)
    if after != before:
        section.version += 1
        audit.record(actor, "edit", "report_section", section.id, before, after)


def _assign(actor: Actor, section: ReportSection, shape: Shape) -> None:
    account = next((a for a in queries.drafters(actor) if a.id == shape.account_id), None)
    if shape.account_id is not None and account is None:
        if shape.account_id != section.assigned_account_id:
            raise Refused("Choose somebody who may edit the report.", field="account")
        account = db.session.get(Account, shape.account_id)
    section.assigned_account_id = account.id if account else None
    section.assigned_to = account.name if account else ""
    section.due_on, section.words_wanted = shape.due_on, shape.words_wanted


def finish_section(actor: Actor, section: ReportSection, finished: bool) -> None:
    """Say that a section is written, or that it is not yet."""
    if finished != (section.finished_at is not None):
        section.finished_at = clock.now() if finished else None
        verb = "finish" if finished else "reopen"
        audit.record(actor, verb, "report_section", section.id, None, {"title": section.title})


def shift_section(actor: Actor, section: ReportSection, by: int) -> None:
    """One place up or down among its like."""
    report = begin(actor, section.report.cycle)
    before = report.structure
    after = shifted(before, section.key, by)
    if after != before:
        _write(report, after)
        audit.record(actor, "move", "report_section", section.id, None, {"title": section.title})


def remove_section(actor: Actor, section: ReportSection) -> None:
    """Take an empty section out; what was removed from it before waits in its part (or the one before) from now on."""
    report = begin(actor, section.report.cycle)
    standing = {row.place.key for row in report.paragraphs if row.removed_at is None}
    structure = report.structure
    chapter = check_empty(structure, section.key, standing)
    rest = Structure(tuple(each for each in structure.chapters if each.key != section.key))
    home = rest.find(chapter.parent) or rest.parts[-1]
    place = report.place(*home.place)
    for row in report.paragraphs:
        if row.place is section:
            row.set_kept(moved(row.kept, *home.place, home.title), place)
            save(actor, row, What.MOVED)
    audit.record(actor, "remove", "report_section", section.id, audit.values_of(section, *_TOLD), None)
    db.session.flush()  # the paragraphs have left before their section goes
    report.sections.remove(section)
    _write(report, rest)


def copy_structure(actor: Actor, cycle: Cycle) -> Report:
    """The structure of the last cycle's report in the place of this one's; sections that hold paragraphs stay."""
    last = queries.last_report(actor, cycle)
    if last is None:
        raise Refused("There is no report of an earlier cycle whose structure could be copied.")
    report = begin(actor, cycle)
    used = {row.place.key for row in report.paragraphs}
    now = report.structure
    # A section of a drafter's own has another number here.
    own = {
        each.key: f"own:{report.next_number()}"
        for each in last.structure.chapters
        if each.key.startswith("own:")
    }
    theirs = Structure(
        tuple(
            replace(each, key=own.get(each.key, each.key), parent=own.get(each.parent, each.parent))
            for each in last.structure.chapters
        )
    )
    structure = copied(theirs, now, used)
    keys = [each.key for each in structure.chapters]
    for row in [each for each in report.sections if each.key not in keys]:
        report.sections.remove(row)
    db.session.flush()  # what went leaves its key free
    _write(report, structure, keys)
    audit.record(actor, "copy", "report", report.id, None, {"sections": len(keys)})
    return report


def _write(report: Report, structure: Structure, used: Sequence[str] = ()) -> None:
    write_sections(report, structure, used)
    db.session.flush()  # the sections are read back by position
    db.session.refresh(report, ["sections"])
    ranks = {row.id: row.position for row in report.sections}
    rows = sorted(report.paragraphs, key=lambda row: (ranks[row.section_id], row.position, row.id))
    number_through(rows)
