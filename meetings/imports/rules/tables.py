"""A table as it came: its headings, and its lines with the number that they have in the file."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.base.texts import as_kept
from meetings.base.words import N_, Labelled

MOST_LINES, MOST_COLUMNS = 20_000, 60
# A cell that begins so would be worked out as a formula by the program that opens the file.
_SAYS = re.compile(r'\ufeff?"?sep=(.)"?[ ,;\t|]*(\r\n|\r|\n)', re.IGNORECASE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Delimiter(Labelled):
    """What parts the cells of a CSV."""

    COMMA = ",", N_("Comma")
    SEMICOLON = ";", N_("Semicolon")
    TAB = "tab", N_("Tab")
    BAR = "|", N_("Vertical bar")

    @property
    def mark(self) -> str:
        return "\t" if self is Delimiter.TAB else self.value


@dataclass(frozen=True)
class TableLine:
    """One line: `number` is that of the file (the first is 1). `spills`: it has cells beyond the headings."""

    number: int
    cells: tuple[str, ...]
    spills: bool = False


@dataclass(frozen=True)
class Table:
    """`formulas`: how many cells were formulas; what stood in them when the file was saved is taken as text."""

    headings: tuple[str, ...]
    lines: tuple[TableLine, ...]
    formulas: int = 0


def read_csv(text: str, delimiter: Delimiter) -> Table:
    """The table in a text; Refused when it is none."""
    return table_of(_numbered(text, delimiter))


def likeliest_delimiter(text: str) -> Delimiter:
    """What parts most of the first lines into equally many cells."""
    if (said := _said_delimiter(text)) is not None:
        return said
    start = "".join(text.splitlines(keepends=True)[:30])

    def cells(delimiter: Delimiter) -> tuple[int, int]:
        try:
            widths = [
                len(row) for row in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter.mark)
            ]
        except csv.Error:
            return (0, 0)
        widths = [w for w in widths if w] or [1]
        most = widths[0]
        return (0, 0) if most == 1 else (widths.count(most) * 100 // len(widths), most)

    return max(Delimiter, key=cells)


def table_of(numbered: Iterator[tuple[int, Sequence[str]]], formulas: int = 0) -> Table:
    """The first line that says something are the headings; empty ones are passed over. Refused when it is too much."""
    headings: tuple[str, ...] = ()
    lines: list[TableLine] = []
    for number, raw in numbered:
        cells = tuple(_kept(cell) for cell in raw)
        if not any(cells):
            continue
        if not headings:
            headings = _trimmed(cells)
            if len(headings) > MOST_COLUMNS:
                raise Refused("This table has more than %(most)s columns.", most=MOST_COLUMNS)
            continue
        if len(lines) == MOST_LINES:
            raise Refused("This table has more than %(most)s lines. Part it.", most=f"{MOST_LINES:,}")
        wide = len(headings)
        lines.append(TableLine(number, (cells + ("",) * wide)[:wide], any(cells[wide:])))
    if not headings:
        raise Refused("This table is empty.")
    if not lines:
        raise Refused("This table has headings, but no line below them.")
    return Table(headings, tuple(lines), formulas)


def _said_delimiter(text: str) -> Delimiter | None:
    """What the first line names ("sep=;"), as Excel writes and reads it; None when it names nothing."""
    found = _SAYS.match(text)
    return next((d for d in Delimiter if found and d.mark == found[1]), None)


def _numbered(text: str, delimiter: Delimiter) -> Iterator[tuple[int, list[str]]]:
    if _said_delimiter(text) is not None:
        text = _SAYS.sub(r"\g<2>", text, count=1)  # the line stays, empty: lines keep their numbers
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter.mark, strict=True)
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error:
        raise Refused(
            "The table breaks off at line %(line)s: a quotation mark there is not closed, or stands in the wrong "
            "place. Mend it, or choose another delimiter.",
            line=before + 1,
        ) from None


def _kept(cell: str) -> str:
    """NFC and trimmed; the mark that keeps a formula from being worked out is taken off again."""
    text = as_kept(cell)
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    last = max(n for n, cell in enumerate(cells) if cell)
    return cells[: last + 1]


def folded(text: str) -> str:
    """The text for comparing: no case, accents, signs or doubled spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(bare.split())
