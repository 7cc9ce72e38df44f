"""What is deleted on request leaves SQLite's journal too, as with a purge: nobody reads it out of the files."""

import html
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.settings import Settings
from meetings.registration.actions import forget
from meetings.registration.models import Registration
from tests.kit_app import signed_in, work
from tests.people.builders import a_request
from tests.retention.house import NOW, WORD, a_held_meeting, a_participant


@pytest.fixture(autouse=True)
def _today(settings: Settings) -> None:
    clock.set_to(NOW)
    if not settings.database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL frees its own files when they are vacuumed")


def the_office_answers(app: Flask) -> None:
    with work(app):
        account = db.session.scalars(select(Account).where(Account.email.contains(WORD))).one()
        key = a_request(account).key
    client, url = signed_in(app, Role.ADMINISTRATOR), f"/people/requests/{key}"
    [seen] = re.findall(r'name="seen"[^>]*value="([^"]+)"', client.get(url).text)
    answer = {"outcome": "done", "answer": "As you wished.", "seen": html.unescape(seen)}
    assert client.post(url, data=answer).status_code == 303


def the_registration_is_forgotten(app: Flask) -> None:
    with work(app):
        forget(OPERATOR, db.session.scalars(select(Registration)).one())


@pytest.mark.parametrize("delete", [the_office_answers, the_registration_is_forgotten])
def test_the_files_of_the_database_do_not_hold_what_was_deleted(
    app: Flask, settings: Settings, delete: Callable[[Flask], None]
) -> None:
    with work(app):
        a_participant(a_held_meeting(), function=f"{WORD} once")
        db.session.flush()
    database = Path(settings.database_url.removeprefix("sqlite:///"))

    def holds() -> list[str]:
        # Read by another process: a file of SQLite that this one opens and closes takes SQLite's own locks along.
        parts = sorted(database.parent.glob(f"{database.name}*"))
        read = {
            part.name: subprocess.run(["cat", str(part)], check=True, capture_output=True) for part in parts
        }
        return [name for name, told in read.items() if f"{WORD} once".encode() in told.stdout]

    assert holds() != []
    delete(app)
    assert holds() == []
