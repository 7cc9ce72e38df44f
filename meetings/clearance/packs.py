"""Word files of versions: what has changed since another one is tracked; answers and sources stand in comments."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from meetings.access.actor import Actor
from meetings.clearance import queries
from meetings.clearance.models import Clearance, ReportVersion
from meetings.clearance.rules import Fate, Said, redline, struck
from meetings.report import queries as report
from meetings.report.models import ReportComment
from meetings.report.render_docx import render_docx
from meetings.report.render_docx.said import anchor
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
    comments = report.comments_of(actor, version.report)
    remarks = _remarks(comments, [*(old.said if old else ()), *version.said], sources)
    for name, told in _sources(version, sources).items():
        remarks.setdefault(name, []).append(told)
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
    """What the later version changed, in the name of who set it down; with all refused it is the earlier one."""
    by = By(new.made_by, new.made_at)
    before, now = (queries.layout_of(version, sources) for version in (old, new))
    old_lines, new_lines = (
        queries.lines_of(layout, queries.unheld(version.said, sources))
        for layout, version in ((before, old), (now, new))
    )
    lines = redline(old_lines, new_lines)
    there = {each.name for each in new_lines}
    # Headings are known by their sections, and in the file by their bookmarks.
    levels = {
        each.name: 2 if each.part else 1 for layout in (before, now) for each in queries.headings_of(layout)
    }
    places = {each.name: at for at, each in enumerate(queries.headings_of(now), 1)}
    changed = {
        line.after.name: Was(line.before.text, line.before.items, by)
        for line in lines
        if line.after and line.before and line.fate is Fate.CHANGED
    }
    # What was moved is struck where it stood and comes where it stands.
    new_ones = {line.after.name for line in lines if line.after and line.fate in (Fate.ADDED, Fate.MOVED)}
    gone_before, gone = (
        {
            anchor(places[name]) if name in places else name: [
                Was(
                    each.text,
                    each.items,
                    by,
                    levels.get(each.name, 0),
                    "" if each.name in there else each.name,
                )
                for each in beside
            ]
            for name, beside in found.items()
        }
        for found in struck(old_lines, lines)
    )
    return Tracked(
        {name: was for name, was in changed.items() if name not in places},
        {name: by for name in new_ones if name not in places},
        gone_before,
        gone,
        headings={
            place: changed.get(name, Was("", (), by))
            for name, place in places.items()
            if name in changed or name in new_ones
        },
    )


def _remarks(
    comments: Iterable[ReportComment], said: Iterable[Said], sources: Sources
) -> dict[str, list[Remark]]:
    """What was said to each of these paragraphs, with the answers; also to one that is only struck now."""
    found: dict[str, list[Remark]] = {}
    shown = {each.name: each for each in queries.unheld(list(said), sources)}
    for comment in comments:
        beside = shown.get(comment.paragraph.name)
        if beside is not None and queries.unheld([replace(beside, text=comment.text, items=())], sources):
            found.setdefault(beside.name, []).append(Remark(By(comment.by, comment.at), comment.text))
    return found


def _sources(version: ReportVersion, sources: Sources) -> dict[str, Remark]:
    """Where each paragraph comes from."""
    by = By(SOURCES, version.made_at)
    told = {
        each.name: "; ".join(dict.fromkeys(str(source_in_words(source)) for source in each.sources))
        for each in queries.unheld(version.said, sources)
    }
    return {name: Remark(by, f"From: {words}.") for name, words in told.items() if words}


def _name(version: ReportVersion, what: str) -> str:
    symbol = report.in_a_filename(version.report.cycle.report_symbol)
    return f"{symbol}-version-{version.number}{what}.docx"
