"""kill -9 of the worker while it deletes: it goes on where it was, and the record says what really went."""

import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from meetings.access.actor import OPERATOR
from meetings.base import clock
from meetings.base.database import db
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from meetings.retention import actions
from meetings.retention.models import Purge
from meetings.retention.queries import dry_run
from tests.builders import a_meeting, a_registration
from tests.kit_app import work
from tests.registration.house import a_house, database_is_sound, environment, leave
from tests.retention.house import OVER
from tests.services.server import Server
from tests.services.smtp import Sink

PEOPLE = 1500


def test_a_killed_worker_goes_on_and_the_figures_are_right(
    database_url: str, tmp_path: Path, serve: Callable[..., Server], smtp: Sink
) -> None:
    app = a_house(env := environment(database_url, tmp_path, f"smtp://{smtp.host}:{smtp.port}"))
    try:
        clock.set_to(None)
        with work(app):
            meeting = a_meeting("workshop", **OVER)
            for _ in range(PEOPLE):
                a_registration(meeting, status=RegistrationStatus.APPROVED)
            planned = dry_run(meeting)
            actions.delete_now(OPERATOR, meeting, "Example", PEOPLE)
        server = serve(env)
        gone = _wait(app, lambda gone: gone > 0)
        server.kill()
        assert 0 < gone < PEOPLE, "killed in mid-flight"
        assert database_is_sound(app)
        with work(app):
            half = db.session.scalars(select(Purge)).one()
            assert (half.figures["registrations"], half.ended_at) == (_gone(), None)
        server.start()
        _wait(app, lambda gone: gone == PEOPLE)
        _until_ended(app)
        server.stop()
        with work(app):
            assert db.session.scalars(select(Purge)).one().figures == planned
    finally:
        leave(app)


def _gone() -> int:
    return db.session.scalar(select(func.count()).where(Registration.forgotten_at.is_not(None))) or 0


def _wait(app: Flask, enough: Callable[[int], bool], seconds: float = 60) -> int:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with work(app, writing=False):
            if enough(gone := _gone()):
                return gone
        time.sleep(0.01)
    raise AssertionError("the worker did not come so far in time")


def _until_ended(app: Flask) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with work(app, writing=False):
            if db.session.scalars(select(Purge.ended_at)).one() is not None:
                return
        time.sleep(0.1)
    raise AssertionError("the deletion did not end in time")
