"""Tables in: CSV with named columns; whatever is wrong is named by line and column, and nothing is half-loaded."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

from meetings.base.refusals import Refused

Row = dict[str, str]
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class BadRow(Refused):
    """A row that cannot be read: file, line (the header is line 1) and column."""


def read_table(text: str, columns: Sequence[str], name: str = "") -> list[tuple[int, Row]]:
    """Rows of a CSV as (line, {column: stripped text}); BadRow when its columns or its cells do not fit."""
    if "\0" in text:
        raise BadRow("%(file)s holds a character that no table has (NUL).", file=name)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if header != list(columns):
            raise BadRow(
                "%(file)s, line 1: the columns are “%(found)s”, they should be “%(wanted)s”.",
                file=name,
                found=", ".join(header),
                wanted=", ".join(columns),
            )
        rows: list[tuple[int, Row]] = []
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(columns):
                raise BadRow(
                    "%(file)s, line %(line)s: %(found)s cells, %(wanted)s columns.",
                    file=name,
                    line=reader.line_num,
                    found=len(cells),
                    wanted=len(columns),
                )
            rows.append((reader.line_num, {c: v.strip() for c, v in zip(columns, cells, strict=True)}))
    except csv.Error as error:
        raise BadRow(
            "%(file)s, line %(line)s: %(error)s.", file=name, line=reader.line_num, error=error
        ) from error
    return rows


def read_rows(rows: Iterable[tuple[int, Row]], read: Callable[[Row], T], name: str = "") -> list[T]:
    """Each row through `read`; a Refused with a field becomes a BadRow that names line and column."""
    out: list[T] = []
    for line, row in rows:
        try:
            out.append(read(row))
        except Refused as no:
            raise BadRow(
                "%(file)s, line %(line)s, column %(column)s: %(why)s",
                file=name,
                line=line,
                column=no.field or "?",
                why=str(no),
            ) from no
    return out


def choice(row: Row, column: str, kind: type[E]) -> E:
    """One of the enum's values."""
    try:
        return kind(row[column])
    except ValueError:
        raise Refused(
            "“%(found)s” should be one of: %(wanted)s.",
            field=column,
            found=row[column],
            wanted=", ".join(kind),
        ) from None
