"""The report as pandoc's own tree. People's text is only ever a string in it, never Markdown, HTML or XML."""

from collections.abc import Iterable, Mapping
from typing import Any

from meetings.base.word.ml import MARK_LTR
from meetings.base.word.text import clean, directions, one_line
from meetings.report.reference import TABLE_STYLE
from meetings.report.render_docx.bookmarks import bookmarks, properties, title_bookmark
from meetings.report.rules import (
    Document,
    Footnote,
    Heading,
    Paragraph,
    ParticipantGroup,
    alphabetical,
    blocks,
    fixed,
    front,
)
from meetings.report.rules.marks import laid_out, notes_of, pieces
from meetings.report.rules.order import says_something, with_participants

PANDOC_API = (1, 23, 1)
COLUMNS = (0.32, 0.34, 0.34)
SLOT = "UN Slot"  # where the contents will stand

Node = dict[str, Any]


def story(document: Document) -> Node:
    """All below the masthead's table: session, title, boxes, a slot for the contents, body and annex."""
    return {
        "pandoc-api-version": PANDOC_API,
        "meta": properties(document),
        "blocks": [
            *_title(document),
            *_missing(document.missing),
            *_summary(document.summary),
            *([_styled(SLOT, _text("-"))] if front.contents(document) else []),
            *_body(document),
            *_annex(document.annex),
        ],
    }


def _title(document: Document) -> list[Node]:
    head = document.masthead
    lines = [("UN Organ", fixed.HUMAN_RIGHTS_COUNCIL), ("UN Session", head.session)]
    lines += [("UN Session Fact", head.session_dates)]
    lines += [("UN Session Fact", line) for line in front.agenda(head)]
    lines += [("UN Session", item.title) for item in head.agenda_items]
    asterisks = [_note(note) for note in head.notes if clean(note)]
    author = _styled("UN Author", _text(one_line(head.author)) + asterisks)
    set_ = [_styled(style, _text(one_line(line))) for style, line in lines if clean(line)]
    title = [_styled("Title", _bookmarked(_text(one_line(head.title)), title_bookmark(document.report)))]
    return [*set_, *(title if clean(head.title) else []), author]


def _missing(sentences: tuple[str, ...]) -> list[Node]:
    if not sentences:
        return []
    heading = _styled("UN Missing Heading", _text(fixed.MISSING))
    return [heading, *(_styled("UN Missing", _text(clean(each))) for each in sentences if clean(each))]


def _summary(paragraphs: tuple[Paragraph, ...]) -> list[Node]:
    said = [each for each in paragraphs if says_something(each)]
    if not said:
        return []
    inside = [node for each in said for node in _paragraph(each, ("UN Summary",) * 3)]
    return [_styled("UN Summary Heading", _text(fixed.SUMMARY)), *inside]


def _body(document: Document) -> list[Node]:
    nodes: list[Node] = []
    headings = 0
    for block in blocks(document.body):
        if isinstance(block, Heading):
            headings += 1
            nodes.append(_heading(block, headings))
        else:
            nodes += _paragraph(block, ("UN Paragraph", "UN Subparagraph", "UN Subsubparagraph"))
    return nodes


def anchor(heading: int) -> str:
    """The bookmark of the n-th heading, which its line in the contents leads to."""
    return f"heading_{heading}"


ANNEX_ANCHOR = "annex"


def _heading(heading: Heading, count: int) -> Node:
    return {"t": "Header", "c": [heading.level, [anchor(count), [], []], _text(one_line(heading.text))]}


def _paragraph(paragraph: Paragraph, styles: tuple[str, str, str]) -> list[Node]:
    notes, laid = notes_of(paragraph), laid_out(paragraph)
    lines = [(styles[0], laid.text)]
    for sub in laid.subparagraphs:
        lines += [(styles[1], sub.text), *((styles[2], below.text) for below in sub.subparagraphs)]
    names = bookmarks(paragraph.name, len(lines))
    return [
        _styled(style, _bookmarked(_marked(text, notes), name))
        for (style, text), name in zip(lines, names, strict=True)
    ]


def _bookmarked(inlines: list[Node], name: str) -> list[Node]:
    return [{"t": "Span", "c": [[name, [], []], inlines]}] if name else inlines


def _marked(text: str, notes: Mapping[str, str]) -> list[Node]:
    inlines: list[Node] = []
    for piece in pieces(text, notes):
        inlines += [_note(piece.text)] if isinstance(piece, Footnote) else _text(piece)
    return inlines


def _note(text: str) -> Node:
    return {"t": "Note", "c": [{"t": "Para", "c": _text(clean(text))}]}


def _text(text: str) -> list[Node]:
    """Strings, line breaks and right-to-left stretches, each of these held apart by marks on both sides."""
    inlines: list[Node] = []
    for at, line in enumerate(text.split("\n")):
        inlines += [{"t": "LineBreak"}] if at else []
        for stretch, rtl in directions(line):
            inlines += _held_apart(stretch) if rtl else [_string(stretch)] if stretch else []
    return inlines


def _held_apart(stretch: str) -> list[Node]:
    span = {"t": "Span", "c": [["", [], [["dir", "rtl"]]], [_string(stretch)]]}
    return [_string(MARK_LTR), span, _string(MARK_LTR)]


def _string(text: str) -> Node:
    return {"t": "Str", "c": text}


def _styled(style: str, inlines: list[Node]) -> Node:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [{"t": "Para", "c": inlines}]]}


def _annex(groups: tuple[ParticipantGroup, ...]) -> list[Node]:
    groups = with_participants(groups)
    if not groups:
        return []
    heading = _styled("UN Annex Heading", _text(f"{fixed.ANNEX}\n{fixed.LIST_OF_PARTICIPANTS}"))
    heading["c"][0][0] = ANNEX_ANCHOR
    nodes = [heading]
    for group in groups:
        nodes += [_styled("UN Annex Group", _text(one_line(group.category))), _list_of(group)]
    return nodes


def _list_of(group: ParticipantGroup) -> Node:
    people = alphabetical(group.rows)
    cells = [(clean(each.name) or fixed.UNNAMED, each.function, each.organization) for each in people]
    rows = [_row("UN Table Text", each) for each in cells]
    columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in COLUMNS]
    head = [_no_attributes(), [_row("UN Table Head", fixed.PARTICIPANT_COLUMNS)]]
    body = [_no_attributes(), 0, [], rows]
    attributes = ["", [], [["custom-style", TABLE_STYLE]]]
    return {"t": "Table", "c": [attributes, [None, []], columns, head, [body], [_no_attributes(), []]]}


def _row(style: str, cells: Iterable[str]) -> list[Any]:
    contents = [_styled(style, _text(one_line(each)) or [_string("")]) for each in cells]
    return [
        _no_attributes(),
        [[_no_attributes(), {"t": "AlignDefault"}, 1, 1, [content]] for content in contents],
    ]


def _no_attributes() -> list[Any]:
    return ["", [], []]
