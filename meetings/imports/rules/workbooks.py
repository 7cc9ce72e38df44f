"""XLSX: a zip of XML from somebody else's machine. What is in it is counted before anything of it is believed."""

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from meetings.base.file_kinds import MEGABYTE
from meetings.base.refusals import Refused
from meetings.imports.rules.tables import MOST_COLUMNS, MOST_LINES, Table, table_of

MOST_PARTS = 500
MOST_UNPACKED = 40 * MEGABYTE
# Sheets of words shrink to a tenth or so; what shrinks to a five-hundredth was made to burst.
MOST_SHRUNK, FREE_OF_THAT = 500, MEGABYTE
MOST_EMPTY, MOST_EMPTY_IN_ALL = 5000, MOST_LINES
# What is read tag by tag: cells and their words as many as a table may have, links one for each line, and of all else
# (formats, names, properties) more than offices come to. Each costs some microseconds, and memory.
WIDEST = 16_384  # columns of Excel
MOST_TAGS = {
    **dict.fromkeys((b"C", b"V", b"F", b"T"), (MOST_LINES + 1) * MOST_COLUMNS),
    **dict.fromkeys((b"SI", b"IS", b"R", b"ROW"), 25 * MOST_LINES),
    # How words are said, as East Asian programs write onto each text, and how parts of a text look.
    **dict.fromkeys((b"PHONETICPR", b"RPH"), 10 * MOST_LINES),
    **dict.fromkeys(
        (b"RPR", b"B", b"I", b"U", b"SZ", b"COLOR", b"RFONT", b"FAMILY", b"CHARSET", b"SCHEME"), 2 * MOST_LINES
    ),
    **dict.fromkeys((b"HYPERLINK", b"RELATIONSHIP"), 2 * MOST_LINES),
    # Comments and the boxes that they are drawn in are passed over.
    **dict.fromkeys(
        (
            b"COMMENT", b"TEXT", b"SHAPE", b"SHADOW", b"PATH", b"TEXTBOX", b"DIV", b"CLIENTDATA", b"ANCHOR",
            b"MOVEWITHCELLS", b"SIZEWITHCELLS", b"AUTOFILL", b"COLUMN",
        ),
        2 * MOST_LINES,
    ),
}  # fmt: skip
MOST_OTHERS = 60_000
# A tag has ten attributes or so; each is held until the tag ends.
MOST_ATTRIBUTES = 10_000
_LONG = re.compile(rb"<[^<]{%d,}" % (4 * MOST_ATTRIBUTES))
_TAG = re.compile(rb"<(?:\w+:)?(\w+)")
_CELL, _ROW, _FORMULA = b"C", b"ROW", b"F"
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
        with _opened(content) as book:
            return [sheet.title for sheet in book.worksheets]
    except _BROKEN:
        raise Refused(_UNREADABLE) from None


def read_sheet(content: bytes, sheet: str) -> Table:
    """A sheet as text. Nothing is worked out: of a formula what it last gave is taken, if that was saved."""
    formulas = _check(content)
    try:
        with _opened(content) as book:
            found = next((one for one in book.worksheets if one.title == sheet), None)
            if found is None:
                raise Refused("There is no sheet of this name. Choose one.", field="sheet")
            return table_of(_rows(found), formulas[found._worksheet_path])
    except Refused:
        raise
    except _BROKEN:
        raise Refused(_UNREADABLE) from None


def _check(content: bytes) -> Counter[str]:
    """How many formulas each part holds; Refused for a bomb, macros, entities, or what is no workbook."""
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


def _look_through(packed: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> Counter[str]:
    left, tags, formulas = MOST_UNPACKED, Counter[bytes](), Counter[str]()
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
        before = tags[_FORMULA]
        _count(plain, tags)
        formulas[part.filename] = tags[_FORMULA] - before
    return formulas


def _count(plain: bytes, tags: Counter[bytes]) -> None:
    """Add the tags of a part; Refused where reading them would take the memory or the time of others.

    Which part is read as what is for another part to say: so all count together, whatever they are called.
    """
    if any(long.group().count(b"=") > MOST_ATTRIBUTES for long in _LONG.finditer(plain)):
        raise Refused(_TOO_LARGE)
    wide = 0
    for tag in _TAG.finditer(plain):
        tags[tag[1]] += 1
        wide = 0 if tag[1] == _ROW else wide + (tag[1] == _CELL)
        if wide > WIDEST:
            raise Refused(_TOO_LARGE)
    others = sum(number for tag, number in tags.items() if tag not in MOST_TAGS)
    if others > MOST_OTHERS or any(tags[tag] > most for tag, most in MOST_TAGS.items()):
        raise Refused(_TOO_LARGE)


class _opened:
    """The workbook, read line by line, closed at the end; nothing in it is followed out of the file."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __enter__(self) -> Any:
        from openpyxl import load_workbook

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles that are left out: only words are read
            self.book = load_workbook(
                io.BytesIO(self.content), read_only=True, data_only=True, keep_links=False
            )
        return self.book

    def __exit__(self, *_: object) -> None:
        self.book.close()


def _rows(sheet: Any) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows with their numbers; Refused when one text, named by many cells, makes more than was packed."""
    sheet.reset_dimensions()  # what the sheet says of its own size is not believed
    empty, in_all, left = 0, 0, MOST_UNPACKED
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True), 1):
        says = any(value is not None for value in row)
        empty, in_all = (0, in_all) if says else (empty + 1, in_all + 1)
        if empty > MOST_EMPTY:
            return
        if in_all > MOST_EMPTY_IN_ALL:  # the reader makes up a row for each that the file leaves out
            raise Refused(_TOO_LARGE)
        cells = [_text(value) for value in row]
        left -= sum(map(len, cells))
        if left < 0:
            raise Refused(_TOO_LARGE)
        yield number, cells


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
