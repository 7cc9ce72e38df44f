"""Moving, splitting and merging paragraphs of the draft; what they remember goes with them."""

from sqlalchemy import update

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.report import queries
from meetings.report.actions.editing import locked
from meetings.report.actions.history import save
from meetings.report.actions.writing import number_through, place_in, refuse_names, touch
from meetings.report.models import Report, ReportComment, ReportParagraph, ReportSection
from meetings.report.rules import Kept, What, check_text, merged_with, moved, pieces_of, split


def move_paragraph(
    actor: Actor,
    paragraph: ReportParagraph,
    section: ReportSection,
    after: ReportParagraph | None,
    version: int,
) -> None:
    """Put a paragraph into a section: behind `after`, or before all others there. From now on it stays there.

    What was said in a session without names carries that session along, wherever it is put.
    """
    report = _locked_report(paragraph)
    paragraph = locked(paragraph)
    check_version(version, paragraph.version)
    if section.report_id != report.id or (after is not None and after.place is not section):
        raise Refused("Choose a place in this report.", field="to")
    before = {"place": paragraph.place.title}
    chapter = section.chapter
    new = moved(paragraph.kept, *chapter.place, section.title)
    refuse_names(actor, report, new)
    rows = [row for row in report.paragraphs if row is not paragraph]
    at = place_in(report, rows, section, after) if after is not None else _first_of(report, rows, section)
    paragraph.set_kept(new, section)
    rows.insert(at, paragraph)
    number_through(rows)
    save(actor, paragraph, What.MOVED)
    audit.record(actor, "move", "report_paragraph", paragraph.id, before, {"place": section.title})


def _first_of(report: Report, rows: list[ReportParagraph], section: ReportSection) -> int:
    """Before all paragraphs of a section; in an empty one, behind those of the sections before it."""
    own = [at for at, row in enumerate(rows) if row.place is section]
    return own[0] if own else place_in(report, rows, section, None)


def split_paragraph(
    actor: Actor, paragraph: ReportParagraph, text: str, version: int
) -> list[ReportParagraph]:
    """Cut a paragraph where an empty line stands in `text`; each piece remembers all sources of the whole."""
    report = _locked_report(paragraph)
    paragraph = locked(paragraph)
    check_version(version, paragraph.version)
    check_text(text)
    found = split(paragraph.kept, pieces_of(text))
    refuse_names(actor, report, *found)
    before = audit.values_of(paragraph, "text")
    rows = list(report.paragraphs)
    at = rows.index(paragraph)
    pieces = [paragraph, *(_new_row(report, each) for each in found[1:])]
    for row, kept in zip(pieces, found, strict=True):
        row.set_kept(kept, paragraph.place)
        touch(actor, row)
        save(actor, row, What.SPLIT)
    number_through([*rows[:at], *pieces, *rows[at + 1 :]])
    db.session.flush()  # the new paragraphs' ids are in their addresses
    after = {"text": paragraph.text, "paragraphs": len(pieces)}
    audit.record(actor, "split", "report_paragraph", paragraph.id, before, after)
    return pieces


def _new_row(report: Report, kept: Kept) -> ReportParagraph:
    row = ReportParagraph(report=report, name=f"p{report.next_number()}", position=0, version=0)
    db.session.add(row)
    return row


def merge_with_next(
    actor: Actor, paragraph: ReportParagraph, version: int, next_id: int, next_version: int
) -> None:
    """Let a paragraph take in the one that follows it in its section, with all that one remembers.

    The one taken in is removed and can be restored; cross-references to it lead to where its text stands now.
    """
    report = _locked_report(paragraph)
    paragraph = locked(paragraph)
    check_version(version, paragraph.version)
    following = queries.following(paragraph)
    if following is None:
        raise Refused("No paragraph follows this one in its section.")
    following = locked(following)
    check_version(next_version if next_id == following.id else -1, following.version)
    one, gone = merged_with(paragraph.kept, following.kept)
    refuse_names(actor, report, one, following.kept)
    before = audit.values_of(paragraph, "text", "items")
    paragraph.set_kept(one, paragraph.place)
    touch(actor, paragraph)
    save(actor, paragraph, What.MERGED)
    following.set_kept(gone, following.place)
    following.removed_at, following.removed_by = clock.now(), actor.name
    save(actor, following, What.REMOVED)
    asked = ReportComment.paragraph_id == following.id
    db.session.execute(update(ReportComment).where(asked).values(paragraph_id=paragraph.id))
    audit.record(
        actor, "merge", "report_paragraph", paragraph.id, before, audit.values_of(paragraph, "text", "items")
    )


def _locked_report(paragraph: ReportParagraph) -> Report:
    """The whole draft, held until the end: places are counted through it."""
    return queries.locked_report(paragraph.report.cycle)
