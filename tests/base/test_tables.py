"""Tables in: whatever is wrong is named by line and column."""

import pytest

from meetings.base.refusals import Refused
from meetings.base.tables import BadRow, read_rows, read_table

COLUMNS = ("name", "year")


def test_rows_come_with_their_lines() -> None:
    text = '\ufeffname,year\r\n"Example, Forum",1999\r\n\r\n"two\nlines", 2001 \n'
    assert read_table(text, COLUMNS) == [
        (2, {"name": "Example, Forum", "year": "1999"}),
        (5, {"name": "two\nlines", "year": "2001"}),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "t.csv, line 1: the columns are “”, they should be “name, year”."),
        ("name;year\n", "t.csv, line 1: the columns are “name;year”, they should be “name, year”."),
        ("name,year\na\n", "t.csv, line 2: 1 cells, 2 columns."),
        ("name,year\na,1\nb,2,3\n", "t.csv, line 3: 3 cells, 2 columns."),
        ('name,year\n"a,1\n', "t.csv, line 2: unexpected end of data."),
        ("name,year\na,\0\n", "t.csv holds a character that no table has (NUL)."),
    ],
)
def test_broken_tables(text: str, says: str) -> None:
    with pytest.raises(BadRow) as no:
        read_table(text, COLUMNS, "t.csv")
    assert str(no.value) == says


def test_a_cell_that_a_rule_refuses_is_named_by_line_and_column() -> None:
    def read(row: dict[str, str]) -> int:
        if not row["year"].isdigit():
            raise Refused("“%(year)s” is not a year.", field="year", year=row["year"])
        return int(row["year"])

    rows = read_table("name,year\na,1999\nb,soon\n", COLUMNS)
    with pytest.raises(BadRow) as no:
        read_rows(rows, read, "t.csv")
    assert str(no.value) == "t.csv, line 3, column year: “soon” is not a year."
    assert read_rows(rows[:1], read) == [1999]
