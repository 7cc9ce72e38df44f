"""A paper becomes a Word file: headings, and for each day a table of two columns, the time and what happens then."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from docx.oxml.ns import qn

from meetings.base.word.blank import blank, fill
from meetings.base.word.ml import Element, el, exact, field, paragraph, tab, text_runs
from meetings.base.word.package import pack
from meetings.base.word.styles import Style, after
from meetings.base.word.text import clean, one_line
from meetings.documents.rules.papers import Entry, Line, Paper, Part

FONT = "Arial"
COLUMNS = (1871, 7767)  # twentieths of a point, together the width of the text
CORE = "docProps/core.xml"
STYLES = (
    Style("Site", "Site", bold=True, spacing=after(60)),
    Style("Kind", "Kind", size=28, spacing=after(120, 240), box="bottom"),
    Style("Title", "Title", size=36, bold=True, spacing=after(120, 120), keep=True),
    Style("Stands", "Stands", spacing=after(120)),
    Style("Notice", "Notice", bold=True, align="center", box="single", spacing=after(120, 120),
          ind={"left": 142, "right": 142}),
    Style("Fact", "Fact", spacing=after(40)),
    Style("Heading1", "heading 1", 28, spacing=after(120, 360), bold=True, keep=True, outline=0),
    Style("Time", "Time", bold=True, spacing=after(0, 60)),
    Style("Above", "Above", size=17, spacing=after(0, 60), keep=True),
    Style("Heading2", "heading 2", 22, spacing=after(40), bold=True, keep=True, outline=1),
    Style("Pause", "Pause", italic=True, spacing=after(60, 60)),
    Style("About", "About", spacing=after(60)),
    Style("Said", "Said", spacing=after(40)),
    Style("Header", "header", 17, box="bottom", spacing=after(0), tabs=(("right", sum(COLUMNS)),)),
    Style("Footer", "footer", size=17, spacing=after(0), tabs=(("right", sum(COLUMNS)),)),
)  # fmt: skip


def render_docx(paper: Paper) -> bytes:
    """The paper as a Word file. The same paper gives the same bytes."""
    made = blank(STYLES, FONT, paper.language)
    body = made.element.body
    section = body.find(qn("w:sectPr"))
    for old in [child for child in body if child is not section]:
        body.remove(old)
    for element in _body(paper):
        section.addprevious(element)
    if paper.rtl:
        section.append(el("bidi"))
    own = made.sections[0]
    fill(own.header._element, "Header", [*text_runs(paper.kind), tab(), *text_runs(paper.stands)])
    for footer in (own.footer, own.first_page_footer):
        fill(
            footer._element,
            "Footer",
            [tab(), *text_runs(paper.page_word), el("r", exact(" ")), *field("PAGE", "1")],
        )
    out = io.BytesIO()
    made.save(out)
    return _packed(out.getvalue(), paper)


def _body(paper: Paper) -> Iterator[Element]:
    head = [("Site", paper.site), ("Kind", paper.kind), ("Title", paper.title), ("Stands", paper.stands)]
    head += [("Notice", text) for text in paper.notice]
    for style, text in head:
        yield _said(paper, style, text_runs(text))
    for fact in paper.facts:
        yield _said(paper, "Fact", _line(fact))
    for part in paper.parts:
        yield _said(paper, "Heading1", text_runs(part.heading))
        yield _day(paper, part)
    if paper.parts:
        yield paragraph("Said")  # Word wants a paragraph after the last table


def _said(paper: Paper, style: str, runs: Iterable[Element]) -> Element:
    made = paragraph(style, *runs)
    if paper.rtl:
        made.find(qn("w:pPr")).append(el("bidi"))
    return made


def _line(line: Line) -> list[Element]:
    return text_runs(line.words)


def _day(paper: Paper, part: Part) -> Element:
    width = sum(COLUMNS)
    margins = el("tblCellMar", el("left", w=0, type="dxa"), el("right", w=113, type="dxa"))
    properties = [el("tblW", w=width, type="dxa"), el("tblLayout", type="fixed"), margins]
    if paper.rtl:
        properties.insert(0, el("bidiVisual"))
    grid = el("tblGrid", *(el("gridCol", w=column) for column in COLUMNS))
    rows = (_row(paper, entry) for entry in part.entries)
    return el("tbl", el("tblPr", *properties), grid, *rows)


def _row(paper: Paper, entry: Entry) -> Element:
    time = _said(paper, "Time", text_runs(entry.beside))
    if entry.pause:
        content = [_said(paper, "Pause", text_runs(entry.title))]
    else:
        content = [_said(paper, "Above", text_runs(entry.above))] if entry.above else []
        content.append(_said(paper, "Heading2", text_runs(entry.title)))
        content += [_said(paper, "About", text_runs(text)) for text in entry.about]
        content += [_said(paper, "Said", _line(line)) for line in entry.lines]
    # A long annotation may part over two pages, a programme's row not.
    whole = [] if entry.about else [el("trPr", el("cantSplit"))]
    return el("tr", *whole, _cell(0, [time]), _cell(1, content))


def _cell(column: int, content: Iterable[Element]) -> Element:
    rule = el("tcBorders", el("top", val="single", sz=4, space=0, color="auto"))
    return el("tc", el("tcPr", el("tcW", w=COLUMNS[column], type="dxa"), rule), *content)


def _packed(made: bytes, paper: Paper) -> bytes:
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    parts[CORE] = _properties(paper)
    return pack(parts)


def _properties(paper: Paper) -> bytes:
    said = {
        "dc:title": f"{paper.kind}: {one_line(paper.title)}",
        "dc:subject": one_line(paper.stands),
        "dc:creator": one_line(paper.site),
        "dc:language": paper.language,
    }
    inner = "".join(f"<{name}>{escape(clean(text))}</{name}>" for name, text in said.items())
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{inner}</cp:coreProperties>'
    ).encode()
