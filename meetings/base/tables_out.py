"""Tables out: CSV and XLSX of however many rows, in memory for a few hundred of them.

Text that a spreadsheet would take for a formula is neutralized by an apostrophe, in both. Numbers and times are told
apart by their column, so a number stays a number.
"""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import IO, Any

from flask import Response, send_file
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

Cell = str | int | date | datetime | None
Chunk = Sequence[Sequence[Cell]]  # columns of equal length, in the order of the table
# What makes a formula of a cell; behind a line feed spreadsheets look again.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_BEGINS = re.compile("\0[" + re.escape("".join(FORMULA)) + "]")
LONGEST = 32_767  # characters in a cell of XLSX
FIRST_YEAR = 1900  # of days in a cell of XLSX; those before (as 0028, for 28) are text
_MINUTES = [f" {minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60)]
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Kind(Enum):
    """What the cells of a column are; a MOMENT is the wall clock of the zone that its heading names."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True)
class Heading:
    """A column of a table."""

    words: str
    kind: Kind = Kind.TEXT


def neutral(text: str) -> str:
    """The text as no spreadsheet takes it for a formula."""
    return "'" + text if text.startswith(FORMULA) else text


def write_csv(out: IO[bytes], headings: Sequence[Heading], chunks: Iterable[Chunk]) -> int:
    """CSV by RFC 4180 in UTF-8 with a mark that spreadsheets look for; how many rows there were.

    Every cell is quoted, which the csv module takes four times as long for: it looks at each character of each.
    """
    first = io.StringIO(newline="")
    csv.writer(first, quoting=csv.QUOTE_ALL).writerow([neutral(h.words) for h in headings])
    out.write(("\ufeff" + first.getvalue()).encode())
    number = 0
    for chunk in chunks:
        columns = [_quotable(h.kind, column) for h, column in zip(headings, chunk, strict=True)]
        rows = list(map('","'.join, zip(*columns, strict=True)))
        if rows:
            out.write(('"' + '"\r\n"'.join(rows) + '"\r\n').encode(errors="replace"))
        number += len(rows)
    return number


def _quotable(kind: Kind, column: Sequence[Any]) -> Sequence[str]:
    """The cells as text that can stand between quotation marks."""
    if kind is Kind.MOMENT:
        return _moments(column)
    if kind is not Kind.TEXT:
        return ["" if one is None else str(one) for one in column]
    texts, joined = _neutral(column)
    return [text.replace('"', '""') for text in texts] if '"' in joined else texts


def _moments(column: Sequence[datetime | None]) -> list[str]:
    """ISO 8601 to the minute, with a blank: a day and a minute of one are each written once."""
    found = set(map(datetime.toordinal, filter(None, column)))
    days = {day: date.fromordinal(day).isoformat() for day in found}
    return [
        "" if one is None else days[one.toordinal()] + _MINUTES[one.hour * 60 + one.minute] for one in column
    ]


def _neutral(column: Sequence[Any]) -> tuple[Sequence[str], str]:
    """The cells of a column of text, and all that differ in one: it is looked through at once, for few hold a sign."""
    texts: Sequence[str] = [one or "" for one in column] if None in column else column
    joined = "\0" + "\0".join(set(texts))
    return (list(map(neutral, texts)) if _BEGINS.search(joined) else texts), joined


def write_xlsx(out: IO[bytes], name: str, headings: Sequence[Heading], chunks: Iterable[Chunk]) -> int:
    """A workbook of one sheet: the header stays in sight and filters, days and times are real; how many rows."""
    book = Workbook(out, {"constant_memory": True, "in_memory": False, "default_date_format": "yyyy-mm-dd"})
    with closing(book):
        sheet = book.add_worksheet(name[:31])
        bold = book.add_format({"bold": True})
        formats = {Kind.MOMENT: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}), Kind.DAY: None}
        for at, heading in enumerate(headings):
            sheet.set_column(at, at, 30 if heading.kind is Kind.TEXT else 18)
        for at, heading in enumerate(headings):
            sheet.write_string(0, at, neutral(heading.words), bold)
        sheet.freeze_panes(1, 0)
        number = 0
        for chunk in chunks:
            columns = [
                _neutral(c)[0] if h.kind is Kind.TEXT else c for h, c in zip(headings, chunk, strict=True)
            ]
            for row in zip(*columns, strict=True):
                number += 1
                _write_row(sheet, number, headings, row, formats)
        sheet.autofilter(0, 0, number, len(headings) - 1)
    return number


def _write_row(
    sheet: Worksheet, at: int, headings: Sequence[Heading], row: Sequence[Any], formats: dict[Kind, Any]
) -> None:
    for place, (heading, cell) in enumerate(zip(headings, row, strict=True)):
        if cell is None or cell == "":
            continue
        if heading.kind is Kind.TEXT:
            sheet.write_string(at, place, cell if len(cell) <= LONGEST else cell[: LONGEST - 1] + "…")
        elif heading.kind is Kind.NUMBER:
            sheet.write_number(at, place, cell)
        elif cell.year < FIRST_YEAR:
            sheet.write_string(at, place, cell.isoformat())
        else:
            sheet.write_datetime(at, place, cell, formats[heading.kind])


def a_file() -> IO[bytes]:
    """Where a table is written before it goes out; it is nobody's when it is closed."""
    return tempfile.TemporaryFile()


def send(file: IO[bytes], name: str, media_type: str) -> Response:
    """The table as an attachment, read from its file as it goes out; nobody keeps a copy on the way."""
    file.seek(0)
    answer = send_file(file, mimetype=media_type, as_attachment=True, download_name=name, max_age=0)
    answer.headers["Cache-Control"] = "no-store"
    return answer
