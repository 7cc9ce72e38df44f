"""What a session has given to the report, for drafters whose roles do not open its record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from meetings.access.actor import Actor
from meetings.base.refusals import NotFound
from meetings.mandate.models import Cycle
from meetings.report.queries.drafts import DraftPage, cycle_of, draft_page
from meetings.report.rules import SESSION, Proposal, heading_said

Standing = tuple[tuple[str, int], ...]
"""Numbers of paragraphs in the draft ("" in the summary box), each with its row."""


@dataclass(frozen=True)
class OriginPage:
    """A session as the report knows it: what its summary and records say today, and where that stands in the draft.

    `others`: paragraphs that remember the session and say nothing of that any more. What names somebody who may not be
    named is not there.
    """

    cycle: Cycle
    label: str
    title: str
    said: tuple[tuple[Proposal, Standing], ...]
    others: Standing


def origin_for(actor: Actor, symbol: str, session: int) -> OriginPage:
    """What this report takes from a session. NotFound when it takes nothing and has taken nothing from it."""
    cycle = cycle_of(actor, symbol)
    page = draft_page(actor, cycle)
    proposals = [each for each in page.assembled.composed.proposals if _of(session, each.sources)]
    ours = {number: row for number, row in page.rows.items() if _of(session, row.kept.sources)}
    every = [source for each in proposals for source in each.sources]
    every += [source for row in ours.values() for source in row.kept.sources]
    told = next((source for source in every if _of(session, [source])), None)
    if told is None:
        raise NotFound
    said = tuple((each, _standing(page, each.key)) for each in proposals)
    placed = {number for _, standing in said for _, number in standing}
    others = [(page.assembled.layout.numbers.get(each), each) for each in ours if each not in placed]
    facts = page.sources.sessions.get(session)
    return OriginPage(
        cycle,
        facts.label if facts else str(told.get("label", "")),
        heading_said(f"{SESSION}{session}", facts.title, page.sources) if facts else "",
        said,
        tuple((number, each) for number, each in others if number is not None),
    )


def _of(session: int, sources: Iterable[Mapping[str, object]]) -> bool:
    return any(source.get("session") == session for source in sources)


def _standing(page: DraftPage, key: str) -> Standing:
    numbers = page.assembled.layout.numbers
    return tuple(
        (numbers[number], number)
        for number, row in page.rows.items()
        if number in numbers and any(taken.key == key for taken in row.kept.taken)
    )
