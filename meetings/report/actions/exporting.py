"""The Word file of a draft."""

from dataclasses import dataclass

from meetings.access.actor import Actor
from meetings.mandate.models import Cycle
from meetings.report import queries
from meetings.report.actions.composing import compose
from meetings.report.queries.drafts import filename_of
from meetings.report.render_docx import render_docx
from meetings.report.rules import assemble


@dataclass(frozen=True)
class Draft:
    """A rendered draft: the Word file, its words against the limit, and what is still missing."""

    data: bytes
    words: int
    word_limit: int
    missing: list[str]
    filename: str


def draft(actor: Actor, symbol: str) -> Draft:
    """Compose the report of a cycle and render it as a Word file. NotFound when there is no such cycle."""
    cycle = queries.cycle_of(actor, symbol)
    compose(actor, cycle)
    return rendered(actor, cycle)


def rendered(actor: Actor, cycle: Cycle) -> Draft:
    """The draft as it stands, as a Word file."""
    kept = [row.kept for row in queries.draft_rows(cycle)]
    made = assemble(queries.gather(actor, cycle), kept)
    lacks = [str(lack) for lack in made.lacks]
    return Draft(render_docx(made.document), made.words, cycle.word_limit, lacks, filename_of(cycle))
