"""Tables out: what spreadsheets read back, what they must not run, and memory that does not follow the rows."""

import csv
import io
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import IO, Any

import pytest
from openpyxl import load_workbook

from meetings.base.tables_out import Chunk, Heading, Kind, neutral, write_csv, write_xlsx

HEADINGS = [
    Heading("Name"),
    Heading("Age", Kind.NUMBER),
    Heading("Day", Kind.DAY),
    Heading("=At", Kind.MOMENT),
]
DAY, AT = date(2028, 10, 10), datetime(2028, 10, 10, 9, 30)
TEXTS = [
    "Ann",
    'Bo "the builder", Ltd',
    "two\nlines",
    "ليلى حدادين",
    "Zoe\u0308",
    "=1+1",
    "+41 22",
    "-2",
    "@SUM(A1)",
    "\tx",
    "\r=1",
    "\n=1",
    "a=1",
    "",
    None,
    "x" * 500,
]


def told(text: str | None) -> str:
    """What a reader finds: the text itself, behind an apostrophe when it would be a formula."""
    return "'" + text if text and text[0] in "=+-@\t\r\n" else text or ""


def a_chunk() -> Chunk:
    number = len(TEXTS)
    return [TEXTS, [5, None] * (number // 2), [DAY, None] * (number // 2), [AT, None] * (number // 2)]


def test_csv_is_read_back_as_it_was_and_runs_nothing() -> None:
    out = io.BytesIO()
    assert write_csv(out, HEADINGS, [a_chunk(), [[], [], [], []]]) == len(TEXTS)
    assert out.getvalue().startswith(b"\xef\xbb\xbf") and out.getvalue().endswith(b'"\r\n')
    rows = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""), strict=True))
    assert rows[0] == ["Name", "Age", "Day", "'=At"]
    assert [row[0] for row in rows[1:]] == [told(text) for text in TEXTS]
    assert rows[1][1:] == ["5", "2028-10-10", "2028-10-10 09:30"] and rows[2][1:] == ["", "", ""]


def test_xlsx_is_read_back_as_it_was_and_runs_nothing() -> None:
    out = io.BytesIO()
    assert write_xlsx(out, "Registrations", HEADINGS, [a_chunk()]) == len(TEXTS)
    sheet = load_workbook(out)["Registrations"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Name", "Age", "Day", "'=At"]
    # XML has no carriage returns; spreadsheets know this way to write one.
    assert [row[0] or "" for row in rows[1:]] == [told(text).replace("\r", "_x000D_") for text in TEXTS]
    assert rows[1][1:] == [5, datetime(2028, 10, 10), AT] and rows[2][1:] == [None, None, None]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n", "d"}  # no "f", a formula
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:D{len(TEXTS) + 1}")


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    out = io.BytesIO()
    write_xlsx(out, "Long", [Heading("Text")], [[["x" * 40_000]]])
    cell = str(load_workbook(out)["Long"]["A2"].value)
    assert (len(cell), cell[-2:]) == (32_767, "x…")


@pytest.mark.parametrize("text", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_every_beginning_of_a_formula_is_neutralized(text: str) -> None:
    assert (neutral(text + "1"), neutral("1" + text), neutral("")) == ("'" + text + "1", "1" + text, "")


WRITERS: list[Callable[[IO[bytes], Iterator[Chunk]], int]] = [
    lambda out, chunks: write_csv(out, HEADINGS, chunks),
    lambda out, chunks: write_xlsx(out, "Rows", HEADINGS, chunks),
]


@pytest.mark.parametrize("write", WRITERS, ids=["csv", "xlsx"])
def test_memory_does_not_follow_the_rows(write: Any, tmp_path: Any) -> None:
    def chunks(number: int) -> Iterator[Chunk]:
        for _ in range(number):
            yield [[f"Participant {n}" for n in range(200)], list(range(200)), [DAY] * 200, [AT] * 200]

    peaks = []
    for number in (2, 2, 40):  # the first pays for what is kept for good
        with (tmp_path / "table").open("wb") as out:
            tracemalloc.start()
            assert write(out, chunks(number)) == number * 200
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[2] < peaks[1] * 1.5, peaks


def test_a_day_before_a_spreadsheet_counts_days_is_read_as_it_was_written() -> None:
    out = io.BytesIO()
    days = [date(28, 10, 10), date(1899, 12, 31), date(1900, 1, 1)]
    write_xlsx(out, "Days", [Heading("Day", Kind.DAY)], [[days]])
    cells = [row[0].value for row in load_workbook(out)["Days"].iter_rows(min_row=2)]
    assert cells == ["0028-10-10", "1899-12-31", datetime(1900, 1, 1)]
