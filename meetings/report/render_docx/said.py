"""Paragraphs as Word has them: bookmarks by which they are known again, tracked changes and comments when asked."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from meetings.report.render_docx.bookmarks import bookmarks
from meetings.report.render_docx.nodes import Node, note, span, string, styled, text_of
from meetings.report.rules import Footnote, Paragraph, paragraph_of
from meetings.report.rules.document.marks import laid_out, notes_of, pieces
from meetings.report.rules.document.tracked import (
    By,
    Mark,
    Remark,
    Token,
    Tracked,
    Was,
    key_of,
    marked,
    own_name,
)

# Comments are numbered beyond any footnote: otherwise LibreOffice takes the one for the other and misplaces notes.
BEYOND_NOTES = 100_000
STAMP = "%Y-%m-%dT%H:%M:%SZ"
Styles = tuple[str, str, str]
KINDS = {Mark.CAME: "insertion", Mark.WENT: "deletion"}


class Saying:
    """Sets paragraphs one after the other, and headings; comments are numbered through the file."""

    def __init__(self, tracked: Tracked) -> None:
        self.tracked = tracked
        self.comments = BEYOND_NOTES

    @property
    def signed(self) -> str:
        """Date and author of all that is tracked, when it is one hand."""
        every = {each.by for each in self.tracked.struck} | set(self.tracked.new.values())
        told = [" ".join((each["date"], each["author"])) for each in map(_by, every)]
        return told[0] if len(told) == 1 else ""

    def paragraph(self, paragraph: Paragraph, styles: Styles) -> list[Node]:
        """The Word paragraphs of one of ours, and those that stood beside it and are gone."""
        name = own_name(paragraph.name)
        lines, was = _lines(paragraph), self.tracked.was.get(name)
        if was is not None:
            nodes = self._changed(paragraph.name, lines, was, styles)
        else:
            by = self.tracked.new.get(name)
            names = bookmarks(paragraph.name, len(lines))
            nodes = [
                styled(styles[depth], _named(_in(tokens, Mark.CAME, by) if by else _set(tokens), own))
                for (depth, tokens), own in zip(lines, names, strict=True)
            ]
        if name and (remarks := self.tracked.remarks.get(name)):
            _first(nodes[0], self._comments(remarks))
        return self._among_what_is_gone(name, nodes, styles)

    def heading(self, level: int, number: int, text: str, styles: Styles) -> list[Node]:
        """The n-th heading that is printed, and what stood beside it and is gone."""
        was = self.tracked.headings.get(number)
        said = _both([was.text] if was.text else [], [text], was.by) if was else text_of(text)
        name = anchor(number)
        return self._among_what_is_gone(name, [_header(level, said, name)], styles)

    def _among_what_is_gone(self, name: str, nodes: list[Node], styles: Styles) -> list[Node]:
        before, behind = (gone.get(name, ()) for gone in (self.tracked.gone_before, self.tracked.gone))
        return [*self._taken_out(before, styles), *nodes, *self._taken_out(behind, styles)]

    def _taken_out(self, gone: Sequence[Was], styles: Styles) -> list[Node]:
        nodes: list[Node] = []
        for was in gone:
            if was.level:
                nodes.append(_header(was.level, _in([was.text], Mark.WENT, was.by)))
                continue
            lines = _lines(paragraph_of(was.text, was.items))
            struck = [styled(styles[depth], _in(tokens, Mark.WENT, was.by)) for depth, tokens in lines]
            _first(struck[0], self._comments(self.tracked.remarks.get(was.name, ()) if was.name else ()))
            nodes += struck
        return nodes

    def _changed(self, bookmark: str, lines: list["Line"], was: Was, styles: Styles) -> list[Node]:
        """Line by line against what stood there: the text, then the subparagraphs, the same beside each other."""
        names = iter(bookmarks(bookmark, len(lines)))
        nodes = []
        for before, now in _beside(_lines(paragraph_of(was.text, was.items)), lines):
            if now is None:
                nodes += [styled(styles[before[0]], _in(before[1], Mark.WENT, was.by))] if before else []
            elif before is None:
                nodes.append(styled(styles[now[0]], _named(_in(now[1], Mark.CAME, was.by), next(names))))
            else:
                nodes.append(styled(styles[now[0]], _named(_both(before[1], now[1], was.by), next(names))))
        return nodes

    def _comments(self, remarks: Sequence[Remark]) -> list[Node]:
        """Where comments begin and end: at the beginning of the paragraph, one after the other."""
        found: list[Node] = []
        for each in remarks:
            self.comments += 1
            at = {"id": str(self.comments)}
            found.append(span(text_of(each.text), kind="comment-start", **at, **_by(each.by)))
            found.append(span([string("")], kind="comment-end", **at))
        return found


Line = tuple[int, list[Token]]


def _lines(paragraph: Paragraph) -> list[Line]:
    """The text and the subparagraphs, each with its depth, cut at its notes."""
    notes, laid = notes_of(paragraph), laid_out(paragraph)
    lines = [(0, laid.text)]
    for sub in laid.subparagraphs:
        lines += [(1, sub.text), *((2, below.text) for below in sub.subparagraphs)]
    return [(depth, _tokens(text, notes)) for depth, text in lines]


def _beside(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    """Each line beside what it was; None where it came or went. The text itself is beside the text."""
    yield old[0], new[0]
    was, now = ([str([key_of(token) for token in tokens]) for _, tokens in each[1:]] for each in (old, new))
    for _, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        yield from zip_longest(old[a + 1 : b + 1], new[c + 1 : d + 1])


def _tokens(text: str, notes: Mapping[str, str]) -> list[Token]:
    return list(pieces(text, notes))


def anchor(heading: int) -> str:
    """The bookmark of the n-th heading, which its line in the contents leads to."""
    return f"heading_{heading}"


def _header(level: int, inlines: list[Node], name: str = "") -> Node:
    return {"t": "Header", "c": [level, [name, [], []], inlines]}


def _both(before: list[Token], now: list[Token], by: By) -> list[Node]:
    return [
        node
        for mark, tokens in marked(before, now)
        for node in (_set(tokens) if mark is Mark.SAME else _in(tokens, mark, by))
    ]


def _set(tokens: Sequence[Token]) -> list[Node]:
    inlines: list[Node] = []
    for token in tokens:
        inlines += [note(token.text)] if isinstance(token, Footnote) else text_of(token)
    return inlines


def _in(tokens: Sequence[Token], mark: Mark, by: By) -> list[Node]:
    return [span(_set(tokens), kind=KINDS[mark], **_by(by))]


def _by(by: By) -> dict[str, str]:
    return {"author": by.author or "?", "date": by.at.strftime(STAMP)}


def _named(inlines: list[Node], name: str) -> list[Node]:
    return [span(inlines, name)] if name else inlines


def _first(node: Node, inlines: list[Node]) -> None:
    """Put inlines before all others of a styled paragraph."""
    node["c"][1][0]["c"][:0] = inlines
