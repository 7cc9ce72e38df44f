"""The report as pandoc's own tree. People's text is only ever a string in it, never Markdown, HTML or XML."""

from collections.abc import Iterable, Sequence
from typing import Any

from meetings.base.word.text import clean, one_line
from meetings.report.reference import TABLE_STYLE
from meetings.report.render_docx.bookmarks import properties, title_bookmark
from meetings.report.render_docx.nodes import Node, note, span, string, styled, text_of
from meetings.report.render_docx.said import Saying
from meetings.report.rules import (
    NOTHING,
    Document,
    Heading,
    Paragraph,
    ParticipantGroup,
    Tracked,
    alphabetical,
    blocks,
    fixed,
)
from meetings.report.rules.document import front
from meetings.report.rules.document.order import says_something, with_participants

PANDOC_API = (1, 23, 1)
COLUMNS = (0.32, 0.34, 0.34)
STYLES = ("UN Paragraph", "UN Subparagraph", "UN Subsubparagraph")
SLOT = "UN Slot"  # where the contents will stand


def story(document: Document, tracked: Tracked = NOTHING) -> Node:
    """All below the masthead's table: session, title, boxes, a slot for the contents, body and annex."""
    saying = Saying(tracked)
    return {
        "pandoc-api-version": PANDOC_API,
        "meta": properties(document, saying.signed),
        "blocks": [
            *_title(document),
            *_missing(document.missing),
            *_summary(document.summary, saying),
            *([styled(SLOT, text_of("-"))] if front.contents(document) else []),
            *_body(document, saying),
            *_annexes(document),
        ],
    }


def _title(document: Document) -> list[Node]:
    head = document.masthead
    lines = [("UN Organ", fixed.HUMAN_RIGHTS_COUNCIL), ("UN Session", head.session)]
    lines += [("UN Session Fact", head.session_dates)]
    lines += [("UN Session Fact", line) for line in front.agenda(head)]
    lines += [("UN Session", item.title) for item in head.agenda_items]
    asterisks = [note(each) for each in head.notes if clean(each)]
    author = styled("UN Author", text_of(one_line(head.author)) + asterisks)
    set_ = [styled(style, text_of(one_line(line))) for style, line in lines if clean(line)]
    title = [styled("Title", _title_of(head.title, document.report))]
    return [*set_, *(title if clean(head.title) else []), author]


def _missing(sentences: tuple[str, ...]) -> list[Node]:
    if not sentences:
        return []
    heading = styled("UN Missing Heading", text_of(fixed.MISSING))
    return [heading, *(styled("UN Missing", text_of(clean(each))) for each in sentences if clean(each))]


def _title_of(title: str, report: str) -> list[Node]:
    inlines, name = text_of(one_line(title)), title_bookmark(report)
    return [span(inlines, name)] if name else inlines


def _summary(paragraphs: tuple[Paragraph, ...], saying: Saying) -> list[Node]:
    said = [each for each in paragraphs if says_something(each)]
    if not said:
        return []
    inside = [node for each in said for node in saying.paragraph(each, ("UN Summary",) * 3)]
    return [styled("UN Summary Heading", text_of(fixed.SUMMARY)), *inside]


def _body(document: Document, saying: Saying) -> list[Node]:
    nodes: list[Node] = []
    headings = 0
    for block in blocks(document.body):
        if isinstance(block, Heading):
            headings += 1
            nodes += saying.heading(block.level, headings, one_line(block.text), STYLES)
        else:
            nodes += saying.paragraph(block, STYLES)
    return nodes


def _annexes(document: Document) -> list[Node]:
    said = {
        front.PARTICIPANTS: lambda: _participants(document.annex),
        front.FIGURES: lambda: _figures(document),
    }
    nodes: list[Node] = []
    for annex in front.annexes(document):
        heading = styled("UN Annex Heading", text_of(f"{annex.label}\n{annex.title}"))
        heading["c"][0][0] = annex.anchor
        nodes += [heading, *said[annex.anchor]()]
    return nodes


def _participants(groups: tuple[ParticipantGroup, ...]) -> list[Node]:
    nodes: list[Node] = []
    for group in with_participants(groups):
        nodes += [styled("UN Annex Group", text_of(one_line(group.category))), _list_of(group)]
    return nodes


def _figures(document: Document) -> list[Node]:
    nodes = [styled("UN Annex Note", text_of(fixed.FIGURES_NOTE))]
    for each in document.figures:
        share = 0.6 / max(len(each.columns), 1)
        widths = (0.4, *(share for _ in each.columns))
        nodes += [
            styled("UN Annex Group", text_of(one_line(each.title))),
            _table(("", *each.columns), each.lines, widths),
        ]
    return nodes


def _list_of(group: ParticipantGroup) -> Node:
    people = alphabetical(group.rows)
    cells = [(clean(each.name) or fixed.UNNAMED, each.function, each.organization) for each in people]
    return _table(fixed.PARTICIPANT_COLUMNS, cells, COLUMNS)


def _table(heads: Sequence[str], cells: Sequence[Sequence[str]], widths: Sequence[float]) -> Node:
    rows = [_row("UN Table Text", each) for each in cells]
    columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in widths]
    head = [_no_attributes(), [_row("UN Table Head", heads)]]
    body = [_no_attributes(), 0, [], rows]
    attributes = ["", [], [["custom-style", TABLE_STYLE]]]
    return {"t": "Table", "c": [attributes, [None, []], columns, head, [body], [_no_attributes(), []]]}


def _row(style: str, cells: Iterable[str]) -> list[Any]:
    contents = [styled(style, text_of(one_line(each)) or [string("")]) for each in cells]
    return [
        _no_attributes(),
        [[_no_attributes(), {"t": "AlignDefault"}, 1, 1, [content]] for content in contents],
    ]


def _no_attributes() -> list[Any]:
    return ["", [], []]
