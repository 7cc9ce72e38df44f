"""Word files of versions: what has changed since another one is tracked; answers and sources stand in comments."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from meetings.access.actor import Actor
from meetings.clearance import queries
from meetings.clearance.models import Clearance, ReportVersion
from meetings.clearance.rules import Fate, Said, struck
from meetings.report import queries as report
from meetings.report.models import ReportComment
from meetings.report.render_docx import render_docx
from meetings.report.rules import By, Document, Remark, Sources, Tracked, Was, source_in_words
from meetings.report.rules.source_words import SOURCES


@dataclass(frozen=True)
class Pack:
    """A Word file and how it is called."""

    data: bytes
    filename: str


def pack_of(actor: Actor, clearance: Clearance) -> Pack:
    """The version for one who clears: tracked since the one they had last, with answers and sources as comments.

    Without an earlier one nothing is tracked: all of it is new to them.
    """
    version = clearance.version
    sources, document = _document(actor, version)
    old = queries.last_seen_by(version, clearance.clearer)
    tracked = _tracked(old, version, sources) if old else Tracked()
    remarks = _remarks(report.comments_of(actor, version.report), version, sources)
    data = render_docx(document, replace(tracked, remarks=remarks))
    return Pack(data, _name(version, f"-for-{report.in_a_filename(clearance.clearer)}"))


def file_of(actor: Actor, version: ReportVersion, old: ReportVersion | None) -> Pack:
    """A version as it was; tracked since another one when that is named."""
    sources, document = _document(actor, version)
    data = render_docx(document, _tracked(old, version, sources) if old else Tracked())
    return Pack(data, _name(version, f"-since-{old.number}" if old else ""))


def _document(actor: Actor, version: ReportVersion) -> tuple[Sources, Document]:
    sources, made = queries.draft_of(actor, version.report.cycle)
    return sources, queries.document_of(version, sources, made.document)


def _tracked(old: ReportVersion, new: ReportVersion, sources: Sources) -> Tracked:
    """What the later version changed, in the name of who set it down."""
    by = By(new.made_by, new.made_at)
    lines = queries.lines_between(old.said, new.said, sources)
    was = {
        line.after.name: _was(line.before, by)
        for line in lines
        if line.after and line.before and line.fate is Fate.CHANGED
    }
    # What was moved is struck where it stood and comes where it stands.
    new_ones = {line.after.name: by for line in lines if line.after and line.fate in (Fate.ADDED, Fate.MOVED)}
    before, behind = (
        {name: [_was(each, by) for each in gone] for name, gone in beside.items()}
        for beside in struck(queries.unheld(old.said, sources), lines)
    )
    return Tracked(was, new_ones, before, behind, headings=_headings(old, new, sources, by))


def _was(said: Said | None, by: By) -> Was:
    return Was(said.text, said.items, by) if said else Was("", (), by)


def _headings(old: ReportVersion, new: ReportVersion, sources: Sources, by: By) -> dict[int, Was]:
    """How each heading that changed read before, by its place among those of the later version."""
    printed = [each.name for each in queries.headings_of(queries.layout_of(new, sources))]
    return {
        printed.index(line.after.name) + 1: _was(line.before, by)
        for line in queries.headings_between(old, queries.layout_of(new, sources), sources)
        if line.after and line.after.text != (line.before.text if line.before else "")
    }


def _remarks(
    comments: Iterable[ReportComment], version: ReportVersion, sources: Sources
) -> dict[str, list[Remark]]:
    """What was said to each paragraph, with the answers; then where it comes from."""
    found: dict[str, list[Remark]] = {}
    shown = {each.name: each for each in queries.unheld(version.said, sources)}
    for comment in comments:
        beside = shown.get(comment.paragraph.name)
        if beside is not None and queries.unheld([replace(beside, text=comment.text, items=())], sources):
            found.setdefault(beside.name, []).append(Remark(By(comment.by, comment.at), comment.text))
    for each in shown.values():
        told = "; ".join(dict.fromkeys(str(source_in_words(source)) for source in each.sources))
        if told:
            by = By(SOURCES, version.made_at)
            found.setdefault(each.name, []).append(Remark(by, f"From: {told}."))
    return found


def _name(version: ReportVersion, what: str) -> str:
    symbol = report.in_a_filename(version.report.cycle.report_symbol)
    return f"{symbol}-version-{version.number}{what}.docx"
