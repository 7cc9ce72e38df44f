"""The look of a report of the Human Rights Council, as Word's styles and numbering.

Lengths are Word's: twentieths of a point (1134 is 2 cm); sizes of letters in half points.
"""

from meetings.base.word.ml import Element, el
from meetings.base.word.styles import Style, after, tab_stop

INDENT = 1134
STEP = 567
TEXT_WIDTH = 9638
BODY_LIST, HEADING_LIST = 1, 2


_TEXT = {"left": INDENT, "right": INDENT}
_HEADING = {"left": INDENT, "right": INDENT, "hanging": 283}
_BOXED = {"left": 1304, "right": 1304}

STYLES = (
    Style("UNFacts", "UN Facts", spacing=after(0, 60)),
    Style("UNBody", "UN Body", size=28, spacing=after(0)),
    Style("UNSymbol", "UN Symbol", align="right", spacing=after(0)),
    Style("UNAssembly", "UN Assembly", size=40, bold=True, spacing=after(0, 60)),
    Style("UNDemonstration", "UN Demonstration", ind={"left": 142, "right": 142}, bold=True, box="single",
          spacing=after(120, 180), align="center"),
    Style("UNOrgan", "UN Organ", size=24, bold=True, spacing=after(0, 120)),
    Style("UNSession", "UN Session", bold=True, spacing=after(0)),
    Style("UNSessionFact", "UN Session Fact", spacing=after(0)),
    Style("Title", "Title", size=28, bold=True, ind=_TEXT, spacing=after(240, 360, 300), keep=True),
    Style("UNAuthor", "UN Author", size=24, bold=True, ind=_TEXT, spacing=after(240, 0, 270)),
    Style("UNMissing", "UN Missing", box="dashed", ind=_BOXED, spacing=after(60)),
    Style("UNMissingHeading", "UN Missing Heading", 20, _BOXED, after(60, 60), bold=True,
          box="dashed", keep=True),
    Style("UNSummary", "UN Summary", box="single", ind=_BOXED, spacing=after(120), align="both"),
    Style("UNSummaryHeading", "UN Summary Heading", 24, _BOXED, after(120, 240), italic=True, align="center",
          box="single", keep=True),
    Style("UNContentsHeading", "UN Contents Heading", size=28, bold=True, spacing=after(120), new_page=True),
    Style("UNContentsPage", "UN Contents Page", size=16, italic=True, spacing=after(60), align="right"),
    Style("UNSlot", "UN Slot"),
    Style("Heading1", "heading 1", 28, _HEADING, after(240, 360, 300), next="UNParagraph", bold=True,
          keep=True, level=(HEADING_LIST, 0), outline=0, tabs=(("num", INDENT),)),
    Style("Heading2", "heading 2", 24, _HEADING, after(240, 360, 270), next="UNParagraph", bold=True,
          keep=True, level=(HEADING_LIST, 1), outline=1, tabs=(("num", INDENT),)),
    Style("Heading3", "heading 3", 20, _HEADING, after(120, 240), next="UNParagraph", bold=True,
          keep=True, level=(HEADING_LIST, 2), outline=2, tabs=(("num", INDENT),)),
    Style("UNParagraph", "UN Paragraph", ind={**_TEXT, "firstLine": 0}, spacing=after(120), align="both",
          level=(BODY_LIST, 0), tabs=(("num", INDENT + STEP),)),
    Style("UNSubparagraph", "UN Subparagraph", ind={**_TEXT, "firstLine": STEP}, spacing=after(120),
          align="both", level=(BODY_LIST, 1), tabs=(("num", INDENT + 2 * STEP),)),
    Style("UNSubsubparagraph", "UN Subsubparagraph",
          ind={"left": INDENT + 3 * STEP, "right": INDENT, "hanging": STEP}, spacing=after(120),
          align="both", level=(BODY_LIST, 2), tabs=(("num", INDENT + 3 * STEP),)),
    Style("UNAnnexHeading", "UN Annex Heading", 28, _TEXT, after(240, 0, 300), bold=True, keep=True,
          new_page=True, outline=0),
    Style("UNAnnexNote", "UN Annex Note", ind=_TEXT, spacing=after(120)),
    Style("UNAnnexGroup", "UN Annex Group", 20, _TEXT, after(120, 240), bold=True, keep=True),
    Style("UNTableText", "UN Table Text", size=18, spacing=after(40, 40, 220)),
    Style("UNTableHead", "UN Table Head", size=16, italic=True, spacing=after(40, 40, 200), keep=True),
    Style("FootnoteText", "footnote text", 18, {**_TEXT, "hanging": 340}, after(0, 0, 220),
          tabs=(("left", INDENT),)),
    # No indent on the right: LibreOffice drops what stands after a tab beyond it, here the page number.
    Style("TOC1", "toc 1", 20, {"left": INDENT, "hanging": STEP}, after(60, 60),
          tabs=(("left", INDENT), ("dot", TEXT_WIDTH))),
    Style("TOC2", "toc 2", 20, {"left": INDENT + STEP, "hanging": STEP}, after(60),
          tabs=(("left", INDENT + STEP), ("dot", TEXT_WIDTH))),
    Style("TOC3", "toc 3", 20, {"left": INDENT + 2 * STEP, "hanging": STEP}, after(60),
          tabs=(("left", INDENT + 2 * STEP), ("dot", TEXT_WIDTH))),
    Style("Header", "header", 18, bold=True, box="bottom", spacing=after(0),
          tabs=(("right", TEXT_WIDTH),)),
    Style("Footer", "footer", size=18, bold=True, spacing=after(0), tabs=(("right", TEXT_WIDTH),)),
)  # fmt: skip


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
                el("pPr", el("tabs", *(tab_stop(*each) for each in style.tabs)), el("ind", **style.ind)),
                ilvl=at,
            )
        )
    return made


def list_instance(number: int) -> Element:
    """The list that styles refer to."""
    return el("num", el("abstractNumId", val=number), numId=number)
