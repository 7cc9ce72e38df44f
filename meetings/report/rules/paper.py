"""A laid-out paragraph as a web page shows it: text cut at its notes, notes numbered through the whole report."""

from collections.abc import Mapping
from dataclasses import dataclass

from meetings.report.rules.document.marks import laid_out, notes_of, pieces
from meetings.report.rules.document.parts import Footnote, Paragraph
from meetings.report.rules.layout import Layout


@dataclass(frozen=True)
class Piece:
    """A stretch of text, or (`note`) the mark of a footnote."""

    text: str
    note: int | None = None


@dataclass(frozen=True)
class Shown:
    """A paragraph on the page; `items` come with their letter."""

    pieces: tuple[Piece, ...]
    items: tuple[tuple[str, tuple[Piece, ...]], ...] = ()


@dataclass(frozen=True)
class Paper:
    """What is shown of each paragraph (by its row), and the footnotes in order."""

    shown: Mapping[int, Shown]
    notes: tuple[str, ...]


def paper_of(layout: Layout) -> Paper:
    """The whole draft for a page, as Word numbers its notes."""
    notes: list[str] = []
    shown: dict[int, Shown] = {}
    for part in layout.parts:
        for section in part.sections:
            for printed in section.paragraphs:
                if printed.kept.ref is not None:
                    shown[printed.kept.ref] = _shown(printed.paragraph, notes)
    return Paper(shown, tuple(notes))


def _shown(paragraph: Paragraph, notes: list[str]) -> Shown:
    laid, own = laid_out(paragraph), notes_of(paragraph)

    def cut(text: str) -> tuple[Piece, ...]:
        found = []
        for piece in pieces(text, own):
            if isinstance(piece, Footnote):
                notes.append(piece.text)
                found.append(Piece(piece.text, len(notes)))
            else:
                found.append(Piece(piece))
        return tuple(found)

    text = cut(laid.text)
    return Shown(
        text, tuple((f"({letter_of(at)})", cut(sub.text)) for at, sub in enumerate(laid.subparagraphs))
    )


def letter_of(at: int) -> str:
    """0 → "a"; after z Word goes on with aa, bb."""
    return chr(ord("a") + at % 26) * (at // 26 + 1)
