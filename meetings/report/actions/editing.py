"""Working on a paragraph that stands in the draft."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import exists, select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.report import queries
from meetings.report.actions.history import save, save_while_writing
from meetings.report.actions.writing import refuse_names, touch
from meetings.report.models import ReportParagraph, ReportTaken
from meetings.report.rules import (
    What,
    check_consent,
    check_items,
    check_nobody_named,
    check_reason,
    check_seen,
    check_text,
    left_standing,
    named_beside,
    names_somebody,
    settled,
    took,
    without_consent,
    written_again,
)


def edit_paragraph(
    actor: Actor,
    paragraph: ReportParagraph,
    text: str,
    items: Sequence[str],
    version: int,
    settled_now: bool = False,
    writing: bool = False,
    shown: str = "",
) -> None:
    """A person writes the paragraph: from now on composing offers the source's text beside it.

    `settled_now`: the person has worked the sources' new text in, so the offer goes (`shown`: which one it was).
    `writing`: it is saved in a pause of writing. Refused when somebody else has saved it meanwhile, or when it names a
    person who may not be named there.
    """
    paragraph = locked(paragraph)
    items = check_items(items)
    changed = (paragraph.text, paragraph.items) != (text, list(items))
    if changed or settled_now:  # what stands there already was saved by the same hand a moment before
        check_version(version, paragraph.version)
    check_text(text)
    before = audit.values_of(paragraph, "text", "items")
    kept = paragraph.kept
    if settled_now:
        check_seen(shown, (each for each in kept.taken if each.flagged))
    written = written_again(kept, text, items)
    if writing or not changed:  # a pause of writing is no look at it
        written = replace(written, version=kept.version)
    refuse_names(actor, paragraph.report, replace(written, taken=()))
    if changed:
        paragraph.text, paragraph.items = text, list(items)
        touch(actor, paragraph)
    if settled_now and kept.flagged:
        paragraph.set_kept(settled(paragraph.kept), paragraph.place)
    if changed and writing:
        save_while_writing(actor, paragraph)
    elif changed or (settled_now and kept.flagged):
        save(actor, paragraph, What.EDITED)
    audit.record(
        actor, "edit", "report_paragraph", paragraph.id, before, audit.values_of(paragraph, "text", "items")
    )


def take_offered(
    actor: Actor, paragraph: ReportParagraph, version: int, key: str = "", shown: str = ""
) -> None:
    """Put a source's new text, as it was shown, in the place of the old one; one of one source follows it again."""
    paragraph = locked(paragraph)
    check_version(version, paragraph.version)
    key = key or next((each.source_key for each in paragraph.flagged), "")
    before = audit.values_of(paragraph, "text", "items")
    check_seen(shown, (each for each in paragraph.kept.taken if each.flagged and each.key == key))
    new = took(paragraph.kept, key, _shared(paragraph, key))
    refuse_names(actor, paragraph.report, new)
    paragraph.set_kept(new, paragraph.place)
    if new.touched:
        touch(actor, paragraph)
    else:
        paragraph.touched_at, paragraph.touched_by = None, ""
    save(actor, paragraph, What.TOOK)
    after = audit.values_of(paragraph, "text", "items")
    audit.record(actor, "take the source’s text", "report_paragraph", paragraph.id, before, after)


# no actor: it looks only whether others hold a part of the same source
def _shared(paragraph: ReportParagraph, key: str) -> bool:
    query = exists().where(
        ReportTaken.source_key == key,
        ReportTaken.paragraph_id == ReportParagraph.id,
        ReportParagraph.report_id == paragraph.report_id,
        ReportParagraph.id != paragraph.id,
        ReportParagraph.removed_at.is_(None),
    )
    return bool(db.session.scalar(select(query)))


def keep_mine(
    actor: Actor, paragraph: ReportParagraph, reason: str, version: int, key: str = "", shown: str = ""
) -> None:
    """Leave the text though the source (without a key: any source) has changed or is gone, and say why."""
    paragraph = locked(paragraph)
    check_version(version, paragraph.version)
    left = [each for each in paragraph.to_decide if key in ("", each.source_key)]
    if not left:
        raise Refused("The source has no other text than this paragraph.")
    check_reason(reason)
    kept = paragraph.kept
    check_seen(shown, (each.as_taken for each in left))
    refuse_names_in(actor, paragraph, reason, "reason")
    offered = "\n\n".join(each.text_offered or "" for each in left)
    paragraph.set_kept(left_standing(kept, key or None), paragraph.place)
    save(actor, paragraph, What.KEPT, reason)
    audit.record(
        actor, "keep own text", "report_paragraph", paragraph.id, {"offered": offered}, {"reason": reason}
    )


def refuse_names_in(actor: Actor, paragraph: ReportParagraph, said: str, field: str) -> None:
    """As for the paragraph itself: what is said about it names nobody either, nor whoever spoke only unnamed."""
    beside, sources = paragraph.kept.beside(said), queries.gather(actor, paragraph.report.cycle)
    check_consent(without_consent(beside, sources), field)
    check_nobody_named(names_somebody(beside, sources), field)
    check_consent(named_beside(beside, sources), field)


def remove_paragraph(actor: Actor, paragraph: ReportParagraph, version: int) -> None:
    """Take a paragraph out of the report; it is remembered, and composing does not bring it back."""
    paragraph = locked(paragraph)
    check_version(version, paragraph.version)
    if paragraph.removed_at is None:
        paragraph.removed_at, paragraph.removed_by = clock.now(), actor.name
        save(actor, paragraph, What.REMOVED)
        audit.record(
            actor, "remove", "report_paragraph", paragraph.id, audit.values_of(paragraph, "text"), None
        )


def restore_paragraph(actor: Actor, paragraph: ReportParagraph) -> None:
    """Put a removed paragraph back where it stood."""
    paragraph = locked(paragraph)
    if paragraph.removed_at is not None:
        paragraph.removed_at, paragraph.removed_by, paragraph.merged_into = None, "", ""
        save(actor, paragraph, What.RESTORED)
        audit.record(
            actor, "restore", "report_paragraph", paragraph.id, None, audit.values_of(paragraph, "text")
        )


def locked(paragraph: ReportParagraph) -> ReportParagraph:
    """The paragraph as it is now, held until the end, so that of two people who save at once one is told."""
    query = select(ReportParagraph).where(ReportParagraph.id == paragraph.id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()
