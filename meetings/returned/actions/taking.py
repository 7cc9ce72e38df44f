"""A file is handed in: it is read, laid beside what was sent out, and its differences are written down."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.file_kinds import FileKind, own_name
from meetings.base.refusals import Refused
from meetings.mandate.models import Cycle
from meetings.report import queries as report
from meetings.report.models import Report, ReportComment, ReportParagraph
from meetings.report.render_docx import render_docx
from meetings.report.render_docx.bookmarks import title_bookmark
from meetings.report.rules import Sources, assemble
from meetings.report.rules.source_words import COLLEAGUE, SOURCES
from meetings.returned import queries
from meetings.returned.actions.holding import held, nameless
from meetings.returned.models import ReturnedDifference, ReturnedFile
from meetings.returned.read_docx import read_docx
from meetings.returned.rules import (
    Base,
    Difference,
    Found,
    Hand,
    Kind,
    Level,
    Ours,
    Returned,
    Sent,
    cut_off,
    find,
    printed,
    remark,
)

FEWEST = (
    5  # of our paragraphs, one in so many must be found in a file that says nothing of where it comes from
)


def take_in(actor: Actor, cycle: Cycle, name: str, content: bytes) -> tuple[ReturnedFile, bool]:
    """The file's differences, and whether it is new: the same file handed in twice is taken in once.

    Refused for what cannot be read, and for a file that is not this report.
    """
    file = read_docx(name, content)
    draft = report.locked_report(cycle)
    digest = hashlib.sha256(content).hexdigest()
    if (known := queries.same_file(draft, digest)) is not None:
        return known, False
    symbol = cycle.resolution.symbol
    if file.report and title_bookmark(file.report) != title_bookmark(symbol):
        raise Refused(
            "This file is the report on resolution %(theirs)s, not on %(ours)s.",
            theirs=file.report[:40],
            ours=symbol,
        )
    sources = report.gather(actor, cycle)
    sent = _sent(draft, sources, file)
    found = find(file, sent, Hand(actor.name, clock.now()))
    if not file.knows_us and found.known * FEWEST < max(len(sent.every), 1):
        raise Refused(
            "This file is not the report: hardly a paragraph of it is in the draft. Choose the file that was exported "
            "here and edited."
        )
    found = replace(found, differences=tuple(_behind_all(draft, sent, found)))
    row = _written(actor, draft, file, found, len(sent.every), own_name(name, FileKind.DOCX), digest, sources)
    return row, True


def _behind_all(draft: Report, sent: Sent, found: Found) -> Iterator[Difference]:
    """What stands behind a paragraph that was split since stands behind the last piece of it."""
    splits, versions = queries.splits_of(draft), {base.name: base.version for base in sent.every}
    standing = [row.name for row in draft.paragraphs if row.removed_at is None]
    for each in found.differences:
        last = each.behind
        if each.kind is not Kind.MERGED and last in versions and last in standing:
            pieces = cut_off(splits, last, versions[last])
            following = standing[standing.index(last) + 1 :]
            last = [last, *takewhile(pieces.__contains__, following)][-1]
        yield replace(each, behind=last)


def _sent(draft: Report, sources: Sources, file: Returned) -> Sent:
    made = assemble(sources, [row.kept for row in draft.paragraphs])
    printed_now = [
        p.kept for part in made.layout.parts for section in part.sections for p in section.paragraphs
    ]
    today = [Base(each.name, each.version, printed(each.text, each.items)) for each in printed_now]
    marks = {Ours(mark.name, mark.version) for block in file.blocks for mark in (*block.ours, *block.ends)}
    marks |= {Ours(mark.name, mark.version) for mark in file.printed}
    known = queries.bases_of(draft, {(mark.name, mark.version) for mark in marks})
    bases = {Ours(name, version): base for (name, version), base in known.items()}
    bases |= {key: base for base in today if (key := Ours(base.name, base.version)) not in bases}
    every = [bases[mark] for mark in file.printed if mark in bases]
    blocks = read_docx("ours.docx", render_docx(made.document)).blocks
    return Sent(bases, every or today, [each for each in blocks if each.level is Level.OTHER])


def _written(
    actor: Actor,
    draft: Report,
    file: Returned,
    found: Found,
    sent: int,
    name: str,
    digest: str,
    sources: Sources,
) -> ReturnedFile:
    row = ReturnedFile(
        report=draft,
        name=nameless(name, sources),
        digest=digest,
        by_words=not file.knows_us,
        known=found.known,
        sent=sent,
        formatting=file.formatting,
        returned_by=actor.name,
        returned_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()  # its differences need its id, and the trail too
    said = _said(draft)
    fresh = [each for each in found.differences if not _is_ours(each, said)]
    names = held(draft, fresh, sources)
    db.session.add_all(_row(row, seq, *each) for seq, each in enumerate(zip(fresh, names, strict=True)))
    told = {"file": row.name, "differences": len(fresh)}
    audit.record(actor, "take back from Word", "report", draft.id, None, told)
    return row


def _row(file: ReturnedFile, seq: int, difference: Difference, names: bool) -> ReturnedDifference:
    each = replace(difference, before="", after="", place="") if names else difference
    return ReturnedDifference(
        file=file,
        seq=seq,
        kind=each.kind.value,
        author="" if names and each.kind is Kind.COMMENT else each.author[:200],
        dated=each.hand.at,
        name=each.name,
        version=each.version,
        start=each.start,
        end=each.end,
        before=each.before,
        after=each.after,
        behind=each.behind,
        ahead=each.ahead,
        place=each.place[:300],
        held=names,
    )


def _said(draft: Report) -> set[tuple[str, str, str]]:
    """The comments that are in the draft already: who said what at which paragraph, and who said it in which minute.

    One is at the paragraph where it was made, too, when that was taken in by another one, or split before it.
    """
    whole = {each.piece: [each.whole] for each in queries.splits_of(draft)}
    for row in draft.paragraphs:
        if row.merged_into:
            whole.setdefault(row.merged_into, []).append(row.name)

    def stands_for(name: str) -> set[str]:
        found, left = set[str](), [name]
        while left:
            found.add(one := left.pop())
            left += [each for each in whole.get(one, ()) if each not in found]
        return found

    rows = db.session.query(ReportParagraph.name, ReportComment.at, ReportComment.by, ReportComment.text)
    found = rows.join(ReportComment, ReportComment.paragraph_id == ReportParagraph.id)
    return {
        (where, who, _squeezed(text))
        for name, at, by, text in found.filter(ReportParagraph.report_id == draft.id)
        for where in (*stands_for(name), _minute(at))
        for who in (by, COLLEAGUE)
    }


def _is_ours(difference: Difference, said: set[tuple[str, str, str]]) -> bool:
    """A comment that was sent out with the file (or taken from an earlier one), and came back as it was.

    Its hour tells it wherever it stands now: in a paragraph that was moved, or in one that the pack struck.
    """
    told = {_squeezed(difference.after), _squeezed(remark(difference.before, difference.after))}
    places = {difference.name, _minute(difference.hand.at)} - {""}
    known = any((where, difference.hand.author, text) in said for where in places for text in told)
    return difference.kind is Kind.COMMENT and (known or difference.hand.author == SOURCES)


def _minute(at: datetime | None) -> str:
    """No program keeps less of an hour."""
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


def _squeezed(text: str) -> str:
    return " ".join(text.split())
