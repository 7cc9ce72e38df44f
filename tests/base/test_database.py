"""One transaction a request, on both databases: nothing lost, nothing written while reading."""

import threading

import pytest
from flask import Flask

from meetings.base.database import ReadOnly, aside, db, unit_of_work
from meetings.base.models import SiteFact
from meetings.base.settings import Settings
from tests.kit_app import work
from tests.safety.kit import a_house_with


def test_return_commits_and_raise_rolls_back(app: Flask) -> None:
    with work(app):
        db.session.add(SiteFact(name="kept", value="1"))
    with pytest.raises(ZeroDivisionError), work(app):
        db.session.add(SiteFact(name="lost", value="1"))
        db.session.flush()
        1 / 0  # noqa: B018
    with work(app, writing=False):
        assert [f.name for f in db.session.query(SiteFact)] == ["kept"]


def test_reading_cannot_write(app: Flask) -> None:
    with pytest.raises(ReadOnly), work(app, writing=False):
        db.session.add(SiteFact(name="lost"))
        db.session.flush()


def test_what_is_noted_aside_outlives_a_refusal(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(ZeroDivisionError), unit_of_work(writing=True):
            db.session.add(SiteFact(name="lost"))
            1 / 0  # noqa: B018
        with aside() as session:
            session.add(SiteFact(name="noted"))
    with work(app, writing=False):
        assert [f.name for f in db.session.query(SiteFact)] == ["noted"]


def test_concurrent_updates_are_all_counted(app: Flask) -> None:
    """With the driver's own BEGIN, SQLite loses many of these."""
    with work(app):
        db.session.add(SiteFact(name="count", value="0"))

    def add(times: int) -> None:
        for _ in range(times):
            with work(app):
                fact = db.session.get_one(SiteFact, "count", with_for_update=True)
                fact.value = str(int(fact.value) + 1)

    threads = [threading.Thread(target=add, args=(10,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with work(app, writing=False):
        assert db.session.get_one(SiteFact, "count").value == "80"


def test_sqlite_keeps_what_it_has_answered(settings: Settings) -> None:
    """A house as it is started; that of other tests does not wait for the disk."""
    if not settings.database_url.startswith("sqlite"):
        pytest.skip("settings of SQLite's own")
    with a_house_with(settings) as house, work(house, writing=False):
        ask = db.session.connection().exec_driver_sql
        kept = [
            ask(f"PRAGMA {p}").scalar()
            for p in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
        assert kept == ["wal", 2, 1, 15000]
