"""A paper becomes a Word file: headings, and for each day a table of two columns, the time and what happens then."""

from collections.abc import Iterable, Iterator

from meetings.base.word.file import Frame, paragraph_of, word_file
from meetings.base.word.ml import Element, el, paragraph, text_runs
from meetings.base.word.styles import Style, after
from meetings.base.word.text import one_line
from meetings.documents.rules.papers import Entry, Line, Paper, Part

FONT = "Arial"
COLUMNS = (1871, 7767)  # twentieths of a point, together the width of the text
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
    said = {
        "dc:title": f"{paper.kind}: {one_line(paper.title)}",
        "dc:subject": paper.stands,
        "dc:creator": paper.site,
    }
    frame = Frame(STYLES, FONT, paper.language, paper.rtl, paper.kind, paper.stands, paper.page_word, said)
    return word_file(frame, _body(paper))


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
    return paragraph_of(paper.rtl, style, runs)


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
