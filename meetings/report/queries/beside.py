"""What stands beside a paragraph: how it read before, and what drafters say to each other about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.report.models import (
    Report,
    ReportComment,
    ReportNameStays,
    ReportParagraph,
    ReportParagraphVersion,
)
from meetings.report.queries.drafts import find_report, paragraph_for
from meetings.report.queries.gathering import gather
from meetings.report.rules import (
    Sources,
    What,
    asked_about,
    assemble,
    heading_said,
    named_beside,
    names_somebody,
    spoke_unnamed,
)


@dataclass(frozen=True)
class Line:
    """An act in the history of a paragraph; `silent`: its text or its reason names somebody who may not be named.

    `place`: the heading under which it stood, as it may be said.
    """

    row: ReportParagraphVersion
    what: What
    silent: bool
    place: str


@dataclass(frozen=True)
class HistoryPage:
    """The history of a paragraph, the latest act first; `number`: its number in the draft, "" when it has none."""

    paragraph: ReportParagraph
    number: str
    lines: list[Line]
    old: Line | None
    new: Line | None


@dataclass(frozen=True)
class Asked:
    """A question or remark with its answers; None in place of a text: it names somebody who may not be named."""

    row: ReportComment
    text: str | None
    answers: list[tuple[ReportComment, str | None]]


@dataclass(frozen=True)
class CommentsPage:
    """What is said about a paragraph; open questions first."""

    paragraph: ReportParagraph
    number: str
    silent: bool
    asked: list[Asked]


def _numbers(actor: Actor, paragraph: ReportParagraph) -> tuple[str, Sources]:
    """The paragraph's number, and what tells whether a text beside it names somebody who may not be named there."""
    cycle = paragraph.report.cycle
    sources = gather(actor, cycle)
    report = find_report(cycle)
    rows = report.paragraphs if report else []
    number = assemble(sources, [row.kept for row in rows]).layout.numbers.get(paragraph.id, "")
    return number, sources


def history_page(actor: Actor, paragraph: ReportParagraph, old: int = 0, new: int = 0) -> HistoryPage:
    """All that was done to a paragraph; `old` and `new` are the numbers of the two readings to compare."""
    number, sources = _numbers(actor, paragraph)
    kept = paragraph.kept
    rows = db.session.scalars(
        select(ReportParagraphVersion)
        .where(ReportParagraphVersion.paragraph_id == paragraph.id)
        .order_by(ReportParagraphVersion.number.desc())
    ).all()
    read = [(row, kept.beside("\n".join((row.text, *(row.items or ()), row.reason)))) for row in rows]
    lines = [
        Line(
            row,
            What(row.what),
            bool(names_somebody(said, sources)) or row.number <= paragraph.named_at,
            heading_said(kept.section, row.place, sources),
        )
        for row, said in read
    ]
    shown = {line.row.number: line for line in lines if not line.silent}
    latest = [line for line in lines if not line.silent]
    second = shown.get(new) or (latest[0] if latest else None)
    first = shown.get(old) or next(
        (each for each in latest if second and each.row.number < second.row.number), None
    )
    return HistoryPage(paragraph, number, lines, first, second)


def version_for(actor: Actor, symbol: str, number: int, old: int) -> ReportParagraphVersion:
    """How a paragraph of that cycle's report read after one act."""
    paragraph = paragraph_for(actor, symbol, number)
    row = db.session.scalar(
        select(ReportParagraphVersion)
        .where(ReportParagraphVersion.paragraph_id == paragraph.id, ReportParagraphVersion.number == old)
        .options(joinedload(ReportParagraphVersion.paragraph))
    )
    if row is None:
        raise NotFound
    return row


def comments_page(actor: Actor, paragraph: ReportParagraph) -> CommentsPage:
    """The questions on a paragraph with their answers."""
    number, sources = _numbers(actor, paragraph)
    kept = paragraph.kept
    rows = db.session.scalars(
        select(ReportComment)
        .where(ReportComment.paragraph_id == paragraph.id)
        .order_by(ReportComment.at, ReportComment.id)
    ).all()

    def said(row: ReportComment) -> str | None:
        return None if not row.text or named_beside(kept.beside(row.text), sources) else row.text

    asked = [
        Asked(row, said(row), [(each, said(each)) for each in rows if each.answers_id == row.id])
        for row in rows
        if row.answers_id is None
    ]
    asked.sort(key=lambda each: each.row.resolved_at is not None)
    silent = bool(names_somebody(kept.beside("\n".join(kept.texts)), sources))
    return CommentsPage(paragraph, number, silent, asked)


def comment_for(actor: Actor, symbol: str, number: int, comment: int) -> ReportComment:
    """A question on a paragraph of that cycle's report."""
    paragraph = paragraph_for(actor, symbol, number)
    row = db.session.scalar(
        select(ReportComment).where(
            ReportComment.id == comment,
            ReportComment.paragraph_id == paragraph.id,
            ReportComment.answers_id.is_(None),
        )
    )
    if row is None:
        raise NotFound
    return row


def comments_of(actor: Actor, report: Report) -> Sequence[ReportComment]:
    """All that drafters have said about the paragraphs of a report, with its answers, in the order in which it was."""
    return db.session.scalars(
        select(ReportComment)
        .join(ReportComment.paragraph)
        .where(ReportParagraph.report_id == report.id)
        .options(joinedload(ReportComment.paragraph))
        .order_by(ReportComment.at, ReportComment.id)
    ).all()


@dataclass(frozen=True)
class NamesPage:
    """The names of a paragraph that are asked about, and what was decided of it; None for a reason that names, too."""

    paragraph: ReportParagraph
    asked: tuple[str, ...]
    decided: Sequence[tuple[ReportNameStays, str | None]]


def names_page(actor: Actor, paragraph: ReportParagraph) -> NamesPage:
    """Whom a paragraph names of those who did not agree to be listed or spoke where nobody is named."""
    sources = gather(actor, paragraph.report.cycle)
    unnamed = spoke_unnamed(paragraph.kept, sources)
    names = replace(unnamed, participants=(*sources.spoke_unlisted, *unnamed.participants))
    decided = db.session.scalars(
        select(ReportNameStays)
        .where(ReportNameStays.paragraph_id == paragraph.id)
        .order_by(ReportNameStays.id)
    ).all()
    kept = paragraph.kept
    reasons = [
        None if not row.reason or named_beside(kept.beside(row.reason), sources) else row.reason
        for row in decided
    ]
    return NamesPage(
        paragraph, asked_about(kept, names, sources.stays), list(zip(decided, reasons, strict=True))
    )
