"""The reference document that pandoc takes styles, numbering, page, headers and footers from."""

import io
from functools import lru_cache

from docx import Document as open_docx
from docx.document import Document as Docx
from docx.shared import Twips

from meetings.base.word.ml import Element, el, field, tab, text_runs
from meetings.base.word.styles import style_element
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
A4 = (11906, 16838)
TABLE_STYLE = "UNTable"  # both id and name: pandoc writes one where Word asks for the other


@lru_cache(maxsize=32)
def reference_docx(symbol: str, job_number: str = "", demonstration: bool = False) -> bytes:
    """A Word file without text, whose headers carry the symbol and, where due, the word Demonstration."""
    made = open_docx()
    _styles(made)
    _lists(made)
    _page(made)
    _headers(made, symbol, demonstration)
    _footers(made, job_number)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _styles(made: Docx) -> None:
    root = made.styles.element
    for old in [child for child in root if child.tag.endswith(("}style", "}docDefaults", "}latentStyles"))]:
        root.remove(old)
    fonts = el("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    language = el("lang", val="en-GB", eastAsia="zh-CN", bidi="ar-SA")
    defaults = el("rPr", fonts, el("sz", val=20), el("szCs", val=20), language)
    root.append(el("docDefaults", el("rPrDefault", defaults), el("pPrDefault")))
    root.append(_plain("paragraph", "Normal", "Normal", el("qFormat")))
    root.append(_plain("character", "DefaultParagraphFont", "Default Paragraph Font"))
    root.append(_plain("numbering", "NoList", "No List"))
    root.append(_plain("table", "TableNormal", "Normal Table", _cell_margins(0, 108)))
    root.extend(style_element(style) for style in STYLES)
    raised = el("rPr", el("vertAlign", val="superscript"))
    root.append(_named("character", "FootnoteReference", "footnote reference", raised))
    root.append(_table_style())


def _plain(kind: str, key: str, name: str, *content: Element) -> Element:
    return el("style", el("name", val=name), *content, type=kind, default=1, styleId=key)


def _named(kind: str, key: str, name: str, *content: Element) -> Element:
    return el("style", el("name", val=name), *content, type=kind, styleId=key)


def _cell_margins(top: int, side: int) -> Element:
    sides = {"top": top, "left": side, "bottom": top, "right": side}
    return el("tblPr", el("tblCellMar", *(el(name, w=width, type="dxa") for name, width in sides.items())))


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


def _page(made: Docx) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = (Twips(side) for side in A4)
    section.left_margin = section.right_margin = Twips(1134)
    section.top_margin, section.bottom_margin = Twips(1418), Twips(1134)
    section.header_distance, section.footer_distance = Twips(680), Twips(567)
    section.different_first_page_header_footer = True
    made.settings.odd_and_even_pages_header_footer = True


def _headers(made: Docx, symbol: str, demonstration: bool) -> None:
    section = made.sections[0]
    notice = text_runs(fixed.DEMONSTRATION) if demonstration else []
    outer = text_runs(symbol)
    _fill(section.header._element, "Header", [*notice, tab(), *outer])
    _fill(section.even_page_header._element, "Header", [*text_runs(symbol), tab(), *_again(notice)])
    if demonstration:
        _fill(section.first_page_header._element, "Header", text_runs(fixed.DEMONSTRATION))
    else:
        _fill(section.first_page_header._element, "Normal", [])


def _again(runs: list[Element]) -> list[Element]:
    return text_runs(fixed.DEMONSTRATION) if runs else []


def _footers(made: Docx, job_number: str) -> None:
    section = made.sections[0]
    _fill(section.footer._element, "Footer", [tab(), *field("PAGE", "1")])
    _fill(section.even_page_footer._element, "Footer", field("PAGE", "2"))
    _fill(section.first_page_footer._element, "Footer", text_runs(job_number))


def _fill(part: Element, style: str, runs: list[Element]) -> None:
    for old in list(part):
        part.remove(old)
    part.append(el("p", el("pPr", el("pStyle", val=style)), *runs))
