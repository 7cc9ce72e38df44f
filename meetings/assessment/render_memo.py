"""The memo of the panel as a Word file: tables of who is selected and why, and lines to sign on."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from docx.oxml.ns import qn

from meetings.assessment.rules.memo import Memo, Table
from meetings.base.word.blank import blank, fill
from meetings.base.word.ml import Element, el, exact, field, paragraph, tab, text_runs
from meetings.base.word.package import pack
from meetings.base.word.styles import Style, after
from meetings.base.word.text import clean, one_line

FONT = "Arial"
WIDTH = 9638  # twentieths of a point, the width of the text
CORE = "docProps/core.xml"
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
    made = blank(STYLES, FONT, memo.language)
    body = made.element.body
    section = body.find(qn("w:sectPr"))
    for old in [child for child in body if child is not section]:
        body.remove(old)
    for element in _body(memo):
        section.addprevious(element)
    if memo.rtl:
        section.append(el("bidi"))
    own = made.sections[0]
    fill(own.header._element, "Header", [*text_runs(memo.kind), tab(), *text_runs(memo.title)])
    for footer in (own.footer, own.first_page_footer):
        page = [tab(), *text_runs(memo.page_word), el("r", exact(" ")), *field("PAGE", "1")]
        fill(footer._element, "Footer", page)
    out = io.BytesIO()
    made.save(out)
    return _packed(out.getvalue(), memo)


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
    made = paragraph(style, *text_runs(text))
    if memo.rtl:
        made.find(qn("w:pPr")).append(el("bidi"))
    return made


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


def _packed(made: bytes, memo: Memo) -> bytes:
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    said = {
        "dc:title": f"{memo.kind}: {one_line(memo.title)}",
        "dc:creator": one_line(memo.site),
        "dc:language": memo.language,
    }
    inner = "".join(f"<{name}>{escape(clean(text))}</{name}>" for name, text in said.items())
    parts[CORE] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{inner}</cp:coreProperties>'
    ).encode()
    return pack(parts)
