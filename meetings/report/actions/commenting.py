"""What drafters ask and answer about a paragraph, names that stay, and putting an old text back."""

from dataclasses import replace

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.report import queries
from meetings.report.actions.editing import locked, refuse_names_in
from meetings.report.actions.history import save
from meetings.report.actions.writing import refuse_names, touch
from meetings.report.models import (
    ReportComment,
    ReportNameStays,
    ReportParagraph,
    ReportParagraphVersion,
)
from meetings.report.rules import What, check_comment, check_text, name_in_short, written_again


def comment(
    actor: Actor, paragraph: ReportParagraph, text: str, answers: ReportComment | None = None
) -> ReportComment:
    """Ask or remark something about a paragraph, or answer. Nobody is named who may not be named in the paragraph."""
    check_comment(text)
    if answers is not None and (answers.paragraph_id != paragraph.id or answers.answers_id is not None):
        raise Refused("What you answer stands at another paragraph now.")
    refuse_names_in(actor, paragraph, text, "text")
    made = ReportComment(
        paragraph=paragraph,
        answers_id=answers.id if answers else None,
        text=text,
        by=actor.name,
        at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()  # its id is in the trail
    audit.record(actor, "comment", "report_paragraph", paragraph.id, None, {"number": made.id})
    return made


def resolve(actor: Actor, asked: ReportComment, resolved: bool) -> None:
    """Say that a question is settled, or that it is open again."""
    if resolved != (asked.resolved_at is not None):
        asked.resolved_at = clock.now() if resolved else None
        asked.resolved_by = actor.name if resolved else ""
        verb = "resolve" if resolved else "open_again"
        audit.record(actor, verb, "report_paragraph", asked.paragraph_id, None, {"number": asked.id})


def put_back(actor: Actor, paragraph: ReportParagraph, old: ReportParagraphVersion, version: int) -> None:
    """Let a paragraph read as it did before; its sources, its place and its history stay."""
    paragraph = locked(paragraph)
    check_version(version, paragraph.version)
    check_text(old.text)
    new = written_again(paragraph.kept, old.text, tuple(old.items or ()))
    refuse_names(actor, paragraph.report, replace(new, taken=(), version=old.number))
    if (paragraph.text, paragraph.items) == (old.text, list(old.items or ())):
        return
    before = audit.values_of(paragraph, "text", "items")
    paragraph.text, paragraph.items = old.text, list(old.items or ())
    touch(actor, paragraph)
    save(actor, paragraph, What.PUT_BACK)
    after = audit.values_of(paragraph, "text", "items")
    audit.record(actor, "put_back", "report_paragraph", paragraph.id, before, after)


def let_names_stay(actor: Actor, paragraph: ReportParagraph, reason: str, version: int) -> None:
    """Decide that the names that are asked about stay in a paragraph as it reads, and say why."""
    paragraph = locked(paragraph)
    check_version(version, paragraph.version)
    asked = queries.names_page(actor, paragraph).asked
    if not asked:
        raise Refused("No name in this paragraph is asked about.")
    check_text(reason)
    refuse_names_in(actor, paragraph, reason, "reason")
    for name in asked:
        db.session.add(
            ReportNameStays(
                paragraph=paragraph,
                digest=name_in_short(paragraph.kept, name),
                reason=reason,
                decided_by=actor.name,
                decided_at=clock.now(),
            )
        )
    audit.record(actor, "let names stay", "report_paragraph", paragraph.id, None, {"names": len(asked)})


def ask_about_names(actor: Actor, paragraph: ReportParagraph) -> None:
    """Take the decision back: the names are asked about again."""
    rows = queries.names_page(actor, paragraph).decided
    for row, _ in rows:
        db.session.delete(row)
    if rows:
        audit.record(actor, "ask about names", "report_paragraph", paragraph.id, {"names": len(rows)}, None)
