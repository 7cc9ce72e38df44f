"""A report becomes a PDF with its figures drawn (PDF/UA-1)."""

import json
from dataclasses import asdict
from pathlib import Path

from meetings.base.typeset import set_pdf, without_font
from meetings.report.rules import Document, fixed, sheet_of

SOURCE = Path(__file__).with_name("report.typ").read_bytes()


def render_pdf(document: Document) -> bytes:
    """The report as a PDF; the same report gives the same bytes."""
    sheet = asdict(sheet_of(document))
    words = {
        "assembly": fixed.GENERAL_ASSEMBLY,
        "summary_word": fixed.SUMMARY,
        "contents_word": fixed.CONTENTS,
        "missing_word": fixed.MISSING,
        "participants_word": fixed.LIST_OF_PARTICIPANTS,
        "participant_columns": fixed.PARTICIPANT_COLUMNS,
        "figures_note": fixed.FIGURES_NOTE,
        "demonstration_word": fixed.DEMONSTRATION if document.masthead.demonstration else "",
    }
    figures = [{**each, "head": ""} for each in sheet["figures"]]
    return set_pdf(SOURCE, {**sheet, **words, "figures": figures})


def unreadable(document: Document) -> str:
    """The letters of the report that its PDF has no font for, so that it is no PDF/UA."""
    return without_font(json.dumps(asdict(sheet_of(document)), ensure_ascii=False))
