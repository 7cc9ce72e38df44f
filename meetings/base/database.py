"""The database: one declarative base, one transaction a request, on SQLite and on PostgreSQL alike."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, Enum, MetaData, TypeDecorator, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, TimeoutError
from sqlalchemy.orm import DeclarativeBase, Session, registry


class Instant(TypeDecorator[datetime]):
    """An aware instant in UTC; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The mapped classes of all rooms; constraints have names, so that migrations can name them."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(column_0_label)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: Instant()},
    )


E = TypeVar("E", bound=StrEnum)


def coded(codes: type[E]) -> Enum:
    """A column that holds the codes of an enum as text and lets the database refuse any other."""
    return Enum(
        codes,
        native_enum=False,
        length=40,
        create_constraint=True,
        name=codes.__name__.lower(),
        values_callable=lambda c: [member.value for member in c],
    )


# SQLAlchemy's own column names (db.Model) are not used: models inherit Base.
# A session may only read until a writing unit of work says otherwise.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "info": {"writing": False}})


class ReadOnly(RuntimeError):
    """A reading request tried to change something: a fault of ours, never of the person."""


@contextmanager
def unit_of_work(writing: bool) -> Iterator[None]:
    """One transaction: return commits, raise rolls back. On SQLite a writing one takes the lock at once.

    `BEGIN` alone would let two requests read, then both write: one of them is lost or fails.
    """
    try:
        if writing:
            db.session.info["writing"] = True
            db.session.connection(execution_options={"writing": True})
        yield
        if writing:
            db.session.commit()
    finally:
        if db.session.registry.has():  # a page that asked nothing of it has no session to end
            db.session.rollback()
            db.session.info["writing"] = False


# PostgreSQL: could not serialize, a deadlock, a lock that is not to be had, no more connections (its Appendix A).
_BUSY_STATES = frozenset({"40001", "40P01", "55P03", "53300"})


def is_busy(error: BaseException) -> bool:
    """Whether others held the database for too long: nothing was done, and the same can be tried again."""
    if isinstance(error, TimeoutError):
        return True  # no connection of the pool became free
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.OperationalError):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return getattr(cause, "sqlstate", None) in _BUSY_STATES


@contextmanager
def aside() -> Iterator[Session]:
    """A short transaction of its own, for what must outlive a refusal (failed sign-ins, denied accesses)."""
    with (
        Session(db.engine.execution_options(writing=True), expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


def wipe_after_commit() -> None:
    """Let what this transaction deletes also leave SQLite's journal once it is kept, if nobody reads just then."""
    db.session.info["wipe"] = True


@event.listens_for(Session, "after_commit")
def _wipe(session: Session) -> None:
    if session.in_nested_transaction() or not session.info.pop("wipe", False):
        return
    if db.engine.dialect.name == "sqlite":
        connection = db.engine.raw_connection()
        try:
            connection.execute("PRAGMA busy_timeout=0")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.execute("PRAGMA busy_timeout=15000")
            connection.close()


@event.listens_for(Session, "after_soft_rollback")
def _wipe_nothing(session: Session, _previous: Any) -> None:
    session.info.pop("wipe", None)


@event.listens_for(Session, "before_flush")
def _refuse_writes_while_reading(session: Session, *_: Any) -> None:
    if session.info.get("writing") is False and (session.new or session.dirty or session.deleted):
        raise ReadOnly(f"changed while reading: {[*session.new, *session.dirty, *session.deleted]}")


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None  # the driver's own BEGIN comes too late for a lock
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        # In KiB: a list of ten thousand is read from memory the second time.
        connection.execute("PRAGMA cache_size=-16000")
        # What is deleted is overwritten, not only marked as free: nobody finds it in the file any more.
        connection.execute("PRAGMA secure_delete=ON")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writing = connection.get_execution_options().get("writing", False)
        # Straight to the driver: through the library, BEGIN costs as much as a small SELECT.
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
