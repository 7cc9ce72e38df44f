"""A paper becomes a PDF."""

from dataclasses import asdict
from pathlib import Path

from meetings.base.typeset import set_pdf
from meetings.base.word.text import clean, one_line
from meetings.documents.rules.papers import Paper

SOURCE = Path(__file__).with_name("paper.typ").read_bytes()


def render_pdf(paper: Paper) -> bytes:
    """The paper as a PDF; each text on one line, as the Word file has it."""
    return set_pdf(SOURCE, asdict(paper), lambda text: one_line(clean(text)))
