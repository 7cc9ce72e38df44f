"""What tests do to an application: empty it, sign somebody in, look at the database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from meetings.access import actions
from meetings.access.actor import OPERATOR, Actor
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.access.queries import actor_of
from meetings.base import secrets
from meetings.base.database import Base, db, unit_of_work

# For what is decided before any database is asked, or after, and for pages whose verbs have tests of their own: the
# embedded one will do, and is quicker. Every page and form is asked of both by the nasty tests (tests/safety).
ON_ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")


def fresh_database(app: Flask, empty_only: bool = False) -> None:
    """All tables there and empty."""
    with app.app_context():
        if not empty_only:
            Base.metadata.drop_all(db.engine)
            Base.metadata.create_all(db.engine)
            return
        with db.engine.begin() as connection:
            # PostgreSQL takes them in one go: fifty journeys to it cost more than the deleting.
            for told in ["; ".join(_emptying())] if connection.dialect.name == "postgresql" else _emptying():
                connection.exec_driver_sql(told)


@cache
def _emptying() -> list[str]:
    return [str(table.delete()) for table in reversed(Base.metadata.sorted_tables)]


@contextmanager
def work(app: Flask, writing: bool = True) -> Iterator[None]:
    """A unit of work outside a request."""
    with app.app_context(), unit_of_work(writing):
        yield


def an_account(email: str = "somebody@example.org", name: str = "Somebody Example") -> Account:
    """An account without roles; call it inside `work`."""
    return actions.make_account(OPERATOR, email, name)


def an_actor(role: Role, on_id: int | None = None, email: str = "") -> Actor:
    """Somebody who holds the role since long ago; call it inside `work`."""
    account = an_account(
        email or f"{role.value}-{secrets.new_key()[:6].lower()}@example.org", f"{role.label} Example"
    )
    if role is not Role.SIGNED_IN:
        actions.give_role(OPERATOR, account, role, on_id, since=date(2020, 1, 1))
    db.session.flush()  # the actor is read from the rows
    return actor_of(account, date(2026, 11, 23))


def signed_in(app: Flask, role: Role | None, on_id: int | None = None) -> FlaskClient:
    """A browser in which somebody with the role is signed in; None: nobody is."""
    client = app.test_client()
    if role is None or role is Role.ANYONE:
        return client
    with work(app):
        actor = an_actor(role, on_id)
        account = db.session.get_one(Account, actor.account_id)
        token = actions.begin_session(account)
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL statements sent meanwhile, without BEGIN, COMMIT and PRAGMA."""
    seen: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_: object) -> None:
        if not re.match(r"(BEGIN|COMMIT|ROLLBACK|PRAGMA|SAVEPOINT)", statement):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)
