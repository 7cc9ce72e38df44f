"""Versions of a report, whom they went to, and how two of them differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.clearance.models import Clearance, ReportVersion
from meetings.clearance.rules import CLEARS, Count, Line, Said, Stage, Verdict, count, redline
from meetings.mandate.models import Cycle
from meetings.report import queries as report
from meetings.report.models import Report
from meetings.report.rules import (
    Assembled,
    Document,
    Kept,
    Layout,
    Sources,
    assemble,
    heading_said,
    lay_out,
    names_somebody,
    note_said,
    printed_marks,
    with_headings_said,
    written,
)


@dataclass(frozen=True)
class VersionRow:
    """A version in the list; `changes` since the one before it (None: it is the first); `held`: paragraphs that name
    somebody who may not be named any more, and are shown nowhere. `note`: what may be said of its own."""

    version: ReportVersion
    note: str
    changes: Count | None
    cleared: int
    held: int


@dataclass(frozen=True)
class VersionsPage:
    """All versions, the latest first, and the draft of today: what has changed since the latest, what is missing."""

    cycle: Cycle
    rows: Sequence[VersionRow]
    since: Count | None
    lacks: Sequence[str]
    words: int

    @property
    def latest(self) -> ReportVersion | None:
        return self.rows[0].version if self.rows else None

    @property
    def waiting(self) -> int:
        """Who has not answered on the latest version."""
        latest = self.latest
        return sum(each.verdict is Verdict.ASKED for each in latest.clearances) if latest else 0


def versions_page(actor: Actor, cycle: Cycle) -> VersionsPage:
    """Everything on the page of versions; a fixed number of statements."""
    sources, made = draft_of(actor, cycle)
    rows: list[VersionRow] = []
    before: list[Said] | None = None
    for version in versions_of(actor, cycle):
        said = version.said
        changes = None if before is None else count(redline(before, said))
        cleared = sum(each.verdict in CLEARS for each in version.clearances)
        note, held = note_said(version.note, sources), len(said) - len(unheld(said, sources))
        rows.insert(0, VersionRow(version, note, changes, cleared, held))
        before = said
    since = None if before is None else count(redline(before, said_now(made)))
    return VersionsPage(cycle, rows, since, [str(lack) for lack in made.lacks], made.words)


def versions_of(actor: Actor, cycle: Cycle) -> Sequence[ReportVersion]:
    """The versions of a cycle's report with whom they went to, the first first."""
    return db.session.scalars(
        select(ReportVersion)
        .join(ReportVersion.report)
        .where(Report.cycle_id == cycle.id)
        .options(selectinload(ReportVersion.clearances))
        .order_by(ReportVersion.number)
    ).all()


def stages_of(actor: Actor, cycle: Cycle) -> list[tuple[int, Stage]]:
    """The versions of a cycle's report, the latest first: number and stage only."""
    query = select(ReportVersion.number, ReportVersion.stage).join(ReportVersion.report)
    rows = db.session.execute(query.where(Report.cycle_id == cycle.id).order_by(ReportVersion.number.desc()))
    return [(number, stage) for number, stage in rows]


def draft_of(actor: Actor, cycle: Cycle) -> tuple[Sources, Assembled]:
    """The draft of today, laid out, and what it comes from."""
    sources = report.gather(actor, cycle)
    found = report.find_report(cycle)
    return sources, assemble(sources, [row.kept for row in found.paragraphs] if found else [])


# no actor: of a draft that was gathered for one
def said_now(made: Assembled) -> list[Said]:
    """The paragraphs that are printed today, in their order, as a version keeps them."""
    return [
        _said(printed.kept, printed.label.rstrip("."), *written(printed.paragraph), made.document.marks)
        for part in made.layout.parts
        for section in part.sections
        for printed in section.paragraphs
    ]


def _said(kept: Kept, label: str, text: str, items: tuple[str, ...], known: Mapping[str, str]) -> Said:
    sources, marks = tuple(map(dict, kept.sources)), printed_marks([kept], known)
    return Said(
        kept.name, label, kept.part, text, items, kept.section, kept.heading, kept.version, sources, marks
    )


# no actor: what is left of paragraphs that the actor has
def unheld(said: Sequence[Said], sources: Sources) -> list[Said]:
    """What may be shown: a session that was narrowed since binds the versions of before, too (SAFETY)."""
    return [
        replace(each, heading=heading_said(each.section, each.heading, sources))
        for each in said
        if not names_somebody(as_paragraph(each), sources)
    ]


def as_paragraph(said: Said, ref: int | None = None) -> Kept:
    """A paragraph of a version as the report's rules read one."""
    return Kept(
        ref, said.part, said.section, said.heading, said.text, said.items,
        sources=said.sources, name=said.name, version=said.version,
    )  # fmt: skip


def layout_of(version: ReportVersion, sources: Sources) -> Layout:
    """A version's own words, laid out, without what may not be shown."""
    paragraphs = [as_paragraph(each, at) for at, each in enumerate(unheld(version.said, sources))]
    return lay_out(paragraphs, with_headings_said(version.layout, sources)[0])


# no actor: of a version or a draft that the actor has
def lines_of(layout: Layout, said: Sequence[Said]) -> list[Said]:
    """Headings and paragraphs as they follow each other; a paragraph is known by its name, a heading by its section."""
    headings = {each.name: each for each in headings_of(layout)}
    shown = {each.name: each for each in said}
    names: list[str] = []
    for part in layout.parts:
        names.append(part.key)
        for section in part.sections:
            names += [f"{part.key}/{section.key}", *(each.kept.name for each in section.paragraphs)]
    return [each for name in names if (each := headings.get(name) or shown.get(name))]


# no actor: of a version or a draft that the actor has
def headings_of(layout: Layout) -> list[Said]:
    """The headings that are printed, in their order; each is known by its section."""
    return [
        said
        for part in layout.parts
        if part.label
        for said in (
            Said(part.key, part.label.rstrip("."), "", part.title, section=part.key),
            *(
                Said(
                    f"{part.key}/{each.key}", each.label.rstrip("."), part.key, each.heading, section=each.key
                )
                for each in part.sections
                if each.heading
            ),
        )
    ]


def document_of(version: ReportVersion, sources: Sources, today: Document) -> Document:
    """A version as it is printed: its own words under the masthead, the annexes and the consent of today."""
    layout, missing = layout_of(version, sources), tuple(lacking_in(version, sources))
    marks = {name: said for each in version.said for name, said in each.marks.items()}
    return replace(today, summary=layout.summary, body=layout.body, missing=missing, marks=marks)


# no actor: its headings, as whoever may see the version may read them
def titles_in(version: ReportVersion, sources: Sources) -> dict[str, str]:
    """The headings of its parts by their keys; one that names somebody who may not be named any more is not said."""
    return {each.key: heading_said(each.key, each.heading, sources) for each in version.layout.parts}


# no actor: of a version that the actor has
def lacking_in(version: ReportVersion, sources: Sources) -> list[str]:
    """What was missing then; a heading that names somebody who may not be named any more is not said."""
    return [heading_said("", each, sources) for each in version.lacking]


def version_for(actor: Actor, symbol: str, number: int) -> ReportVersion:
    """A version of that cycle's report."""
    found = db.session.scalar(
        report.in_report(select(ReportVersion).join(ReportVersion.report), symbol)
        .where(ReportVersion.number == number)
        .options(
            selectinload(ReportVersion.clearances),
            joinedload(ReportVersion.report).joinedload(Report.cycle).joinedload(Cycle.resolution),
        )
    )
    if found is None:
        raise NotFound
    return found


def clearance_for(actor: Actor, symbol: str, number: int, clearance: int) -> Clearance:
    """Somebody's clearance of that version."""
    version = version_for(actor, symbol, number)
    found = next((each for each in version.clearances if each.id == clearance), None)
    if found is None:
        raise NotFound
    return found


def is_superseded(version: ReportVersion) -> bool:
    """Whether a later version is there."""
    later = select(ReportVersion.id).where(
        ReportVersion.report_id == version.report_id, ReportVersion.number > version.number
    )
    return db.session.scalar(later.limit(1)) is not None


def last_seen_by(version: ReportVersion, clearer: str) -> ReportVersion | None:
    """The version before this one that the same person was given last; capital letters make nobody another one."""
    query = (
        select(ReportVersion)
        .where(ReportVersion.report_id == version.report_id, ReportVersion.number < version.number)
        .options(selectinload(ReportVersion.clearances))
        .order_by(ReportVersion.number.desc())
    )
    earlier = db.session.scalars(query)
    return next((each for each in earlier if clearer.casefold() in each.folded_clearers), None)


# no actor: of versions that the actor has
def lines_between(old: Sequence[Said], new: Sequence[Said], sources: Sources) -> list[Line]:
    """The redline of paragraphs, or of headings, without what may not be shown."""
    return redline(unheld(old, sources), unheld(new, sources))


# no actor: of versions that the actor has
def headings_between(old: ReportVersion, new: Layout, sources: Sources) -> list[Line]:
    """The redline of the headings that are printed."""
    return lines_between(headings_of(layout_of(old, sources)), headings_of(new), sources)
