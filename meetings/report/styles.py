"""The look of a report of the Human Rights Council, as Word's styles and numbering.

Lengths are Word's: twentieths of a point (1134 is 2 cm); sizes of letters in half points.
"""

from dataclasses import dataclass, field
from typing import Any

from meetings.report.wordml import Element, el

INDENT = 1134
STEP = 567
TEXT_WIDTH = 9638
BODY_LIST, HEADING_LIST = 1, 2


@dataclass(frozen=True)
class Style:
    """A paragraph style. `ind`, `spacing` are attributes of Word's elements; `level` is (list, level)."""

    id: str
    name: str
    size: int = 20
    ind: dict[str, int] = field(default_factory=dict)
    spacing: dict[str, Any] = field(default_factory=dict)
    based_on: str = "Normal"
    next: str = ""
    bold: bool = False
    italic: bool = False
    align: str = ""
    tabs: tuple[tuple[str, int], ...] = ()
    keep: bool = False
    new_page: bool = False
    box: str = ""
    level: tuple[int, int] | None = None
    outline: int | None = None


def _after(after: int, before: int = 0, line: int = 240) -> dict[str, Any]:
    return {"before": before, "after": after, "line": line, "lineRule": "atLeast"}


_TEXT = {"left": INDENT, "right": INDENT}
_HEADING = {"left": INDENT, "right": INDENT, "hanging": 283}
_BOXED = {"left": 1304, "right": 1304}

STYLES = (
    Style("UNFacts", "UN Facts", spacing=_after(0, 60)),
    Style("UNBody", "UN Body", size=28, spacing=_after(0)),
    Style("UNSymbol", "UN Symbol", align="right", spacing=_after(0)),
    Style("UNAssembly", "UN Assembly", size=40, bold=True, spacing=_after(0, 60)),
    Style("UNDemonstration", "UN Demonstration", ind={"left": 142, "right": 142}, bold=True, box="single",
          spacing=_after(120, 180), align="center"),
    Style("UNOrgan", "UN Organ", size=24, bold=True, spacing=_after(0, 120)),
    Style("UNSession", "UN Session", bold=True, spacing=_after(0)),
    Style("UNSessionFact", "UN Session Fact", spacing=_after(0)),
    Style("Title", "Title", size=28, bold=True, ind=_TEXT, spacing=_after(240, 360, 300), keep=True),
    Style("UNAuthor", "UN Author", size=24, bold=True, ind=_TEXT, spacing=_after(240, 0, 270)),
    Style("UNMissing", "UN Missing", box="dashed", ind=_BOXED, spacing=_after(60)),
    Style("UNMissingHeading", "UN Missing Heading", 20, _BOXED, _after(60, 60), bold=True,
          box="dashed", keep=True),
    Style("UNSummary", "UN Summary", box="single", ind=_BOXED, spacing=_after(120), align="both"),
    Style("UNSummaryHeading", "UN Summary Heading", 24, _BOXED, _after(120, 240), italic=True, align="center",
          box="single", keep=True),
    Style("UNContentsHeading", "UN Contents Heading", size=28, bold=True, spacing=_after(120), new_page=True),
    Style("UNContentsPage", "UN Contents Page", size=16, italic=True, spacing=_after(60), align="right"),
    Style("UNSlot", "UN Slot"),
    Style("Heading1", "heading 1", 28, _HEADING, _after(240, 360, 300), next="UNParagraph", bold=True,
          keep=True, level=(HEADING_LIST, 0), outline=0, tabs=(("num", INDENT),)),
    Style("Heading2", "heading 2", 24, _HEADING, _after(240, 360, 270), next="UNParagraph", bold=True,
          keep=True, level=(HEADING_LIST, 1), outline=1, tabs=(("num", INDENT),)),
    Style("Heading3", "heading 3", 20, _HEADING, _after(120, 240), next="UNParagraph", bold=True,
          keep=True, level=(HEADING_LIST, 2), outline=2, tabs=(("num", INDENT),)),
    Style("UNParagraph", "UN Paragraph", ind={**_TEXT, "firstLine": 0}, spacing=_after(120), align="both",
          level=(BODY_LIST, 0), tabs=(("num", INDENT + STEP),)),
    Style("UNSubparagraph", "UN Subparagraph", ind={**_TEXT, "firstLine": STEP}, spacing=_after(120),
          align="both", level=(BODY_LIST, 1), tabs=(("num", INDENT + 2 * STEP),)),
    Style("UNSubsubparagraph", "UN Subsubparagraph",
          ind={"left": INDENT + 3 * STEP, "right": INDENT, "hanging": STEP}, spacing=_after(120),
          align="both", level=(BODY_LIST, 2), tabs=(("num", INDENT + 3 * STEP),)),
    Style("UNAnnexHeading", "UN Annex Heading", 28, _TEXT, _after(240, 0, 300), bold=True, keep=True,
          new_page=True, outline=0),
    Style("UNAnnexGroup", "UN Annex Group", 20, _TEXT, _after(120, 240), bold=True, keep=True),
    Style("UNTableText", "UN Table Text", size=18, spacing=_after(40, 40, 220)),
    Style("UNTableHead", "UN Table Head", size=16, italic=True, spacing=_after(40, 40, 200), keep=True),
    Style("FootnoteText", "footnote text", 18, {**_TEXT, "hanging": 340}, _after(0, 0, 220),
          tabs=(("left", INDENT),)),
    # No indent on the right: LibreOffice drops what stands after a tab beyond it, here the page number.
    Style("TOC1", "toc 1", 20, {"left": INDENT, "hanging": STEP}, _after(60, 60),
          tabs=(("left", INDENT), ("dot", TEXT_WIDTH))),
    Style("TOC2", "toc 2", 20, {"left": INDENT + STEP, "hanging": STEP}, _after(60),
          tabs=(("left", INDENT + STEP), ("dot", TEXT_WIDTH))),
    Style("TOC3", "toc 3", 20, {"left": INDENT + 2 * STEP, "hanging": STEP}, _after(60),
          tabs=(("left", INDENT + 2 * STEP), ("dot", TEXT_WIDTH))),
    Style("Header", "header", 18, bold=True, box="bottom", spacing=_after(0),
          tabs=(("right", TEXT_WIDTH),)),
    Style("Footer", "footer", size=18, bold=True, spacing=_after(0), tabs=(("right", TEXT_WIDTH),)),
)  # fmt: skip


def style_element(style: Style) -> Element:
    """A paragraph style; children in the order that Word's schema asks for."""
    ours = {"customStyle": 1} if style.name.startswith("UN ") else {}
    made = el("style", el("name", val=style.name), type="paragraph", styleId=style.id, **ours)
    made.append(el("basedOn", val=style.based_on))
    made.append(el("next", val=style.next or style.id))
    made.extend([el("qFormat"), _paragraph_properties(style), _run_properties(style)])
    return made


def _paragraph_properties(style: Style) -> Element:
    made = el("pPr")
    if style.keep:
        made.extend([el("keepNext"), el("keepLines")])
    if style.new_page:
        made.append(el("pageBreakBefore"))
    if style.level:
        made.append(el("numPr", el("ilvl", val=style.level[1]), el("numId", val=style.level[0])))
    if style.box:
        made.append(_border(style.box))
    if style.tabs:
        made.append(el("tabs", *(_tab(kind, at) for kind, at in style.tabs)))
    made.append(el("spacing", **style.spacing))
    if style.ind:
        made.append(el("ind", **style.ind))
    if style.align:
        made.append(el("jc", val=style.align))
    if style.outline is not None:
        made.append(el("outlineLvl", val=style.outline))
    return made


def _border(box: str) -> Element:
    if box == "bottom":
        return el("pBdr", el("bottom", val="single", sz=4, space=4, color="auto"))
    sides = ("top", "left", "bottom", "right")
    return el("pBdr", *(el(side, val=box, sz=4, space=6, color="auto") for side in sides))


def _tab(kind: str, at: int) -> Element:
    return el("tab", val="right", leader="dot", pos=at) if kind == "dot" else el("tab", val=kind, pos=at)


def _run_properties(style: Style) -> Element:
    made = el("rPr")
    if style.bold:
        made.extend([el("b"), el("bCs")])
    if style.italic:
        made.extend([el("i"), el("iCs")])
    made.extend([el("sz", val=style.size), el("szCs", val=style.size)])
    return made


def body_list() -> Element:
    """1. → (a) → (i): one list through the whole body, so that Word restarts (a) after every paragraph."""
    levels = (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
    return _abstract_list(BODY_LIST, levels, "left")


def heading_list() -> Element:
    """I. → A. → 1."""
    levels = (("upperRoman", "%1."), ("upperLetter", "%2."), ("decimal", "%3."))
    return _abstract_list(HEADING_LIST, levels, "right")


def _abstract_list(number: int, levels: tuple[tuple[str, str], ...], align: str) -> Element:
    by_level = {style.level: style for style in STYLES if style.level}
    made = el("abstractNum", el("multiLevelType", val="multilevel"), abstractNumId=number)
    for at, (kind, shown) in enumerate(levels):
        style = by_level[(number, at)]
        made.append(
            el(
                "lvl",
                el("start", val=1),
                el("numFmt", val=kind),
                el("pStyle", val=style.id),
                el("suff", val="tab"),
                el("lvlText", val=shown),
                el("lvlJc", val=align),
                el("pPr", el("tabs", *(_tab(*each) for each in style.tabs)), el("ind", **style.ind)),
                ilvl=at,
            )
        )
    return made


def list_instance(number: int) -> Element:
    """The list that styles refer to."""
    return el("num", el("abstractNumId", val=number), numId=number)
