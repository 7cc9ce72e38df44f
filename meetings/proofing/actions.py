"""Verbs of whoever reads the draft for its style: mend, let stand with a reason, look again, follow a rule or not."""

from dataclasses import replace

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.mandate.models import Cycle
from meetings.proofing import queries
from meetings.proofing.models import StyleDismissal, StyleRuleOff
from meetings.proofing.rules import BY_CODE, HEADING, Finding, Rule, mended
from meetings.report import actions as report
from meetings.report.actions.silencing import Lost, beside_said
from meetings.report.actions.writing import refuse_names, refuse_names_in_heading
from meetings.report.models import Report, ReportParagraph
from meetings.report.rules import named_in_heading


def mend(actor: Actor, paragraph: ReportParagraph, place: int, start: int, rule: str, version: int) -> None:
    """Put the mend of a finding in its place. Refused when the paragraph is another one by now.

    `place` and `start` say where it was found: in the text (0) or the n-th subparagraph, from which character on.
    """
    check_version(version, paragraph.version)
    found = _find(actor, paragraph, rule, place, start)
    if found is None or found.hit.mend is None or place == HEADING:
        raise Refused("What was to be mended is no longer there.")
    texts = [paragraph.text, *paragraph.items]
    texts[place] = mended(found)
    report.edit_paragraph(actor, paragraph, texts[0], texts[1:], version)


def _find(actor: Actor, paragraph: ReportParagraph, rule: str, place: int, start: int) -> Finding | None:
    page = queries.style_page(actor, paragraph.report.cycle)
    where = (paragraph.id, place, rule, start)
    return next(
        (
            f
            for f in page.findings
            if (f.hit.passage.ref, f.hit.passage.place, f.rule.code, f.hit.at) == where
        ),
        None,
    )


def dismiss(actor: Actor, paragraph: ReportParagraph, rule: str, words: str, reason: str) -> None:
    """Let words of a paragraph stand though a rule would have them otherwise, and say why; later reasons win."""
    if rule not in BY_CODE:
        raise Refused("There is no such rule.")
    words, reason = " ".join(words.split()), reason.strip()
    if not reason:
        raise Refused("Say why it stays.", field="reason")
    headings = [section.title for section in paragraph.report.sections]
    if words not in " ".join(" ".join([paragraph.text, *paragraph.items, *headings]).split()):
        raise Refused("These words no longer stand in the paragraph.")
    _refuse_names(actor, paragraph, reason)
    row = (
        db.session.query(StyleDismissal).filter_by(paragraph_id=paragraph.id, rule=rule, words=words).first()
    )
    before = None if row is None else audit.values_of(row, "reason")
    if row is None:
        row = StyleDismissal(paragraph=paragraph, rule=rule, words=words)
        db.session.add(row)
    row.reason, row.dismissed_by, row.dismissed_at = reason, actor.name, clock.now()
    audit.record(
        actor,
        "let stand",
        "report_paragraph",
        paragraph.id,
        before,
        {"rule": rule, "words": words, "reason": reason},
    )


def look_again(actor: Actor, dismissal: StyleDismissal) -> None:
    """Take back that something stays: it is shown again."""
    before = {"rule": dismissal.rule, "words": dismissal.words, "reason": dismissal.reason}
    audit.record(actor, "show again", "report_paragraph", dismissal.paragraph_id, before, None)
    db.session.delete(dismissal)


def leave_out(actor: Actor, cycle: Cycle, rule: Rule, reason: str) -> None:
    """The cycle's report does not follow a rule, and why. What was let stand under it waits."""
    reason = reason.strip()
    if not reason:
        raise Refused("Say why the report does not follow it.", field="reason")
    draft = report.begin(actor, cycle)
    if rule.code in queries.rules_off(draft):
        raise Refused("The report does not follow this rule already.")
    refuse_names_in_heading(actor, draft, "", reason, "reason")
    db.session.add(
        StyleRuleOff(report=draft, rule=rule.code, reason=reason, off_by=actor.name, off_at=clock.now())
    )
    audit.record(actor, "leave out", "report", draft.id, None, {"rule": rule.code, "reason": reason})


def follow(actor: Actor, off: StyleRuleOff) -> None:
    """The report follows the rule again."""
    before = {"rule": off.rule, "reason": off.reason}
    audit.record(actor, "follow again", "report", off.report_id, before, None)
    db.session.delete(off)


def _refuse_names(actor: Actor, paragraph: ReportParagraph, reason: str) -> None:
    """A reason names nobody where nobody may be named (SAFETY: Chatham House)."""
    wanted = replace(paragraph.kept, text=reason, items=(), taken=())
    refuse_names(actor, paragraph.report, wanted)


def name_lost(draft: Report, lost: Lost) -> None:
    """A reason that names somebody who may not be named is shown to nobody; now that the name is lost, it goes."""
    of_draft = ReportParagraph.report_id == draft.id
    for each in db.session.scalars(select(StyleDismissal).join(StyleDismissal.paragraph).where(of_draft)):
        if not beside_said(each.paragraph, f"{each.words}\n{each.reason}", lost):
            each.reason = ""
    for off in queries.rules_off(draft).values():
        if lost.named(off.reason) and named_in_heading("", off.reason, lost.sources()):
            off.reason = ""
