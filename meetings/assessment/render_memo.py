"""The memo of the panel as a Word file: tables of who is selected and why, and lines to sign on."""

from collections.abc import Iterator, Sequence

from meetings.assessment.rules.memo import Memo, Table
from meetings.base.word.file import Frame, paragraph_of, word_file
from meetings.base.word.ml import Element, el, text_runs
from meetings.base.word.styles import Style, after
from meetings.base.word.text import one_line

FONT = "Arial"
WIDTH = 9638  # twentieths of a point, the width of the text
STYLES = (
    Style("Site", "Site", bold=True, spacing=after(60)),
    Style("Kind", "Kind", size=28, spacing=after(120, 240), box="bottom"),
    Style("Title", "Title", size=32, bold=True, spacing=after(120, 120), keep=True),
    Style("Stands", "Stands", spacing=after(120)),
    Style("Fact", "Fact", spacing=after(40)),
    Style("Heading1", "heading 1", 24, spacing=after(80, 280), bold=True, keep=True, outline=0),
    Style("Head", "Head", size=17, bold=True, spacing=after(40, 40), keep=True),
    Style("Cell", "Cell", size=18, spacing=after(40, 40)),
    Style("Number", "Number", size=18, align="right", spacing=after(40, 40)),
    Style("HeadNumber", "Head number", size=17, bold=True, align="right", spacing=after(40, 40), keep=True),
    Style("Sign", "Sign", spacing=after(60, 700), keep=True, box="bottom"),
    Style("Signed", "Signed", size=18, spacing=after(0), keep=True),
    Style("Header", "header", 17, box="bottom", spacing=after(0), tabs=(("right", WIDTH),)),
    Style("Footer", "footer", size=17, spacing=after(0), tabs=(("right", WIDTH),)),
)


def render_memo(memo: Memo) -> bytes:
    """The memo as a Word file. The same memo gives the same bytes."""
    said = {
        "dc:title": f"{memo.kind}: {one_line(memo.title)}",
        "dc:creator": memo.site,
    }
    frame = Frame(STYLES, FONT, memo.language, memo.rtl, memo.kind, memo.title, memo.page_word, said)
    return word_file(frame, _body(memo))


def _body(memo: Memo) -> Iterator[Element]:
    for style, text in (
        ("Site", memo.site),
        ("Kind", memo.kind),
        ("Title", memo.title),
        ("Stands", memo.stands),
    ):
        yield _said(memo, style, text)
    for fact in memo.facts:
        yield _said(memo, "Fact", fact)
    for table in memo.tables:
        yield _said(memo, "Heading1", table.heading)
        if table.rows:
            yield _table(memo, table)
        else:
            yield _said(memo, "Fact", table.empty)
    yield _said(memo, "Heading1", memo.signed)
    for name in memo.signatures:
        yield _said(memo, "Sign", "")
        yield _said(memo, "Signed", name)


def _said(memo: Memo, style: str, text: str) -> Element:
    return paragraph_of(memo.rtl, style, text_runs(text))


def _table(memo: Memo, table: Table) -> Element:
    whole = sum(table.widths)
    widths = [WIDTH * share // whole for share in table.widths]
    properties = [el("tblW", w=sum(widths), type="dxa"), el("tblLayout", type="fixed")]
    if memo.rtl:
        properties.insert(0, el("bidiVisual"))
    grid = el("tblGrid", *(el("gridCol", w=width) for width in widths))
    rows = [_row(memo, table, table.columns, widths, True)]
    rows += [_row(memo, table, cells, widths, False) for cells in table.rows]
    return el("tbl", el("tblPr", *properties), grid, *rows)


def _row(memo: Memo, table: Table, cells: Sequence[str], widths: Sequence[int], head: bool) -> Element:
    properties = el("trPr", *([el("cantSplit"), el("tblHeader")] if head else []))
    made = []
    for number, (text, width) in enumerate(zip(cells, widths, strict=True)):
        plain, figure = ("Head", "HeadNumber") if head else ("Cell", "Number")
        style = figure if number in table.numbers else plain
        rule = el("tcBorders", el("bottom", val="single", sz=8 if head else 4, space=0, color="auto"))
        made.append(el("tc", el("tcPr", el("tcW", w=width, type="dxa"), rule), _said(memo, style, text)))
    return el("tr", *([properties] if head else []), *made)
