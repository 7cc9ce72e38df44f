"""The draft of a cycle: its page, its list, its document."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.marks import Counted
from meetings.base.refusals import NotFound
from meetings.mandate import queries as mandate
from meetings.mandate.models import Cycle, Resolution
from meetings.mandate.rules import SlotDate, slot_dates
from meetings.report.models import Report, ReportComment, ReportParagraph
from meetings.report.queries.gathering import gather
from meetings.report.queries.rows import DraftRow, draft_rows
from meetings.report.rules import (
    Assembled,
    Document,
    Sources,
    Weeks,
    assemble,
    over_a_page,
    weeks_between,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Slot:
    """A date that the report must keep, and how far it is away."""

    date: SlotDate
    left: Weeks


@dataclass(frozen=True)
class _Standing:
    """What a draft's page shows that follows from the database and the minute alone."""

    sources: Sources
    assembled: Assembled
    rows: dict[int, DraftRow]
    open: dict[int, int]
    long: frozenset[int]
    kept: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)


# Written with each visit, each mail and each long deed: no draft tells of it.
OF_NO_DRAFT = frozenset(
    [
        "audit_row",
        "bulk_act",
        "bulk_row",
        "calendar_subscription",
        "document_opening",
        "document_visit",
        "failed_attempt",
        "mail_link",
        "outbox_batch",
        "outbox_message",
        "public_feed",
        "received_mail",
        "sent_form",
        "signed_in_session",
    ]
)
_STANDING = Counted[_Standing]("report", but=OF_NO_DRAFT, most=8)


@dataclass(frozen=True)
class DraftPage:
    """A draft with all that its page shows.

    `rows`: the paragraphs' rows by id; `pending`: how many paragraphs composing again would add or change; `open`: how
    many open questions stand at each paragraph; `long`: those that fill more than a page. `kept` is for what is made of
    all this for people who may do the same, such as its drawing: it lives until something changes.
    """

    cycle: Cycle
    report: Report | None
    sources: Sources
    assembled: Assembled
    slots: tuple[Slot, ...]
    rows: dict[int, DraftRow]
    pending: int
    open: dict[int, int]
    long: frozenset[int]
    kept: dict[Hashable, Any]

    @property
    def filename(self) -> str:
        return filename_of(self.cycle)


@dataclass(frozen=True)
class ReportRow:
    """A cycle's report in the list; `begun`: something has been composed or written."""

    cycle: Cycle
    begun: bool
    words: int
    missing: int
    slots: tuple[Slot, ...]


def filename_of(cycle: Cycle, kind: str = "docx") -> str:
    """A-HRC-70-NN-draft.docx: the symbol as file names can hold it."""
    return f"{in_a_filename(cycle.report_symbol)}-draft.{kind}"


def in_a_filename(text: str) -> str:
    """A text as every file name can hold it: plain letters and figures, hyphens between."""
    kept = "".join(char if char.isascii() and char.isalnum() else " " for char in text)
    return "-".join(kept.split())[:60] or "x"


# no actor: a condition, and no rows
def in_report(query: Select[T], symbol: str) -> Select[T]:
    """A query that has joined the report, narrowed to the one of the resolution with that symbol (61-15)."""
    cited = Resolution.symbol == symbol.replace("-", "/")
    return query.join(Report.cycle).join(Cycle.resolution).where(cited)


def cycle_of(actor: Actor, symbol: str) -> Cycle:
    """The cycle whose report it is; NotFound when there is none."""
    return mandate.cycle_for(actor, symbol)


def find_report(cycle: Cycle) -> Report | None:
    """The cycle's report with its paragraphs, removed ones included."""
    return db.session.scalar(
        select(Report)
        .where(Report.cycle_id == cycle.id)
        .options(
            selectinload(Report.sections),
            selectinload(Report.paragraphs).selectinload(ReportParagraph.taken),
        )
        .execution_options(populate_existing=True)
    )


# no actor: it is held for the verb that has asked
def locked_report(cycle: Cycle) -> Report:
    """The cycle's report, held until the end of the transaction. NotFound when there is none."""
    db.session.execute(select(Cycle.id).where(Cycle.id == cycle.id).with_for_update())
    report = find_report(cycle)
    if report is None:
        raise NotFound
    return report


# no actor: it looks only at what the draft holds
def following(paragraph: ReportParagraph) -> ReportParagraph | None:
    """The paragraph that is read after this one in the same section."""
    here = tuple_(ReportParagraph.position, ReportParagraph.id)
    if paragraph.removed_at is not None:
        return None
    return db.session.scalar(
        select(ReportParagraph)
        .where(
            ReportParagraph.section_id == paragraph.section_id,
            ReportParagraph.removed_at.is_(None),
            here > (paragraph.position, paragraph.id),
        )
        .order_by(ReportParagraph.position, ReportParagraph.id)
        .limit(1)
    )


def paragraph_for(actor: Actor, symbol: str, number: int) -> ReportParagraph:
    """A paragraph of that cycle's report."""
    paragraph = db.session.scalar(
        in_report(select(ReportParagraph).join(ReportParagraph.report), symbol)
        .where(ReportParagraph.id == number)
        .options(
            joinedload(ReportParagraph.report).joinedload(Report.cycle).joinedload(Cycle.resolution),
        )
    )
    if paragraph is None:
        raise NotFound
    return paragraph


def draft_page(actor: Actor, cycle: Cycle) -> DraftPage:
    """The draft as it stands, with everything that is missing today."""
    report = db.session.scalar(select(Report).where(Report.cycle_id == cycle.id))
    found = _standing(actor, cycle)
    return DraftPage(
        cycle,
        report,
        found.sources,
        found.assembled,
        _slots(found.sources.council.opens, cycle),
        found.rows,
        found.assembled.pending,
        found.open,
        found.long,
        found.kept,
    )


def _standing(actor: Actor, cycle: Cycle) -> _Standing:
    """Kept until anything changes that it could follow from: one statement then, else some thirty.

    A session begins at a minute, and a day does; whoever changes something reads what is there now.
    """
    if db.session.info["writing"]:
        return _stand(actor, cycle)
    minute = clock.now().replace(second=0, microsecond=0)
    return _STANDING.get((cycle.id, actor.holdings, minute), lambda: _stand(actor, cycle))


def _stand(actor: Actor, cycle: Cycle) -> _Standing:
    sources, rows = gather(actor, cycle), draft_rows(cycle)
    kept = [row.kept for row in rows]
    return _Standing(
        sources,
        assemble(sources, kept),
        {row.id: row for row in rows},
        open_comments(actor, cycle),
        frozenset(each.ref for each in kept if each.ref and over_a_page((each.text, *each.items))),
    )


def open_comments(actor: Actor, cycle: Cycle) -> dict[int, int]:
    """How many open questions stand at each paragraph."""
    counted = (
        select(ReportComment.paragraph_id, func.count())
        .join(ReportComment.paragraph)
        .join(ReportParagraph.report)
        .where(
            Report.cycle_id == cycle.id,
            ReportComment.answers_id.is_(None),
            ReportComment.resolved_at.is_(None),
        )
        .group_by(ReportComment.paragraph_id)
    )
    return dict(db.session.execute(counted).all())


def document_of(actor: Actor, cycle: Cycle) -> Document:
    """The draft as a document: what is stored, without what is removed or held back, and what is missing."""
    return assemble(gather(actor, cycle), [row.kept for row in draft_rows(cycle)]).document


def reports(actor: Actor) -> Sequence[ReportRow]:
    """All cycles with their reports, the latest first."""
    found = []
    for cycle in mandate.cycles(actor):
        page = draft_page(actor, cycle)
        assembled = page.assembled
        found.append(
            ReportRow(cycle, page.report is not None, assembled.words, len(assembled.lacks), page.slots)
        )
    return found


def _slots(opens: date, cycle: Cycle) -> tuple[Slot, ...]:
    today = clock.now().date()
    return tuple(Slot(slot, weeks_between(today, slot.day)) for slot in slot_dates(opens, cycle.slot_rules))
