"""The draft looked through for its style."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory import queries as directory
from meetings.mandate import queries as mandate
from meetings.mandate.models import Cycle
from meetings.proofing.models import StyleDismissal, StyleRuleOff
from meetings.proofing.rules import (
    BY_CODE,
    HEADING,
    RULES,
    Finding,
    Known,
    Passage,
    Rule,
    gone_to,
    look,
    open_findings,
)
from meetings.report import queries as report
from meetings.report.models import Report, ReportParagraph
from meetings.report.rules import Layout, Sources, assemble, named_beside, named_in_heading


@dataclass(frozen=True)
class StylePage:
    """What the draft does not keep: `findings` are open, in the order of the report; `numbers`: row → its number.

    `dismissed`: what stays as it is, with its reason; `gone`: reasons for words that are no longer there.
    `off`: the rules that this report does not follow, by their code. `silent`: the reasons, for words and for rules,
    that name somebody who may not be named any more.
    """

    cycle: Cycle
    findings: Sequence[Finding]
    dismissed: Sequence[StyleDismissal]
    gone: Sequence[StyleDismissal]
    numbers: Mapping[int, str]
    rows: Mapping[int, ReportParagraph]
    off: Mapping[str, StyleRuleOff]
    silent: frozenset[StyleDismissal | StyleRuleOff]

    @property
    def by_rule(self) -> list[tuple[Rule, int]]:
        """The rules that are not kept, each with how often."""
        rules = dict.fromkeys(each.rule.code for each in self.findings)
        found = {each.rule.code: each.rule for each in self.findings}
        return [(found[code], sum(f.rule.code == code for f in self.findings)) for code in rules]


def style_page(actor: Actor, cycle: Cycle) -> StylePage:
    """The draft as it is printed, looked through; a fixed number of statements."""
    sources = report.gather(actor, cycle)
    found = report.find_report(cycle)
    rows = {row.id: row for row in found.paragraphs} if found else {}
    made = assemble(sources, [row.kept for row in rows.values()])
    off = rules_off(found)
    rules = [rule for rule in RULES if rule.code not in off]
    findings = look(list(_passages(made.layout)), known_to(actor, sources), rules)
    dismissed = [each for each in _dismissed(found) if each.rule not in off]
    standing = {each.key for each in findings}
    kin = gone_to([row.kept for row in rows.values()])
    covers = {each.id: {(ref, each.rule, each.words) for ref in kin[each.paragraph_id]} for each in dismissed}
    return StylePage(
        cycle,
        open_findings(findings, set().union(*covers.values())),
        [each for each in dismissed if covers[each.id] & standing],
        [each for each in dismissed if not covers[each.id] & standing],
        made.layout.numbers,
        rows,
        off,
        frozenset(_silent(dismissed, off.values(), sources)),
    )


def _silent(
    dismissed: Iterable[StyleDismissal], off: Iterable[StyleRuleOff], sources: Sources
) -> Iterator[StyleDismissal | StyleRuleOff]:
    for each in dismissed:
        if not each.reason or named_beside(
            each.paragraph.kept.beside(f"{each.words}\n{each.reason}"), sources
        ):
            yield each
    for rule in off:
        if not rule.reason or named_in_heading("", rule.reason, sources):
            yield rule


def _passages(layout: Layout) -> Iterator[Passage]:
    """The texts as they are printed; a heading belongs to the first paragraph that stands under it."""
    for part in layout.parts:
        headings = [part.title] if part.label else []
        for section in part.sections:
            headings += [section.heading] if section.heading else []
            for kept in (printed.kept for printed in section.paragraphs):
                if kept.ref is not None:
                    yield from (Passage(kept.ref, heading, HEADING) for heading in headings)
                    yield from (
                        Passage(kept.ref, text, at) for at, text in enumerate((kept.text, *kept.items))
                    )
                    headings = []


def known_to(actor: Actor, sources: Sources) -> Known:
    """What the house knows and rules of style ask for: the register, acronyms, proper names; four statements."""
    organizations = directory.organizations_by_name(actor)
    names = [
        *organizations,
        *directory.instruments_by_title(actor),
        *(meeting.title for meeting in sources.meetings),
        *(session.title for meeting in sources.meetings for session in meeting.sessions),
        *(name for person in sources.participants for name in (person.name, person.organization)),
    ]
    return Known(
        adopted={cycle.symbol: "" for cycle in mandate.cycles(actor)} | mandate.adopted_dates(actor),
        acronyms={each.acronym: name for name, each in organizations.items() if each.acronym},
        # The longest first, so that a name inside another one does not hide it.
        names=sorted({name for name in names if name}, key=len, reverse=True),
    )


# no actor: whoever may see the report may see by which rules it is read
def rules_off(found: Report | None) -> dict[str, StyleRuleOff]:
    """The rules that a report does not follow."""
    if found is None:
        return {}
    rows = db.session.scalars(select(StyleRuleOff).where(StyleRuleOff.report_id == found.id))
    return {row.rule: row for row in rows}


@dataclass(frozen=True)
class RulePage:
    """A rule as a report has it; `off`: it does not follow it."""

    cycle: Cycle
    rule: Rule
    off: StyleRuleOff | None


def rule_for(actor: Actor, symbol: str, code: str) -> RulePage:
    """A rule for that cycle's report. NotFound when there is no such rule."""
    cycle = report.cycle_of(actor, symbol)
    if code not in BY_CODE:
        raise NotFound
    return RulePage(cycle, BY_CODE[code], rules_off(report.find_report(cycle)).get(code))


def _dismissed(found: Report | None) -> Sequence[StyleDismissal]:
    if found is None:
        return []
    return db.session.scalars(
        select(StyleDismissal)
        .join(StyleDismissal.paragraph)
        .where(ReportParagraph.report_id == found.id)
        .options(joinedload(StyleDismissal.paragraph))
        .order_by(ReportParagraph.position, StyleDismissal.id)
    ).all()


def dismissal_for(actor: Actor, symbol: str, number: int) -> StyleDismissal:
    """What was let stand in that cycle's report."""
    found = db.session.scalar(
        report.in_report(
            select(StyleDismissal).join(StyleDismissal.paragraph).join(ReportParagraph.report), symbol
        )
        .where(StyleDismissal.id == number)
        .options(joinedload(StyleDismissal.paragraph).joinedload(ReportParagraph.report))
    )
    if found is None:
        raise NotFound
    return found
