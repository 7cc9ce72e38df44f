"""The rules of importing: what a file is, what its columns hold, which lines are good, who is there already."""

from meetings.imports.rules.arriving import MOST_BYTES, kind_of
from meetings.imports.rules.capacities import capacity_words
from meetings.imports.rules.fields import (
    LEAVE_OUT,
    Field,
    check_mapping,
    distinct,
    propose,
    resemble,
)
from meetings.imports.rules.meaning import Meant, meant, still_meant
from meetings.imports.rules.people import TAKEN, Bad, Good, Reading, read_line
from meetings.imports.rules.tables import (
    MOST_COLUMNS,
    MOST_LINES,
    Delimiter,
    Table,
    TableLine,
    folded,
    likeliest_delimiter,
    read_csv,
)
from meetings.imports.rules.texts import Encoding, decoded, likeliest
from meetings.imports.rules.twins import MOST_COMPARED, Seen, Twin
from meetings.imports.rules.workbooks import read_sheet, sheets_of

__all__ = [
    "LEAVE_OUT",
    "MOST_BYTES",
    "MOST_COLUMNS",
    "MOST_COMPARED",
    "MOST_LINES",
    "TAKEN",
    "Bad",
    "Delimiter",
    "Encoding",
    "Field",
    "Good",
    "Meant",
    "Reading",
    "Seen",
    "Table",
    "TableLine",
    "Twin",
    "capacity_words",
    "check_mapping",
    "decoded",
    "distinct",
    "folded",
    "kind_of",
    "likeliest",
    "likeliest_delimiter",
    "meant",
    "propose",
    "read_csv",
    "read_line",
    "read_sheet",
    "resemble",
    "sheets_of",
    "still_meant",
]
