"""Each act on a paragraph leaves a line in its history."""

from datetime import timedelta

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.report.models import ReportParagraph, ReportParagraphVersion
from meetings.report.rules import What

ONE_SITTING = timedelta(minutes=10)


def note(actor: Actor, paragraph: ReportParagraph, what: What, reason: str = "") -> None:
    """The paragraph is now a version on: keep how it reads, who did what, and when.

    What named somebody whose name is lost still does, unless somebody has written it again.
    """
    reads_as_before = what in (What.REMOVED, What.RESTORED, What.KEPT)
    if reads_as_before and paragraph.named_at == paragraph.version:
        paragraph.named_at += 1
    paragraph.version = (paragraph.version or 0) + 1
    db.session.add(
        ReportParagraphVersion(
            paragraph=paragraph,
            number=paragraph.version,
            what=what.value,
            text=paragraph.text,
            items=list(paragraph.items or ()),
            place=paragraph.place.title,
            reason=reason,
            by=actor.name,
            at=clock.now(),
        )
    )


def save(actor: Actor, paragraph: ReportParagraph, what: What, reason: str = "") -> None:
    """As `note`, and the draft counts as worked on."""
    note(actor, paragraph, what, reason)
    paragraph.report.saved_at = clock.now()


def save_while_writing(actor: Actor, paragraph: ReportParagraph) -> None:
    """As `save` of an edit; what the same person wrote in the last minutes is one line, not one a pause."""
    last = db.session.scalar(
        select(ReportParagraphVersion).where(
            ReportParagraphVersion.paragraph_id == paragraph.id,
            ReportParagraphVersion.number == paragraph.version,
            ReportParagraphVersion.what == What.EDITED.value,
            ReportParagraphVersion.by == actor.name,
            ReportParagraphVersion.at > clock.now() - ONE_SITTING,
        )
    )
    if last is None:
        save(actor, paragraph, What.EDITED)
        return
    paragraph.version += 1
    last.number, last.text, last.items = paragraph.version, paragraph.text, list(paragraph.items)
    paragraph.report.saved_at = clock.now()
