"""The reference document that pandoc takes styles, numbering, page, headers and footers from."""

import io
from functools import lru_cache

from docx.document import Document as Docx

from meetings.base.word.blank import blank, fill
from meetings.base.word.ml import Element, el, field, tab, text_runs
from meetings.report.rules import fixed
from meetings.report.styles import (
    BODY_LIST,
    HEADING_LIST,
    STYLES,
    body_list,
    heading_list,
    list_instance,
)

FONT = "Times New Roman"
TABLE_STYLE = "UNTable"  # both id and name: pandoc writes one where Word asks for the other


@lru_cache(maxsize=32)
def reference_docx(symbol: str, job_number: str = "", demonstration: bool = False) -> bytes:
    """A Word file without text, whose headers carry the symbol and, where due, the word Demonstration."""
    made = blank(STYLES, FONT)
    made.settings.odd_and_even_pages_header_footer = True
    _styles(made)
    _lists(made)
    _headers(made, symbol, demonstration)
    _footers(made, job_number)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _styles(made: Docx) -> None:
    root = made.styles.element
    raised = el("rPr", el("vertAlign", val="superscript"))
    root.append(_named("character", "FootnoteReference", "footnote reference", raised))
    root.append(_table_style())


def _named(kind: str, key: str, name: str, *content: Element) -> Element:
    return el("style", el("name", val=name), *content, type=kind, styleId=key)


def _table_style() -> Element:
    """A fine rule above, a strong one under the column heads and at the end."""
    layout = el(
        "tblPr",
        el("tblBorders", _rule("top", 4), _rule("bottom", 12)),
        el("tblCellMar", el("left", w=0, type="dxa"), el("right", w=113, type="dxa")),
    )
    head = el("tcPr", el("tcBorders", _rule("bottom", 12)))
    return _named(
        "table",
        TABLE_STYLE,
        TABLE_STYLE,
        el("basedOn", val="TableNormal"),
        layout,
        el("tblStylePr", head, type="firstRow"),
    )


def _rule(side: str, eighths: int) -> Element:
    return el(side, val="single", sz=eighths, space=0, color="auto")


def _lists(made: Docx) -> None:
    root = made.part.numbering_part.element
    for old in list(root):
        root.remove(old)
    root.extend([body_list(), heading_list(), list_instance(BODY_LIST), list_instance(HEADING_LIST)])


def _headers(made: Docx, symbol: str, demonstration: bool) -> None:
    section = made.sections[0]
    notice = text_runs(fixed.DEMONSTRATION) if demonstration else []
    outer = text_runs(symbol)
    fill(section.header._element, "Header", [*notice, tab(), *outer])
    fill(section.even_page_header._element, "Header", [*text_runs(symbol), tab(), *_again(notice)])
    if demonstration:
        fill(section.first_page_header._element, "Header", text_runs(fixed.DEMONSTRATION))
    else:
        fill(section.first_page_header._element, "Normal", [])


def _again(runs: list[Element]) -> list[Element]:
    return text_runs(fixed.DEMONSTRATION) if runs else []


def _footers(made: Docx, job_number: str) -> None:
    section = made.sections[0]
    fill(section.footer._element, "Footer", [tab(), *field("PAGE", "1")])
    fill(section.even_page_footer._element, "Footer", field("PAGE", "2"))
    fill(section.first_page_footer._element, "Footer", text_runs(job_number))
