"""A house of its own for a test that starts real processes: settings, an empty database, a signed-in cookie."""

from pathlib import Path

from flask import Flask
from sqlalchemy import text

from meetings.base.database import db
from meetings.base.settings import read_settings
from meetings.factory import create_app
from tests.kit_app import fresh_database

SECRET = "only-for-tests-only-for-tests-only-for-tests"


def environment(database_url: str, instance: Path, smtp_url: str = "") -> dict[str, str]:
    """What the processes are given."""
    return {
        "DATABASE_URL": database_url,
        "INSTANCE": str(instance),
        "SECRET_KEY": SECRET,
        "SMTP_URL": smtp_url,
        "DEMO": "0",
    }


def a_house(env: dict[str, str]) -> Flask:
    """The application on an empty database with all tables, for building and for looking."""
    app = create_app(read_settings(env))
    fresh_database(app)
    return app


def leave(app: Flask) -> None:
    """Let go of every connection; other tests use the same PostgreSQL database."""
    with app.app_context():
        db.session.remove()
        fresh_database(app, empty_only=True)
        db.engine.dispose()


def cookie_of(app: Flask, token: str) -> str:
    """The session cookie of somebody who is signed in with this token."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    cookie = client.get_cookie("session")
    assert cookie is not None
    return cookie.value


def database_is_sound(app: Flask) -> bool:
    """What SQLite says of its own file; PostgreSQL checks itself when it starts."""
    with app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return True
        return bool(connection.execute(text("PRAGMA integrity_check")).scalar() == "ok")
