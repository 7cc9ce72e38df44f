"""A report becomes one HTML file that stands alone: to be read on a phone, or put on a site."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from meetings.report.rules import Document, fixed, sheet_of

SOURCE = Path(__file__).with_name("report.html")
WORDS = {
    "assembly": fixed.GENERAL_ASSEMBLY,
    "summary": fixed.SUMMARY,
    "contents": fixed.CONTENTS,
    "missing": fixed.MISSING,
    "participants": fixed.LIST_OF_PARTICIPANTS,
    "columns": fixed.PARTICIPANT_COLUMNS,
    "figures_note": fixed.FIGURES_NOTE,
    "notes": fixed.FOOTNOTES,
}


def render_html(document: Document) -> bytes:
    """The report as HTML with its style in it and nothing fetched from elsewhere; people's text is escaped."""
    paper = sheet_of(document)
    headings = [each for each in paper.entries if each.level]
    return _template().render(paper=paper, words=WORDS, headings=headings).encode()


@cache
def _template() -> Template:
    # The page's own templates speak the reader's language; the report is in English, whoever reads it.
    house = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return house.from_string(SOURCE.read_text(encoding="utf-8"))
