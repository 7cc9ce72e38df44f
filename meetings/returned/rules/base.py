"""A paragraph with its subparagraphs as one string, so that a place in it is a number."""

from collections.abc import Sequence
from dataclasses import dataclass

from meetings.base.word.ml import MARK_LTR
from meetings.report.rules import Footnote, paragraph_of
from meetings.report.rules.document.marks import laid_out, notes_of, pieces

# No text of ours holds these: every kind of line end becomes "\n" before it is printed.
ITEM, PARAGRAPH = "\u2028", "\u2029"


@dataclass(frozen=True)
class Base:
    """A paragraph as it was printed: `text` joins its lines by ITEM. `place`: the title of its section."""

    name: str
    version: int
    text: str


def joined(text: str, items: Sequence[str] = ()) -> str:
    return ITEM.join([text, *items])


def parted(text: str) -> tuple[str, list[str]]:
    """The text and its subparagraphs, without those that say nothing."""
    first, *items = text.split(ITEM)
    return first.strip(), [item.strip() for item in items if item.strip()]


def printed(text: str, items: Sequence[str] = ()) -> str:
    """The paragraph as a Word file shows it, notes written `^[…]` where their marks stand."""
    paragraph = paragraph_of(text, tuple(items))
    laid, notes = laid_out(paragraph), notes_of(paragraph)

    def shown(line: str) -> str:
        cut = pieces(line, notes)
        return "".join(f"^[{each.text}]" if isinstance(each, Footnote) else each for each in cut)

    return plain(joined(shown(laid.text), [shown(sub.text) for sub in laid.subparagraphs]))


def plain(text: str) -> str:
    """Without the marks that hold right-to-left stretches apart in a file."""
    return text.replace(MARK_LTR, "")
