"""A running demonstration: the real server, its worker, a real mail server, a clock that can be set."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import create_engine, text

from meetings.base import clock
from meetings.base.database import db
from meetings.base.settings import read_settings
from meetings.factory import create_app
from tests.services.server import Server
from tests.services.smtp import Sink

BEFORE = "2028-09-12T09:40+02:00"  # registration of the workshop is open
AFTER = "2028-10-12T18:00+02:00"  # the workshop is over
ORGANIZER = "ines.marchetti-kaya@example.org"


@dataclass
class House:
    """A running demonstration whose clock can be set to another day."""

    server: Server
    env: dict[str, str]
    browser: Browser
    smtp: Sink

    def on(self, moment: str) -> None:
        """Let the house live at another moment."""
        self.server.stop()
        self.env["DEMO_CLOCK"] = moment
        self.server.start()

    def as_(self, email: str, context: BrowserContext | None = None) -> Page:
        """A browser in which somebody has signed in with a one-use link."""
        page = (context or self.browser.new_context(viewport={"width": 1280, "height": 900})).new_page()
        page.goto(self.link(email))
        page.locator("main").get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        return page

    def link(self, email: str) -> str:
        """A one-use link to sign in."""
        return flask(self.server.environment, "account", "link", email).strip().splitlines()[-1]

    def anyone(self) -> Page:
        return self.browser.new_context().new_page()

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """What the database says."""
        engine = create_engine(self.env["DATABASE_URL"])
        with engine.connect() as connection:
            rows = [tuple(row) for row in connection.execute(text(sql))]
        engine.dispose()
        return rows

    def change(self, sql: str) -> None:
        """Put the database into a state that pages reach only by a long way."""
        engine = create_engine(self.env["DATABASE_URL"])
        with engine.begin() as connection:
            connection.execute(text(sql))
        engine.dispose()


def flask(env: Mapping[str, str], *arguments: str) -> str:
    """A command of the app, in this process: to start one costs more than what these commands do. Its output."""
    app = create_app(read_settings(env))
    try:
        done = app.test_cli_runner().invoke(args=arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
    finally:
        clock.set_to(None)
        with app.app_context():
            db.engine.dispose()
    return done.output


def settings_in(folder: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{folder}/journey.sqlite",
        "INSTANCE": str(folder),
        "SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests",
        "DEMO_CLOCK": BEFORE,
    }


def loaded(house: Path) -> Path:
    """The database file of a first start, made once for all houses of a run by the first of its processes."""
    run = house.parents[1 if "PYTEST_XDIST_WORKER" in os.environ else 0]
    with (run / "loaded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (run / "loaded").exists():
            making = run / "loading"
            making.mkdir()
            env = settings_in(making)
            flask(env, "db", "upgrade")
            for room in ("mandate", "directory", "demo"):
                flask(env, room, "load")
            making.rename(run / "loaded")
    return run / "loaded" / "journey.sqlite"


@contextmanager
def demonstration(
    serve: Callable[..., Server], smtp: Sink, browser: Browser, folder: Path
) -> Iterator[House]:
    """The house with the demonstration in it, on a database of its own, while registration is open."""
    env = settings_in(folder) | {"SMTP_URL": f"smtp://{smtp.host}:{smtp.port}"}
    shutil.copy(loaded(folder), folder)
    server = serve(env)
    yield House(server, env, browser, smtp)
    server.stop()
    clock.set_to(None)  # an application made on this house has set it
