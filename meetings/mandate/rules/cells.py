"""Cells of the mandate's tables; a Refused names the column."""

import re

from meetings.base.refusals import Refused
from meetings.base.tables import Row


def session_number(row: Row, column: str) -> int:
    """The number of a session of the Council."""
    if not re.fullmatch(r"[1-9]\d{0,2}", row[column], re.ASCII):
        raise Refused("“%(found)s” is not the number of a session.", field=column, found=row[column])
    return int(row[column])
