"""Word files of versions: what has changed since another one is tracked; answers and sources stand in comments."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.clearance import queries
from meetings.clearance.models import Clearance, ReportVersion
from meetings.clearance.rules import Fate, Said, redline, struck
from meetings.mandate.models import Cycle
from meetings.report import queries as report
from meetings.report.models import Report, ReportComment
from meetings.report.render_docx import render_docx
from meetings.report.render_docx.said import anchor
from meetings.report.rules import (
    By,
    Document,
    Layout,
    Remark,
    Sources,
    Tracked,
    Was,
    named_beside,
    names_somebody,
    note_said,
    source_in_words,
)
from meetings.report.rules.source_words import COLLEAGUE, SOURCES


@dataclass(frozen=True)
class Pack:
    """A Word file and how it is called."""

    data: bytes
    filename: str


@dataclass(frozen=True)
class _Text:
    """What is printed: a version's own words, or those of today; `by`: in whose name what it changed is tracked."""

    said: list[Said]
    layout: Layout
    document: Document
    by: By
    sources: Sources


def pack_of(actor: Actor, clearance: Clearance) -> Pack:
    """The version for one who clears: tracked since the one they had last, with answers and sources as comments.

    Without an earlier one nothing is tracked: all of it is new to them. What they answered on that stands at the head.
    """
    version = clearance.version
    old = queries.last_seen_by(version, clearance.clearer)
    text = _of_version(actor, version)
    note = note_said(old.note_of(clearance.clearer), text.sources) if old else ""
    head = f"On version {old.number} you answered: {note}" if old and note else ""
    data = _rendered(actor, version.report, text, old, remarked=True, head=head)
    return Pack(data, _name(version, f"-for-{report.in_a_filename(clearance.clearer)}"))


def file_of(actor: Actor, version: ReportVersion, old: ReportVersion | None) -> Pack:
    """A version as it was; tracked since another one when that is named."""
    data = _rendered(actor, version.report, _of_version(actor, version), old, remarked=False)
    return Pack(data, _name(version, f"-since-{old.number}" if old else ""))


def file_of_today(actor: Actor, cycle: Cycle, old: ReportVersion | None, remarked: bool) -> Pack:
    """The draft of today: tracked since a version, when one is named; with answers and sources, when asked."""
    sources, made = queries.draft_of(actor, cycle)
    by = By(actor.name, clock.now())
    text = _Text(queries.unheld(queries.said_now(made), sources), made.layout, made.document, by, sources)
    data = _rendered(actor, report.find_report(cycle), text, old, remarked)
    parts = [report.in_a_filename(cycle.report_symbol), "draft", *([f"since-{old.number}"] if old else [])]
    return Pack(data, "-".join([*parts, *(["comments"] if remarked else [])]) + ".docx")


def _of_version(actor: Actor, version: ReportVersion) -> _Text:
    sources, made = queries.draft_of(actor, version.report.cycle)
    return _Text(
        queries.unheld(version.said, sources),
        queries.layout_of(version, sources),
        queries.document_of(version, sources, made.document),
        By(version.made_by, version.made_at),
        sources,
    )


def _rendered(
    actor: Actor, draft: Report | None, text: _Text, old: ReportVersion | None, remarked: bool, head: str = ""
) -> bytes:
    tracked = _tracked(old, text) if old else Tracked()
    if not (remarked and draft):
        return render_docx(text.document, tracked)
    before = queries.unheld(old.said, text.sources) if old else []
    remarks = _remarks(report.comments_of(actor, draft), [*before, *text.said], text.sources)
    for name, told in _sources(text).items():
        remarks.setdefault(name, []).append(told)
    if head and text.said:
        remarks.setdefault(text.said[0].name, []).insert(0, Remark(By(SOURCES, text.by.at), head))
    return render_docx(text.document, replace(tracked, remarks=remarks))


def _tracked(old: ReportVersion, new: _Text) -> Tracked:
    """What the later text changed, in the name of who set it down; with all refused it is the earlier one."""
    by, now = new.by, new.layout
    before = queries.layout_of(old, new.sources)
    old_lines = queries.lines_of(before, queries.unheld(old.said, new.sources))
    new_lines = queries.lines_of(now, new.said)
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
    """What was said to each of these paragraphs, with the answers; also to one that is only struck now.

    Who may not be named there does not sign there either; the list of participants has no part in that.
    """
    found: dict[str, list[Remark]] = {}
    there = replace(sources, unlisted=())
    shown = {each.name: each for each in said}
    for comment in comments:
        beside = shown.get(comment.paragraph.name)
        if beside is None:
            continue
        kept = queries.as_paragraph(beside)
        if comment.text and not named_beside(kept.beside(comment.text), sources):
            by = COLLEAGUE if names_somebody(kept.beside(comment.by), there) else comment.by
            found.setdefault(beside.name, []).append(Remark(By(by, comment.at), comment.text))
    return found


def _sources(text: _Text) -> dict[str, Remark]:
    """Where each paragraph comes from."""
    by = By(SOURCES, text.by.at)
    told = {
        each.name: "; ".join(dict.fromkeys(str(source_in_words(source)) for source in each.sources))
        for each in text.said
    }
    return {name: Remark(by, f"From: {words}.") for name, words in told.items() if words}


def _name(version: ReportVersion, what: str) -> str:
    symbol = report.in_a_filename(version.report.cycle.report_symbol)
    return f"{symbol}-version-{version.number}{what}.docx"
