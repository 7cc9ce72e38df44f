"""What each row of the access table begins with: a world, and a browser in which each role is signed in.

Building it takes longer than most pages do. On SQLite it is built once for a process and laid back as often as a row
asks: a small database is copied in a millisecond. On PostgreSQL it is built anew.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from meetings.access.permissions import HELD_ON, Role
from meetings.base.database import Base, db
from tests.access.rows import World, a_world
from tests.kit_app import fresh_database, signed_in, work


@dataclass(frozen=True)
class Beginning:
    """A database with a world in it. `things`: what the world consists of; `cookies`: the session of each role."""

    things: dict[str, tuple[type[Base], int]]
    cookies: dict[Role, str]
    copy: sqlite3.Connection | None

    def world(self) -> World:
        """Call it inside `work(app)`."""
        things: dict[str, Any] = {name: db.session.get_one(*which) for name, which in self.things.items()}
        return World(**things)

    def client(self, app: Flask, role: Role) -> FlaskClient:
        """A browser in which somebody with the role is signed in; what is held on something is held on the world's."""
        client = app.test_client()
        if role in self.cookies:
            client.set_cookie("session", self.cookies[role])
        return client


_MADE: dict[tuple[str, object], Beginning] = {}


def beginning(app: Flask) -> Beginning:
    """The database with nothing in it but the beginning."""
    of = app.config["SQLALCHEMY_DATABASE_URI"], app.secret_key
    there = _MADE.get(of)
    if there is None or there.copy is None:
        fresh_database(app, empty_only=True)
        there = _MADE[of] = _made(app)
    else:
        with _file(app) as file:
            there.copy.backup(file)
    return there


def _made(app: Flask) -> Beginning:
    with work(app):
        world = a_world()
        db.session.flush()
        things = {name: (type(thing), thing.id) for name, thing in vars(world).items()}
    cookies = {}
    for role in set(Role) - {Role.ANYONE}:
        on = HELD_ON.get(role)
        cookie = signed_in(app, role, things[on][1] if on else None).get_cookie("session")
        assert cookie is not None
        cookies[role] = cookie.value
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        return Beginning(things, cookies, None)
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    with _file(app) as file:
        file.backup(copy)
    return Beginning(things, cookies, copy)


@contextmanager
def _file(app: Flask) -> Iterator[sqlite3.Connection]:
    with app.app_context(), db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        yield raw
