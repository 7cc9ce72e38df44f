"""The report as plain data for those that set it otherwise than Word: every number, letter and note worked out."""

from collections.abc import Mapping
from dataclasses import dataclass

from meetings.base.word.text import clean, one_line
from meetings.report.rules import fixed
from meetings.report.rules.document import front
from meetings.report.rules.document.drawn import Figure
from meetings.report.rules.document.marks import laid_out, notes_of, pieces
from meetings.report.rules.document.numbering import numbered, roman
from meetings.report.rules.document.order import alphabetical, says_something, with_participants
from meetings.report.rules.document.parts import Document, Footnote, Heading, Paragraph, Participant
from meetings.report.rules.paper import letter_of


@dataclass(frozen=True)
class Part:
    """A stretch of text, or (`note`) a footnote with its number; a note has its text in `text`."""

    text: str
    note: int = 0


@dataclass(frozen=True)
class Line:
    """A paragraph or subparagraph as printed: its number or letter, its text. `depth` 0: the paragraph itself."""

    label: str
    parts: tuple[Part, ...]
    depth: int = 0


@dataclass(frozen=True)
class Entry:
    """A heading (`level` 1–3; `anchor` names it) or a paragraph (level 0) with its subparagraphs."""

    level: int
    label: str
    text: str = ""
    anchor: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Group:
    """A category of the list of participants; each row is name, function, organization."""

    title: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """The whole report in the order in which it is read."""

    symbol: str
    body_name: str
    facts: tuple[str, ...]
    session: tuple[str, ...]
    title: str
    author: str
    notices: tuple[str, ...]
    job_number: str
    demonstration: str
    missing: tuple[str, ...]
    summary: tuple[Line, ...]
    entries: tuple[Entry, ...]
    annexes: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    figures: tuple[Figure, ...]
    notes: tuple[str, ...]


def sheet_of(document: Document) -> Sheet:
    """The document as such data; what says nothing is left out, as in Word."""
    head, notes = document.masthead, _Notes()
    summary = tuple(
        line for each in document.summary if says_something(each) for line in _lines("", each, notes)
    )
    entries = tuple(
        _entry(at, each.label, each.block, notes) for at, each in enumerate(numbered(document.body), 1)
    )
    return Sheet(
        symbol=one_line(head.symbol),
        body_name=head.body,
        facts=tuple(front.facts(head)),
        session=tuple(map(one_line, front.session_lines(head))),
        title=one_line(head.title),
        author=one_line(head.author),
        notices=tuple(map(one_line, head.notes)),
        job_number=one_line(head.job_number),
        demonstration=fixed.DEMONSTRATION_NOTE if head.demonstration else "",
        missing=document.missing,
        summary=summary,
        entries=entries,
        annexes=tuple((each.label, each.title) for each in front.annexes(document)),
        groups=tuple(
            Group(one_line(group.category), tuple(_row(each) for each in alphabetical(group.rows)))
            for group in with_participants(document.annex)
        ),
        figures=document.figures,
        notes=tuple(notes.texts),
    )


class _Notes:
    """The footnotes so far, numbered through the whole report."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def number(self, text: str) -> int:
        self.texts.append(text)
        return len(self.texts)


def _entry(at: int, label: str, block: Heading | Paragraph, notes: _Notes) -> Entry:
    if isinstance(block, Heading):
        return Entry(block.level, label, one_line(block.text), f"h{at}")
    return Entry(0, label, lines=tuple(_lines(label, block, notes)))


def _lines(label: str, paragraph: Paragraph, notes: _Notes) -> list[Line]:
    laid, own = laid_out(paragraph), notes_of(paragraph)
    found = [Line(label, _parts(laid.text, own, notes))]
    for at, sub in enumerate(laid.subparagraphs):
        found.append(Line(f"({letter_of(at)})", _parts(sub.text, own, notes), 1))
        found += [
            Line(f"({roman(below).lower()})", _parts(each.text, own, notes), 2)
            for below, each in enumerate(sub.subparagraphs, 1)
        ]
    return found


def _parts(text: str, own: Mapping[str, str], notes: _Notes) -> tuple[Part, ...]:
    return tuple(
        Part(piece.text, notes.number(piece.text)) if isinstance(piece, Footnote) else Part(piece)
        for piece in pieces(text, own)
    )


def _row(each: Participant) -> tuple[str, str, str]:
    name, function, organization = (
        one_line(getattr(each, field)) for field in ("name", "function", "organization")
    )
    return (clean(name) or fixed.UNNAMED, function, organization)
