"""Every column with words is looked through for somebody who is forgotten; what becomes of each: `rules.columns`."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Table, Text, and_, cast, null, or_, select, update

from meetings.base.database import Base, db
from meetings.outbox import kept
from meetings.people.asked import Subject
from meetings.people.queries.traces import carried
from meetings.people.rules.columns import Fate, columns_of
from meetings.people.rules.traces import NAMELESS, Traces

TRAIL = "audit_row"
MAILS = "outbox_message"
# By whom something was done is left out there, not dashed: the pages say it so.
LEFT_OUT = {"audit_row.actor_name", "registration.decided_by"}


def look_through(traces: Traces, stays: Subject | None = None) -> None:
    """Take the names and addresses out of all that others wrote; their own rows have gone by then.

    A name that somebody else has who is still here may mean that one, and stays. `stays`: whose record and account
    may be there still, as those of one who speaks for an organization.
    """
    own = {} if stays is None else {"account": stays.accounts, "person": stays.records}
    others = carried("name", traces.names, own)
    left = Traces(frozenset(n for n in traces.names if n.lower() not in others), traces.addresses)
    if not left:
        return
    db.session.flush()  # what was just written is looked through, too
    _by(left)
    for table, columns in columns_of(Fate.PROSE).items():
        _clean(left, Base.metadata.tables[table], columns)
    for table, columns in columns_of(Fate.ADDRESSES).items():
        _clean(Traces(addresses=left.addresses), Base.metadata.tables[table], columns)
    _trail(left)
    db.session.expire_all()


def _by(traces: Traces) -> None:
    for name, columns in columns_of(Fate.BY).items():
        table = Base.metadata.tables[name]
        for column in columns:
            instead = "" if f"{name}.{column}" in LEFT_OUT else NAMELESS
            db.session.execute(
                update(table).where(table.c[column].in_(traces.names)).values({column: instead})
            )


def _clean(traces: Traces, table: Table, names: tuple[str, ...]) -> None:
    columns = [table.c[name] for name in names]
    keys = []
    for key, texts in _held(traces, table, columns):
        if new := _new(traces, columns, texts):
            db.session.execute(update(table).where(_is(table, key)).values(new))
            keys.append(key)
    if table.name == MAILS:
        gone = select(table.c.key).where(table.c.id.in_([key[0] for key in keys]))
        kept.remove_after_commit(db.session.scalars(gone))


def _trail(traces: Traces) -> None:
    table = Base.metadata.tables[TRAIL]
    columns = [table.c[name] for name in columns_of(Fate.VALUES)[TRAIL]]
    for key, texts in _held(traces, table, columns):
        if any(traces.is_one(said) for text in texts if text for said in _said(json.loads(text))):
            new: dict[str, Any] = {column.name: null() for column in columns}
        else:
            new = _new(traces, columns, texts)
        if new:
            db.session.execute(update(table).where(_is(table, key)).values(new))


def _new(traces: Traces, columns: list[Column[Any]], texts: tuple[str | None, ...]) -> dict[str, Any]:
    """What stands in these columns from now on, without those that stay as they are."""
    new = {}
    for column, text in zip(columns, texts, strict=True):
        if text:
            value = json.loads(text) if isinstance(column.type, JSON) else text
            cleaned = _cleaned(traces, value)
            if cleaned != value:
                new[column.name] = cleaned
    return new


def _held(
    traces: Traces, table: Table, columns: list[Column[Any]]
) -> list[tuple[tuple[Any, ...], tuple[str | None, ...]]]:
    """The rows in which a name or address stands: their keys, and the columns as they are written."""
    keys = list(table.primary_key.columns)
    written = [cast(column, Text) for column in columns]
    query = select(*keys, *written).where(or_(*(column.is_not(None) for column in columns)))
    if table.name == MAILS:
        query = query.where(
            ~table.c.blank_after
        )  # what tells of the deletion still goes, and is blanked then
    rows = db.session.execute(query.execution_options(yield_per=1000))
    return [
        (tuple(row[: len(keys)]), tuple(row[len(keys) :]))
        for row in rows
        if any(text and traces.may_stand_in(text) for text in row[len(keys) :])
    ]


def _is(table: Table, key: tuple[Any, ...]) -> ColumnElement[bool]:
    return and_(*(column == one for column, one in zip(table.primary_key.columns, key, strict=True)))


def _cleaned(traces: Traces, value: Any) -> Any:
    if isinstance(value, str):
        if value and traces.is_one(value):
            return NAMELESS
        return _page_alone(value) if traces.is_looked_for(value) else traces.without(value)
    if isinstance(value, list):
        return [_cleaned(traces, one) for one in value]
    if isinstance(value, dict):
        return {name: _cleaned(traces, one) for name, one in value.items()}
    return value


def _page_alone(address: str) -> str:
    """The page without what it was asked for; of a question alone nothing."""
    return address.partition("?")[0] if "?" in address else ""


def _said(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _said(one)
