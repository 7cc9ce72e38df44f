"""A Word file without text: its styles, page, headers and footers."""

from collections.abc import Iterable, Sequence

from docx import Document as open_docx
from docx.document import Document as Docx
from docx.shared import Twips

from meetings.base.word.ml import Element, el
from meetings.base.word.styles import Style, style_element

A4 = (11906, 16838)


def blank(styles: Iterable[Style], font: str, language: str = "en-GB") -> Docx:
    """A file of A4 pages with these styles and no others; the first page has its own header and footer."""
    made = open_docx()
    _use(made, styles, font, language)
    section = made.sections[0]
    section.page_width, section.page_height = (Twips(side) for side in A4)
    section.left_margin = section.right_margin = Twips(1134)
    section.top_margin, section.bottom_margin = Twips(1418), Twips(1134)
    section.header_distance, section.footer_distance = Twips(680), Twips(567)
    section.different_first_page_header_footer = True
    return made


def _use(made: Docx, styles: Iterable[Style], font: str, language: str) -> None:
    root = made.styles.element
    for old in [child for child in root if child.tag.endswith(("}style", "}docDefaults", "}latentStyles"))]:
        root.remove(old)
    fonts = el("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)
    spoken = el("lang", val=language, eastAsia="zh-CN", bidi="ar-SA")
    defaults = el("rPr", fonts, el("sz", val=20), el("szCs", val=20), spoken)
    root.append(el("docDefaults", el("rPrDefault", defaults), el("pPrDefault")))
    root.append(_plain("paragraph", "Normal", "Normal", el("qFormat")))
    root.append(_plain("character", "DefaultParagraphFont", "Default Paragraph Font"))
    root.append(_plain("numbering", "NoList", "No List"))
    root.append(_plain("table", "TableNormal", "Normal Table", _cell_margins(0, 108)))
    root.extend(style_element(style) for style in styles)


def _plain(kind: str, key: str, name: str, *content: Element) -> Element:
    return el("style", el("name", val=name), *content, type=kind, default=1, styleId=key)


def _cell_margins(top: int, side: int) -> Element:
    sides = {"top": top, "left": side, "bottom": top, "right": side}
    return el("tblPr", el("tblCellMar", *(el(name, w=width, type="dxa") for name, width in sides.items())))


def fill(part: Element, style: str, runs: Sequence[Element]) -> None:
    """Let a header or a footer hold one paragraph with these runs."""
    for old in list(part):
        part.remove(old)
    part.append(el("p", el("pPr", el("pStyle", val=style)), *runs))
