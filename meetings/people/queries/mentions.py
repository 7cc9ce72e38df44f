"""What in the database points at people and accounts, of whatever room."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from meetings.base.database import Base, db


# no actor: it reads the shape of the database
def mentions_of(table: str) -> Iterator[tuple[str, Any]]:
    """Whatever in the database points at rows of a table, as `table.column`, with the column; rooms above included."""
    for other in Base.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table.name == table:
                yield f"{other.name}.{key.parent.name}", key.parent


# no actor: the verb that gives an address up has been asked for
def is_mentioned(table: str, number: int, but_for: frozenset[str]) -> bool:
    """Whether any row points at this one, but for these columns."""
    columns = (column for name, column in mentions_of(table) if name not in but_for)
    return any(
        db.session.scalar(select(column).where(column == number).limit(1)) is not None for column in columns
    )
