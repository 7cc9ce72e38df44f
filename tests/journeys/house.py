"""A running demonstration: the real server, its worker, a real mail server, a clock that can be set."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import create_engine, text

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
        page.goto(self.server.flask("account", "link", email).strip().splitlines()[-1])
        page.locator("main").get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        return page

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


@contextmanager
def demonstration(
    serve: Callable[..., Server], smtp: Sink, browser: Browser, folder: Path
) -> Iterator[House]:
    """The house with the demonstration in it, on a database of its own, while registration is open."""
    env = {
        "DATABASE_URL": f"sqlite:///{folder}/journey.sqlite",
        "INSTANCE": str(folder),
        "SMTP_URL": f"smtp://{smtp.host}:{smtp.port}",
        "DEMO_CLOCK": BEFORE,
    }
    server = serve(env, start=False)
    server.flask("db", "upgrade")
    for room in ("mandate", "directory", "demo"):
        server.flask(room, "load")
    server.start()
    yield House(server, env, browser, smtp)
    server.stop()
