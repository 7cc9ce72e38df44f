"""Paragraphs that came or were moved: where in the draft they stand."""

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.report import actions as report
from meetings.report.models import ReportParagraph, ReportSection
from meetings.returned.actions.writing import Draft
from meetings.returned.models import ReturnedDifference
from meetings.returned.rules import Kind, parted, printed

Place = tuple[ReportSection, ReportParagraph | None]


def add_new(actor: Actor, draft: Draft, row: ReturnedDifference) -> None:
    """A paragraph that somebody wrote outside is the drafters' own: it has no source.

    One that was taken out here, and that they want back (they refused in Word that it is struck), comes back as itself.
    """
    text, items = parted(row.after)
    section, after = _place(draft, row)
    if (there := _there(draft, row, section, after)) is not None:
        row.made = [there.id]
        return
    if (gone := _taken_out(draft, row, section, after)) is not None:
        report.restore_paragraph(actor, gone)
        if gone.place is section and gone is not after:  # it is remembered where it stood
            report.move_paragraph(actor, gone, section, after, gone.version)
        row.made = [gone.id]
        db.session.refresh(draft.report, ["paragraphs"])
        return
    part = section.parent or section.key
    heading = section.title if section.parent else ""
    made = report.add_paragraph(actor, draft.report, part, heading, after, text, items)
    if after is None:
        report.move_paragraph(actor, made, section, None, made.version)
    row.made = [made.id]
    db.session.refresh(draft.report, ["paragraphs"])


def _there(
    draft: Draft, row: ReturnedDifference, section: ReportSection, after: ReportParagraph | None
) -> ReportParagraph | None:
    """The paragraph that stands in this place already: another file has brought it, or it has just these words.

    Other files may have brought others, too: all that stands before the next one of ours is in this place; where that
    has gone elsewhere, only the one right behind.
    """
    brought = draft.brought.get((row.after, row.behind, row.ahead, row.place), ())
    standing = (each for each in draft.report.paragraphs if each.id in brought and each.removed_at is None)
    if (edited_since := next(standing, None)) is not None:
        return edited_since
    inside = [each for each in draft.report.paragraphs if each.place is section]
    at = inside.index(after) + 1 if after in inside else 0  # what it stands behind may be struck
    names = [each.name for each in inside[at:]]
    many = names.index(row.ahead) if row.ahead in names else 1 if row.ahead else len(names)
    here = inside[at : at + many]
    return next((each for each in here if each.removed_at is None and _says(each, row)), None)


def _says(paragraph: ReportParagraph, row: ReturnedDifference) -> bool:
    """Whether it reads just as what came: printed, a note may stand behind the full stop."""
    return printed(paragraph.text, paragraph.items or ()) == printed(*parted(row.after))


def _taken_out(
    draft: Draft, row: ReturnedDifference, section: ReportSection, after: ReportParagraph | None
) -> ReportParagraph | None:
    """The paragraph with just these words that was removed where this one stands.

    That is in this section; or, when nothing else was left under its heading, between the same neighbours or right
    under the heading of its part. The same words in another place are somebody's own.
    """
    rows = draft.report.paragraphs
    for at, each in enumerate(rows):
        if not each.removed_at or each.merged_into:
            continue
        if not _says(each, row):
            continue
        back = next((one for one in reversed(rows[:at]) if one.removed_at is None), None)
        ahead = next((one for one in rows[at:] if one.removed_at is None), None)
        if (
            each.place is section
            or (after is not None and back is after)
            or (row.ahead and ahead is not None and ahead.name == row.ahead)
            or (not (row.behind or row.ahead) and each.place.parent == section.key)
        ):
            return each
    return None


def move(actor: Actor, draft: Draft, row: ReturnedDifference) -> None:
    """The paragraph, with all it remembers, stands where it was put."""
    pieces = draft.pieces(row.name, row.version)
    section, after = _place(draft, row)
    for piece in pieces:
        if piece is not after:
            report.move_paragraph(actor, piece, section, after, piece.version)
        after = piece
    db.session.refresh(draft.report, ["paragraphs"])


def _place(draft: Draft, row: ReturnedDifference) -> Place:
    """Behind what it stands behind in the file (or what came there before it); else before what follows it."""
    sibling = _sibling(draft, row)
    if sibling is not None:
        return sibling.place, sibling
    if row.behind and (found := _standing(draft, row.behind)) is not None:
        return found.place, found
    if row.ahead and (found := _standing(draft, row.ahead)) is not None:
        inside = [
            each for each in draft.report.paragraphs if each.place is found.place and each.name != row.name
        ]
        at = inside.index(found) if found in inside else 0
        return found.place, inside[at - 1] if at else None
    for section in draft.report.sections:
        if row.place and (row.place == section.title or row.place.startswith(f"{section.title} (")):
            inside = [each for each in draft.report.paragraphs if each.place is section]
            return section, inside[-1] if inside else None
    raise Refused("What it stood beside is not in the draft any more. Add it by hand: its text is shown.")


def _standing(draft: Draft, name: str) -> ReportParagraph | None:
    try:
        return draft.pieces(name)[-1]
    except Refused:
        return draft.find(name)  # removed: it is remembered where it stood


def _sibling(draft: Draft, row: ReturnedDifference) -> ReportParagraph | None:
    """The last of those that came to the same place before it in the file, and were accepted."""
    same = [
        each
        for each in draft.accepted
        if each.seq < row.seq
        and (
            each.behind == row.behind
            if row.behind
            else (each.behind, each.ahead, row.ahead or each.place) == ("", row.ahead, row.ahead or row.place)
        )
        and each.kind in (Kind.NEW.value, Kind.MOVED.value)
    ]
    for each in sorted(same, key=lambda one: one.seq, reverse=True):
        rows = [p for p in draft.report.paragraphs if p.removed_at is None]
        wanted = each.made or ()
        moved = each.name if each.kind == Kind.MOVED.value else None
        found = next((p for p in rows if p.id in wanted or p.name == moved), None)
        if found is not None:
            return found
    return None
