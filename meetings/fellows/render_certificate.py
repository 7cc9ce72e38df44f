"""The certificate becomes a PDF on one A4 page."""

from dataclasses import asdict
from pathlib import Path

from meetings.base.typeset import set_pdf
from meetings.base.word.text import clean, one_line
from meetings.fellows.rules import Certificate

SOURCE = Path(__file__).with_name("certificate.typ").read_bytes()


def render_certificate(paper: Certificate) -> bytes:
    """The certificate as a PDF; the same certificate gives the same bytes."""
    return set_pdf(SOURCE, asdict(paper), lambda text: one_line(clean(text)))
