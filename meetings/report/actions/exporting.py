"""The draft as a file: Word, PDF or HTML."""

from collections.abc import Callable
from dataclasses import dataclass

from meetings.access.actor import Actor
from meetings.mandate.models import Cycle
from meetings.report import queries
from meetings.report.actions.composing import compose
from meetings.report.queries.drafts import filename_of
from meetings.report.render_docx import render_docx
from meetings.report.render_html import render_html
from meetings.report.render_pdf import render_pdf
from meetings.report.rules import Document, assemble

RENDERERS: dict[str, Callable[[Document], bytes]] = {
    "docx": render_docx,
    "pdf": render_pdf,
    "html": render_html,
}


@dataclass(frozen=True)
class Draft:
    """A rendered draft: the file, its words against the limit, and what is still missing."""

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


def rendered(actor: Actor, cycle: Cycle, kind: str = "docx") -> Draft:
    """The draft as it stands, as a file of that kind (`RENDERERS`)."""
    kept = [row.kept for row in queries.draft_rows(cycle)]
    made = assemble(queries.gather(actor, cycle), kept)
    lacks = [str(lack) for lack in made.lacks]
    data = RENDERERS[kind](made.document)
    return Draft(data, made.words, cycle.word_limit, lacks, filename_of(cycle, kind))
