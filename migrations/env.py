"""Alembic asks here how to reach the database and what the models say; `flask db upgrade` runs it."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, types

from meetings.base.database import Instant

db = current_app.extensions["migrate"].db


def render_item(kind: str, item: Any, _autogen: Any) -> Any:
    """A migration must not depend on the code of a later day: our own types are written as plain ones."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def compare_type(_context: Any, _column: Any, _metadata_column: Any, inspected: Any, own: Any) -> bool | None:
    """An Instant and the column it makes are the same; everything else is for Alembic to compare."""
    return False if isinstance(own, Instant) and isinstance(inspected, types.DateTime) else None


def run() -> None:
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection:
        # Rebuilding a table drops it; with foreign keys on, that would empty the tables that refer to it.
        _foreign_keys(connection, "OFF")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            **{**options, "compare_type": compare_type},
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, to: str) -> None:
    """Straight to the driver: inside a transaction, which the library would begin first, SQLite ignores it."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(f"PRAGMA foreign_keys={to}")
        assert driver.execute("PRAGMA foreign_keys").fetchone()[0] == (to == "ON")


run()
