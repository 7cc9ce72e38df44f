"""Working on a paragraph that stands in the draft."""

from collections.abc import Sequence

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.report.actions.writing import refuse_names, touch
from meetings.report.models import ReportParagraph
from meetings.report.rules import Kept, check_items, check_reason, check_text


def edit_paragraph(
    actor: Actor,
    paragraph: ReportParagraph,
    text: str,
    items: Sequence[str],
    version: int,
    settled: bool = False,
) -> None:
    """A person writes the paragraph: from now on composing offers the source's text beside it.

    `settled`: the person has worked the source's new text in, so the offer goes. Refused when somebody else has
    saved it meanwhile, or when it names a person who may not be named there.
    """
    paragraph = _locked(paragraph)
    check_version(version, paragraph.version)
    check_text(text)
    items = check_items(items)
    before = audit.values_of(paragraph, "text", "items")
    kept = paragraph.kept
    wanted = Kept(None, kept.key, kept.part, kept.section, kept.heading, text, items, sources=kept.sources)
    refuse_names(actor, paragraph.report, wanted)
    if (paragraph.text, paragraph.items) != (text, list(items)):
        paragraph.text, paragraph.items = text, list(items)
        touch(actor, paragraph)
    if settled and paragraph.text_offered is not None:
        _settle(paragraph)
        paragraph.version += 1
    audit.record(
        actor, "edit", "report_paragraph", paragraph.id, before, audit.values_of(paragraph, "text", "items")
    )


def take_offered(actor: Actor, paragraph: ReportParagraph, version: int) -> None:
    """Put the source's new text in the place of one's own; the paragraph follows its source again."""
    paragraph = _locked(paragraph)
    check_version(version, paragraph.version)
    if paragraph.text_offered is None:
        raise Refused("The source has no other text than this paragraph.")
    before = audit.values_of(paragraph, "text", "items")
    paragraph.text, paragraph.items = paragraph.text_offered, list(paragraph.items_offered or [])
    _settle(paragraph)
    paragraph.touched_at, paragraph.touched_by = None, ""
    paragraph.version += 1
    paragraph.report.saved_at = clock.now()
    after = audit.values_of(paragraph, "text", "items")
    audit.record(actor, "take the source’s text", "report_paragraph", paragraph.id, before, after)


def keep_mine(actor: Actor, paragraph: ReportParagraph, reason: str, version: int) -> None:
    """Leave one's own text though the source has changed, and say why."""
    paragraph = _locked(paragraph)
    check_version(version, paragraph.version)
    if paragraph.text_offered is None:
        raise Refused("The source has no other text than this paragraph.")
    check_reason(reason)
    offered = paragraph.text_offered
    _settle(paragraph)
    paragraph.version += 1
    paragraph.report.saved_at = clock.now()
    audit.record(
        actor, "keep own text", "report_paragraph", paragraph.id, {"offered": offered}, {"reason": reason}
    )


def remove_paragraph(actor: Actor, paragraph: ReportParagraph, version: int) -> None:
    """Take a paragraph out of the report; it is remembered, and composing does not bring it back."""
    paragraph = _locked(paragraph)
    check_version(version, paragraph.version)
    if paragraph.removed_at is None:
        paragraph.removed_at, paragraph.removed_by = clock.now(), actor.name
        paragraph.version += 1
        paragraph.report.saved_at = clock.now()
        audit.record(
            actor, "remove", "report_paragraph", paragraph.id, audit.values_of(paragraph, "text"), None
        )


def restore_paragraph(actor: Actor, paragraph: ReportParagraph) -> None:
    """Put a removed paragraph back where it stood."""
    paragraph = _locked(paragraph)
    if paragraph.removed_at is not None:
        paragraph.removed_at, paragraph.removed_by = None, ""
        paragraph.version += 1
        paragraph.report.saved_at = clock.now()
        audit.record(
            actor, "restore", "report_paragraph", paragraph.id, None, audit.values_of(paragraph, "text")
        )


def _locked(paragraph: ReportParagraph) -> ReportParagraph:
    """The paragraph as it is now, held until the end, so that of two people who save at once one is told."""
    query = select(ReportParagraph).where(ReportParagraph.id == paragraph.id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _settle(paragraph: ReportParagraph) -> None:
    """The offered text is from now on the one that the paragraph knows."""
    paragraph.text_taken, paragraph.items_taken = (
        paragraph.text_offered or "",
        list(paragraph.items_offered or []),
    )
    paragraph.text_offered = paragraph.items_offered = None
