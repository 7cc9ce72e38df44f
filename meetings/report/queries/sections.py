"""The sections of a report, who may write them, and what is late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.actor import Actor
from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import GRANTS, Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.mandate.models import Cycle
from meetings.mandate.queries import with_mandate
from meetings.report.models import Report, ReportParagraph, ReportSection
from meetings.report.queries.drafts import draft_page, find_report, in_report
from meetings.report.queries.gathering import topics_of
from meetings.report.queries.places import heading_of
from meetings.report.rules import (
    SESSION,
    SUMMARY_BOX,
    Chapter,
    Heading,
    Structure,
    Takes,
    paragraph_of,
    skeleton,
    with_headings_said,
    with_topics,
    words_of,
)

# How long before a section is due its drafter is told on the home page.
SOON = timedelta(days=14)


@dataclass(frozen=True)
class SectionLine:
    """A section on the page of the structure. `of_session`: it takes the summary of its own session."""

    chapter: Chapter
    of_session: bool
    row: ReportSection | None
    paragraphs: int
    words: int
    late: bool
    first: bool
    last: bool
    can_go: bool


@dataclass(frozen=True)
class StructurePage:
    """The structure of a cycle's report; `unclaimed`: operative paragraphs whose entries no section takes."""

    cycle: Cycle
    structure: Structure
    topics: Mapping[int, str]
    lines: list[SectionLine]
    unclaimed: list[int]
    kinds_unclaimed: list[Takes]
    begun: bool


@dataclass(frozen=True)
class LateSection:
    """A section that should be written by now, or soon by the actor."""

    title: str
    assigned_to: str
    due_on: date
    symbol: str
    mine: bool


def section_for(actor: Actor, symbol: str, number: int) -> ReportSection:
    """A section of that cycle's report."""
    section = db.session.scalar(
        in_report(select(ReportSection).join(ReportSection.report), symbol)
        .where(ReportSection.id == number)
        .options(joinedload(ReportSection.report).joinedload(Report.cycle).joinedload(Cycle.resolution))
    )
    if section is None:
        raise NotFound
    return section


def structure_page(actor: Actor, cycle: Cycle) -> StructurePage:
    """The sections in order, with how much stands in each; those of the skeleton until a report is begun."""
    report = find_report(cycle)
    topics = topics_of(with_mandate(cycle))
    begun = report.structure if report and report.sections else skeleton()
    structure, _ = with_headings_said(with_topics(begun, topics), draft_page(actor, cycle).sources)
    rows = {row.key: row for row in report.sections} if report else {}
    standing = [row for row in report.paragraphs if row.removed_at is None] if report else []
    today = clock.now().date()
    lines = []
    for chapter in structure.chapters:
        own = [row for row in standing if row.place.key == chapter.key]
        like = structure.under(chapter.parent) if chapter.parent else structure.parts
        like = tuple(each for each in like if each.key != SUMMARY_BOX)
        row = rows.get(chapter.key)
        lines.append(
            SectionLine(
                chapter,
                chapter.key.startswith(SESSION),
                row,
                len(own),
                words_of([*_heading(chapter, own), *(paragraph_of(r.text, tuple(r.items)) for r in own)]),
                bool(row and row.due_on and row.due_on < today and row.finished_at is None),
                chapter not in like or like[0] == chapter,
                chapter not in like or like[-1] == chapter,
                not own and chapter.key != SUMMARY_BOX and not structure.under(chapter.key),
            )
        )
    claimed = {number for each in structure.chapters for number in each.paragraphs}
    kinds = [kind for kind in Takes if structure.taker(kind) is None]
    return StructurePage(
        cycle,
        structure,
        topics,
        lines,
        [number for number in topics if number not in claimed],
        kinds,
        bool(rows),
    )


def _heading(chapter: Chapter, own: Sequence[ReportParagraph]) -> list[Heading]:
    """What is printed above, as the draft counts it: a part's own heading; the summary box has none that is counted."""
    return [Heading(1, chapter.heading)] if own and not chapter.parent and chapter.key != SUMMARY_BOX else []


def drafters(actor: Actor) -> Sequence[Account]:
    """Who may edit the report today, by name."""
    today = clock.now().date()
    return db.session.scalars(
        select(Account)
        .join(RoleHolding, RoleHolding.account_id == Account.id)
        .where(
            Account.disabled_at.is_(None),
            RoleHolding.role.in_(GRANTS[Permission.EDIT_REPORT]),
            RoleHolding.since <= today,
            or_(RoleHolding.until.is_(None), RoleHolding.until >= today),
        )
        .distinct()
        .order_by(Account.name, Account.id)
    ).all()


def last_report(actor: Actor, cycle: Cycle) -> Report | None:
    """The report of the latest cycle before this one that has any sections."""
    return db.session.scalar(
        select(Report)
        .join(Report.cycle)
        .where(Cycle.starts_on < cycle.starts_on, Report.sections.any())
        .options(selectinload(Report.sections), joinedload(Report.cycle))
        .order_by(Cycle.starts_on.desc())
        .limit(1)
    )


def late_sections(actor: Actor, today: date) -> list[LateSection]:
    """Sections that should have been written, in reports of cycles that go on; the actor's own first.

    The actor's own already when they are due within `SOON`.
    """
    mine = and_(
        ReportSection.assigned_account_id.is_not(None),
        ReportSection.assigned_account_id == actor.account_id,
        ReportSection.due_on <= today + SOON,
    )
    rows = db.session.scalars(
        select(ReportSection)
        .join(ReportSection.report)
        .join(Report.cycle)
        .where(
            or_(ReportSection.due_on < today, mine),
            ReportSection.finished_at.is_(None),
            Cycle.ends_on >= today,
        )
        .options(joinedload(ReportSection.report).joinedload(Report.cycle).joinedload(Cycle.resolution))
        .order_by(ReportSection.due_on, ReportSection.position)
    ).all()
    found = [
        LateSection(
            heading_of(actor, row),
            row.assigned_to,
            row.due_on,
            row.report.cycle.resolution.symbol.replace("/", "-"),
            row.assigned_account_id is not None and row.assigned_account_id == actor.account_id,
        )
        for row in rows
        if row.due_on is not None
    ]
    return sorted(found, key=lambda each: not each.mine)
