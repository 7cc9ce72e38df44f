"""The contents: a field that Word fills in, holding the real headings until it does."""

from meetings.base.word.ml import (
    Element,
    el,
    exact,
    field,
    field_end,
    field_start,
    paragraph,
    tab,
    text_runs,
)
from meetings.report.render_docx.said import anchor
from meetings.report.rules import Document, fixed
from meetings.report.rules.document import front

INSTRUCTION = r'TOC \o "1-3" \h \z \u'


def contents(document: Document) -> list[Element]:
    """Heading, "Page" and one line for each heading, whose page number is a field too."""
    lines = []
    for count, entry in enumerate(front.contents(document), start=1):
        target = entry.anchor or anchor(count)
        link = el("hyperlink", *_line(entry, target), anchor=target, history=1)
        lines.append(paragraph(f"TOC{entry.level}", link))
    # Dirty, and no updateFields in the settings beside it: Word asks once, when the file may first be edited, and
    # then numbers the pages. No program but a word processor knows on which page a heading falls.
    for run in reversed(field_start(INSTRUCTION, dirty=True)):
        lines[0].insert(1, run)
    lines[-1].append(field_end())
    return [
        paragraph("UNContentsHeading", *text_runs(fixed.CONTENTS)),
        paragraph("UNContentsPage", *text_runs(fixed.PAGE)),
        el("sdt", _gallery(), el("sdtContent", *lines)),
    ]


def _line(entry: front.Entry, target: str) -> list[Element]:
    page = field(rf"PAGEREF {target} \h", front.PAGE_UNKNOWN)
    if entry.anchor:
        return [*text_runs(entry.label), el("r", exact(" ")), *text_runs(entry.text), tab(), *page]
    return [*text_runs(entry.label), tab(), *text_runs(entry.text), tab(), *page]


def _gallery() -> Element:
    # Word offers "Update table" on what it knows as a table of contents.
    return el("sdtPr", el("docPartObj", el("docPartGallery", val="Table of Contents"), el("docPartUnique")))
