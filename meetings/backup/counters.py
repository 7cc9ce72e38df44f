"""Counters of numbers: what was given once is given to nobody else, on the machine that was restored neither.

The trail, merges and links know a person or an account by the number. A counter that began again at the highest row
there is would give the number of somebody deleted or merged to a stranger, who would then stand in another's copy.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

from meetings.base.database import Base

# Pairs of columns by which a row refers to a thing of any kind.
POINTERS = (
    ("on_kind", "on_id"),
    ("about_kind", "about_id"),
    ("subject_kind", "subject_id"),
    ("thing_kind", "thing_id"),
)
# An archive of an older day has no counters, and not every number that was given is mentioned in it.
MARGIN = 1000


def counters(connection: Connection, tables: Mapping[str, Table]) -> dict[str, int]:
    """The highest number that each table has given, where the database keeps it when the row is gone."""
    if connection.dialect.name == "sqlite":
        if not _numbered_once(connection):
            return {}
        kept = connection.execute(text("SELECT name, seq FROM sqlite_sequence ORDER BY name"))
        return {name: int(last) for name, last in kept if name in tables}
    last = {name: _last_of(connection, table) for name, table in tables.items()}
    return {name: number for name, number in last.items() if number}


def count_on(connection: Connection, tables: Mapping[str, Table], kept: Mapping[str, int]) -> None:
    """Let new rows count on from `kept` (what the archive says), from every number in use, and from every mention."""
    said, once = _mentioned(connection, tables), _numbered_once(connection)
    for name, table in tables.items():
        column = _number_of(table)
        if column is None:
            continue
        highest = connection.scalar(select(func.max(column))) or 0
        margin = MARGIN if not kept and name in numbered_once() else 0
        last = max(highest, kept.get(name, 0), said.get(name, 0)) + margin
        if connection.dialect.name == "sqlite":
            if name in once:
                _sqlite_from(connection, name, last)
        elif last:
            counter = func.pg_get_serial_sequence(name, column.name)
            connection.execute(select(func.setval(counter, last)))


def numbered_once() -> set[str]:
    """The tables whose numbers are promised to be given once, on either database."""
    return {
        name
        for name, table in Base.metadata.tables.items()
        if table.dialect_options["sqlite"]["autoincrement"]
    }


def _numbered_once(connection: Connection) -> set[str]:
    """The tables of which SQLite itself remembers the counter."""
    if connection.dialect.name != "sqlite":
        return set()
    asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
    return set(connection.scalars(text(asked)))


def _sqlite_from(connection: Connection, name: str, last: int) -> None:
    values = {"name": name, "last": last}
    connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
    connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)


def _last_of(connection: Connection, table: Table) -> int:
    column = _number_of(table)
    counter = (
        None
        if column is None
        else connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
    )
    if counter is None:
        return 0
    last, given = connection.execute(text(f"SELECT last_value, is_called FROM {counter}")).one()  # noqa: S608 - its own name, as the database quotes it
    return int(last) if given else 0


def _number_of(table: Table) -> Any:
    """The column that counts the rows of a table: its only key, and a number."""
    [*key] = table.primary_key.columns
    return key[0] if len(key) == 1 and key[0].type.python_type is int and key[0].name == "id" else None


def _mentioned(connection: Connection, tables: Mapping[str, Table]) -> dict[str, int]:
    """The highest number of each table that is written down anywhere, also when its row is gone."""
    found: dict[str, int] = {}

    def said(name: str, number: object) -> None:
        if isinstance(number, int) and number > found.get(name, 0):
            found[name] = number

    for table in tables.values():
        for kind, number in POINTERS:
            if kind in table.c and number in table.c:
                asked = select(table.c[kind], func.max(table.c[number])).group_by(table.c[kind])
                for name, highest in connection.execute(asked):
                    said(name, highest)
    if (merges := tables.get("person_merge")) is not None:
        for gone, kept_id in connection.execute(select(merges.c.gone, merges.c.kept_id)):
            said("person", kept_id)
            said("person", (gone or {}).get("id"))
            said("account", (gone or {}).get("account_id"))
    if (links := tables.get("mail_link")) is not None:
        mailed = select(func.max(links.c.subject_id)).where(links.c.purpose == "sign_in")
        said("account", connection.scalar(mailed))
    return found
