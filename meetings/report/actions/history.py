"""Each act on a paragraph leaves a line in its history."""

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.report.models import ReportParagraph, ReportParagraphVersion
from meetings.report.rules import What


def note(actor: Actor, paragraph: ReportParagraph, what: What, reason: str = "") -> None:
    """The paragraph is now a version on: keep how it reads, who did what, and when."""
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
