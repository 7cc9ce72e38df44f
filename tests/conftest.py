"""Fixtures for all rooms; the real services that the tests stand on are in tests/services/."""

import gc
import os
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from hypothesis import settings as hypothesis
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event

from meetings.base import clock
from meetings.base.database import db
from meetings.base.settings import Settings, read_settings
from meetings.factory import create_app
from tests.kit_app import fresh_database
from tests.shares import in_this_share, share

# Thousands of pages are made and thrown away: what lives for the whole run need not be looked through each time.
gc.freeze()
gc.set_threshold(50_000, 20, 50)
# A slow machine is no fault of a law; in CI the same examples are tried every time.
hypothesis.register_profile("house", deadline=None, derandomize=os.environ.get("CI") == "true")
hypothesis.load_profile("house")

pytest_plugins = [
    "tests.services.chromium",
    "tests.services.imap",
    "tests.services.icaljs",
    "tests.services.postgres",
    "tests.services.server",
    "tests.services.smtp",
]


# What runs on PostgreSQL, too, without being told so: rooms and files whose tests are about what is written and asked.
# Each route and form is sent nasty input on one of the two, always the same, a quarter of them on PostgreSQL: what that
# takes otherwise (NUL, numbers that are too large) is refused for all of them in one place. The rest is for `--both`,
# before a query is changed.
NASTY = {"test_fuzz.py", "test_fuzz_addresses.py", "test_fuzz_fields.py"}
# What is asked of every route: with nasty input, the walk of all pages and the second database, the widest sets.
OF_EVERY_ROUTE = NASTY | {"test_table.py", "test_headers.py"}
ROOMS_ON_BOTH = {"backup", "base", "outbox", "safety"}
FILES_ON_BOTH = re.compile(
    "actions|attendance|edges|entries|feed|followed|import|kill|law|list|many|merge|once|paragraphs|places|private|purge|queries|walk"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--both", action="store_true", help="run all that asks the application on both databases"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is for one database is left out of the other; what takes longest goes first: in the end no process waits
    for another one's journeys, or for its nasty input."""
    if not config.getoption("--both"):
        left_out = [item for item in items if _is_for_one(item) or _is_of_another_share(item)]
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]
    items.sort(
        key=lambda item: ("journeys" not in item.path.parts, not item.path.name.startswith("test_fuzz"))
    )


def _is_for_one(item: pytest.Item) -> bool:
    database = _database(item)
    if database is not None and item.path.name in NASTY:
        return bool((database == "postgresql") != (share(_asked(item), 4) == 0))
    if database != "postgresql":
        return False
    return item.path.parent.name not in ROOMS_ON_BOTH and not FILES_ON_BOTH.search(item.path.stem)


def _is_of_another_share(item: pytest.Item) -> bool:
    """Of what is asked of every route, and of the second database, too."""
    wide = item.path.name in OF_EVERY_ROUTE or "postgresql" in _parameters(item).values()
    return wide and not in_this_share(_asked(item))


def _database(item: pytest.Item) -> object:
    return _parameters(item).get("database_url")


def _parameters(item: pytest.Item) -> dict[str, object]:
    spec = getattr(item, "callspec", None)
    return {} if spec is None else spec.params


def _asked(item: pytest.Item) -> str:
    """What a test asks, on whichever database."""
    return re.sub("sqlite|postgresql", "", item.nodeid)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Both databases: whatever asks for the app can be run on each of them (see `--both`)."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('db')}/test.sqlite"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return read_settings(
        {
            "DATABASE_URL": database_url,
            "INSTANCE": str(tmp_path_factory.mktemp("instance")),
            "SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests",
            "BASE_URL": "http://127.0.0.1",
        }
    )


@pytest.fixture(scope="session")
def _app(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    app = create_app(settings)
    # The processes of a run lie beside each other: a template that one of them has compiled is there for all.
    compiled = tmp_path_factory.getbasetemp().parent / "compiled"
    compiled.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    if settings.database_url.startswith("sqlite"):
        with app.app_context():  # no test pulls the plug: what waits for the disk is half of a small test
            event.listen(db.engine, "connect", lambda c, _: c.execute("PRAGMA synchronous=OFF"))
    fresh_database(app)
    return app


@pytest.fixture
def app(_app: Flask) -> Iterator[Flask]:
    """The application on an empty database. No context is held open: requests must not share `g`."""
    yield _app
    clock.set_to(None)
    fresh_database(_app, empty_only=True)


@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it is set the clock stands: what is equal to the second must be so on a busy machine, too."""

    def stand(instant: datetime | None) -> None:
        monkeypatch.setattr(clock, "now", (lambda: instant) if instant else real)

    real = clock.now
    monkeypatch.setattr(clock, "set_to", stand)
