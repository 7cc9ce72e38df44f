"""XLSX: a zip of XML from somebody else's machine. What is in it is counted before anything of it is believed."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from meetings.base.file_kinds import MEGABYTE
from meetings.base.refusals import Refused
from meetings.imports.rules.tables import MOST_COLUMNS, Table, table_of

MOST_PARTS = 500
MOST_UNPACKED = 40 * MEGABYTE
# Sheets of words shrink to a tenth or so; what shrinks to a five-hundredth was made to burst.
MOST_SHRUNK, FREE_OF_THAT = 500, MEGABYTE
MOST_EMPTY = 5000
_BROKEN = (
    zipfile.BadZipFile, EOFError, KeyError, IndexError, AttributeError, NotImplementedError, OverflowError,
    RuntimeError, SyntaxError, TypeError, ValueError, struct.error, zlib.error, OSError, ParseError,
)  # fmt: skip
_TOO_LARGE = "This workbook is too large when it is unpacked. Save the one sheet that is needed as CSV."
_UNREADABLE = "This workbook cannot be read. Save it again as XLSX, or as CSV."


def sheets_of(content: bytes) -> list[str]:
    """The names of the sheets of a workbook; Refused when it is none, or is made to do harm."""
    _check(content)
    try:
        with _opened(content, values=True) as book:
            return [sheet.title for sheet in book.worksheets]
    except _BROKEN:
        raise Refused(_UNREADABLE) from None


def read_sheet(content: bytes, sheet: str) -> Table:
    """A sheet as text. Nothing is worked out: of a formula what it last gave is taken, if that was saved."""
    formulas = _check(content)
    try:
        values = _rows(content, sheet, values=True)
        if not formulas:
            return table_of(((n, _texts(row)) for n, row in values), 0)
        told = _Counted(values, _rows(content, sheet, values=False))
        table = table_of(iter(told), 0)
        return Table(table.headings, table.lines, told.formulas)
    except Refused:
        raise
    except _BROKEN:
        raise Refused(_UNREADABLE) from None


class _Counted:
    """Two readings of one sheet side by side: what cells say, and which of them are formulas."""

    def __init__(self, values: Iterator[tuple[int, Any]], written: Iterator[tuple[int, Any]]) -> None:
        self.values, self.written, self.formulas = values, written, 0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        for (number, row), (_, as_written) in zip(self.values, self.written, strict=False):
            cells = []
            for n, value in enumerate(row):
                formula = as_written[n] if n < len(as_written) else None
                formula = getattr(formula, "text", formula)  # one that fills several cells
                if isinstance(formula, str) and formula.startswith("=") and formula != value:
                    self.formulas += 1
                cells.append(_text(value))
            yield number, cells


def _check(content: bytes) -> bool:
    """Whether any sheet holds formulas; Refused for a bomb, macros, entities, or what is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            names = [part.filename.lower() for part in parts]
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refused(_TOO_LARGE)
            if any(
                p.file_size > max(FREE_OF_THAT, MOST_SHRUNK * p.compress_size) or p.flag_bits & 1
                for p in parts
            ):
                raise Refused(_TOO_LARGE)
            if "xl/workbook.xml" not in names:
                raise Refused("This is no workbook. Choose an XLSX or a CSV file.")
            if any("vbaproject" in n or "activex" in n for n in names):
                raise Refused("This workbook holds macros. Save it without them, as XLSX or CSV.")
            return _look_through(packed, parts)
    except Refused:
        raise
    except _BROKEN:
        raise Refused(_UNREADABLE) from None


def _look_through(packed: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> bool:
    left, formulas = MOST_UNPACKED, False
    for part in parts:
        with packed.open(part) as stream:
            body = stream.read(left + 1)
        left -= len(body)
        if left < 0:
            raise Refused(_TOO_LARGE)
        name = part.filename.lower()
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        plain = body.replace(b"\0", b"").upper()
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise Refused(
                "This workbook holds what no spreadsheet program writes. Save it again as XLSX or CSV."
            )
        if b"MACROENABLED" in plain and name == "[content_types].xml":
            raise Refused("This workbook holds macros. Save it without them, as XLSX or CSV.")
        formulas = formulas or (name.startswith("xl/worksheets/") and (b"<F>" in plain or b"<F " in plain))
    return formulas


class _opened:
    """The workbook, read line by line, closed at the end; nothing in it is followed out of the file."""

    def __init__(self, content: bytes, values: bool) -> None:
        self.content, self.values = content, values

    def __enter__(self) -> Any:
        from openpyxl import load_workbook

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles that are left out: only words are read
            self.book = load_workbook(
                io.BytesIO(self.content), read_only=True, data_only=self.values, keep_links=False
            )
        return self.book

    def __exit__(self, *_: object) -> None:
        self.book.close()


def _rows(content: bytes, sheet: str, values: bool) -> Iterator[tuple[int, Sequence[Any]]]:
    with _opened(content, values) as book:
        found = [one for one in book.worksheets if one.title == sheet]
        if not found:
            raise Refused("There is no sheet of this name. Choose one.", field="sheet")
        found[0].reset_dimensions()  # what the sheet says of its own size is not believed
        empty = 0
        for number, row in enumerate(found[0].iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), 1):
            empty = 0 if any(value is not None for value in row) else empty + 1
            if empty > MOST_EMPTY:
                return
            yield number, row


def _texts(row: Sequence[Any]) -> list[str]:
    return [_text(value) for value in row]


def _text(value: Any) -> str:
    """A cell as people read it: days like 2028-10-03, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
