"""The head of the first page as a table: no emblem and no flag, which are protected."""

from docx.oxml.ns import qn

from meetings.base.word.ml import Element, el, paragraph, text_runs
from meetings.base.word.text import clean
from meetings.report.rules import Masthead, fixed
from meetings.report.rules.document import front

COLUMNS = (1134, 5104, 3400)  # twentieths of a point, together the width of the text
FINE, STRONG = 4, 18  # eighths of a point


def masthead(head: Masthead) -> list[Element]:
    """The table, and under it the notice of a demonstration."""
    top = [
        _cell(0, FINE, paragraph("UNFacts")),
        _cell(1, FINE, paragraph("UNBody", *text_runs(head.body))),
        _cell(2, FINE, paragraph("UNSymbol", *_symbol(clean(head.symbol)))),
    ]
    facts = [paragraph("UNFacts", *text_runs(line)) for line in front.facts(head)]
    below = [
        _cell(0, STRONG, paragraph("UNFacts")),
        _cell(1, STRONG, paragraph("UNAssembly", *text_runs(fixed.GENERAL_ASSEMBLY))),
        _cell(2, STRONG, *facts),
    ]
    table = el(
        "tbl",
        el(
            "tblPr",
            el("tblW", w=sum(COLUMNS), type="dxa"),
            el("tblLayout", type="fixed"),
            el("tblCellMar", el("left", w=0, type="dxa"), el("right", w=0, type="dxa")),
        ),
        el("tblGrid", *(el("gridCol", w=width) for width in COLUMNS)),
        _row(700, *top),
        _row(1700, *below),
    )
    if not head.demonstration:
        return [table]
    return [table, paragraph("UNDemonstration", *text_runs(fixed.DEMONSTRATION_NOTE))]


def _symbol(symbol: str) -> list[Element]:
    """The body's letter large, as on every document of the Assembly and its Council: the A of A/HRC/70/1."""
    letter, slash, rest = symbol.partition("/")
    runs = text_runs(letter)
    for run in runs:
        if run.find(qn("w:rPr")) is None:
            run.insert(0, el("rPr", el("sz", val=40), el("szCs", val=40)))
    return [*runs, *text_runs(slash + rest)]


def _row(height: int, *cells: Element) -> Element:
    return el("tr", el("trPr", el("cantSplit"), el("trHeight", val=height, hRule="atLeast")), *cells)


def _cell(column: int, rule: int, *content: Element) -> Element:
    borders = el("tcBorders", el("bottom", val="single", sz=rule, space=0, color="auto"))
    align = el("vAlign", val="bottom" if rule == FINE else "top")
    width = el("tcW", w=COLUMNS[column], type="dxa")
    return el("tc", el("tcPr", width, borders, align), *content)
