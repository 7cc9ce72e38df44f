"""Tables as lines of JSON, the same from either database, and lines as rows again.

Tables are read off the database, not off the models: one that an older version left is kept as it is.
A line names what a row has; what is empty (NULL) is left out. Instants are in UTC, wall clocks as they are.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    MetaData,
    String,
    Table,
    Text,
    cast,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError

REVISION = "alembic_version"  # the one table that is not ours
BATCH = 500  # rows in memory at once


def tables(connection: Connection) -> dict[str, Table]:
    """The tables as they stand in the database, with columns in the order of their names."""
    inspector = inspect(connection)
    found = {}
    for name in sorted(set(inspector.get_table_names()) - {REVISION}):
        key = inspector.get_pk_constraint(name)["constrained_columns"]
        columns = [
            Column(c["name"], _kept_type(c["type"]), primary_key=c["name"] in key, autoincrement=False)
            for c in sorted(inspector.get_columns(name), key=lambda c: str(c["name"]))
        ]
        found[name] = Table(name, MetaData(), *columns)
    return found


def _kept_type(kind: Any) -> Any:
    # A column's NULL and the null of JSON are two things, and each is to stay what it is.
    return JSON(none_as_null=True) if isinstance(kind, JSON) else kind


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """The rows in the order of their keys, each as a line; few are in memory at once."""
    names = [column.name for column in table.columns]
    written = [WRITTEN[column.type.python_type] for column in table.columns]
    asked = [cast(c, Text) if isinstance(c.type, JSON) else c for c in table.columns]
    query = select(*asked).order_by(*_in_order(connection, table))
    for row in connection.execute(query, execution_options={"yield_per": BATCH}):
        kept = {
            name: write(value)
            for name, write, value in zip(names, written, row, strict=True)
            if value is not None
        }
        yield json.dumps(kept, separators=(",", ":")).encode() + b"\n"


def _in_order(connection: Connection, table: Table) -> list[ColumnElement[Any]]:
    # PostgreSQL sorts words by the language of the database; SQLite, and so all, by their bytes.
    by_bytes = connection.dialect.name == "postgresql"
    return [
        column.collate("C") if by_bytes and isinstance(column.type, String) else column
        for column in table.primary_key.columns
    ]


def load(connection: Connection, table: Table, rows: Iterable[bytes]) -> None:
    """Add the rows of these lines."""
    read = {column.name: _read(column) for column in table.columns}
    waiting = iter(rows)
    while batch := [json.loads(line) for line in islice(waiting, BATCH)]:
        connection.execute(
            insert(table),
            [{name: of(row[name]) if name in row else None for name, of in read.items()} for row in batch],
        )


def _instant(value: datetime) -> str:
    return (value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value).isoformat()


def _same(value: Any) -> Any:
    return value


# By the Python type of a column. A kind that is not here is an error at the first backup, so the tests find it.
WRITTEN: dict[type, Callable[[Any], Any]] = {
    bool: _same,
    int: _same,
    float: _same,
    str: _same,
    date: date.isoformat,
    datetime: _instant,
    bytes: lambda value: b64encode(value).decode(),
    object: json.loads,  # JSON, asked for as text
}


def _read(column: Column[Any]) -> Callable[[Any], Any]:
    match column.type.python_type.__name__:
        case "date":
            return date.fromisoformat
        case "datetime":
            zone = UTC if getattr(column.type, "timezone", False) else None
            return lambda value: datetime.fromisoformat(value).replace(tzinfo=zone)
        case "bytes":
            return b64decode
        case "object":
            return lambda value: JSON.NULL if value is None else value
        case _:
            return _same


@contextmanager
def references_checked_last(connection: Connection) -> Iterator[None]:
    """Let rows come before those that they refer to: an organization before its parent, either of a circle."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # until the end of this transaction
        yield
        return
    ours = connection.execute(
        text(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f' "
            "AND NOT condeferrable AND connamespace = current_schema()::regnamespace"
        )
    ).all()
    change = "ALTER TABLE {} ALTER CONSTRAINT {} {}".format
    quoted = connection.dialect.identifier_preparer.quote
    for table, name in ours:
        connection.exec_driver_sql(change(table, quoted(name), "DEFERRABLE INITIALLY DEFERRED"))
    yield
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table, name in ours:
        connection.exec_driver_sql(change(table, quoted(name), "NOT DEFERRABLE"))


def reason(error: DBAPIError) -> str:
    """What the database says, without the values of the row that it says it of."""
    return str(error.orig).strip().partition("\n")[0]


def read_once(connection: Connection) -> Connection:
    """The connection, keeping few pages: each row passes once, and the cache for lists would only fill the memory."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA cache_size=-2000")
    return connection
