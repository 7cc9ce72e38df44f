"""When others hold the database: they get in between the worker's portions, and nobody loses what was typed."""

import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import event, select
from sqlalchemy.exc import DBAPIError, OperationalError

from meetings.base.database import aside, db, is_busy
from meetings.outbox.worker import Chore, run
from meetings.registration.models import Registration
from tests.builders import a_meeting
from tests.kit_app import work

PEOPLE, PORTION_TAKES, PATIENCE = 12, 0.15, 6000  # seconds; milliseconds in place of the house's 15,000


def typed(n: int = 0) -> dict[str, str]:
    who = {"name": f"Person {n}", "email": f"person-{n}@example.org", "organization": "Example “Forum”"}
    return who | {"category": "regional", "languages": "en", "once": f"copy-of-the-form-{n:05}"}


@pytest.fixture
def impatient(app: Flask) -> Iterator[None]:
    """Whoever waits for the lock of SQLite gives up sooner."""

    def shorten(connection: object, _record: object, _proxy: object) -> None:
        if type(connection).__module__.startswith("sqlite3"):
            connection.execute(f"PRAGMA busy_timeout={PATIENCE}")  # type: ignore[attr-defined]

    with app.app_context():
        engine = db.engine
    event.listen(engine, "checkout", shorten)
    yield
    event.remove(engine, "checkout", shorten)
    with app.app_context():
        engine.dispose()


def test_who_registers_gets_in_between_the_portions_of_a_long_act(app: Flask, impatient: None) -> None:
    with work(app):
        a_meeting("workshop", places=None)
    over = threading.Event()
    portions: list[int] = []

    def portion() -> bool:
        portions.append(len(portions))
        with db.session.begin_nested():
            time.sleep(PORTION_TAKES)
        return not over.is_set()

    def carry_on() -> None:
        with app.app_context():
            run(app.config["SETTINGS"], over.is_set, chores=[Chore(portion)])

    worker = threading.Thread(target=carry_on)
    worker.start()
    try:
        with ThreadPoolExecutor(PEOPLE) as people:
            answers = list(
                people.map(
                    lambda n: app.test_client().post("/meetings/workshop/register", data=typed(n)),
                    range(PEOPLE),
                )
            )
        until = time.monotonic() + 30  # the act goes on, too, however many came before its next portion
        while len(portions) < 2 and time.monotonic() < until:
            time.sleep(0.02)
    finally:
        over.set()
        worker.join()
    assert [answer.status_code for answer in answers] == [303] * PEOPLE
    with work(app):
        assert len(db.session.scalars(select(Registration.id)).all()) == PEOPLE
    assert len(portions) > 1


def test_what_was_typed_is_sent_again_when_the_lock_was_not_to_be_had(app: Flask, impatient: None) -> None:
    with work(app):
        a_meeting("workshop")
    data = typed() | {"languages": ["en", "fr"], "function": 'a "b" <c>'}
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            return
        with aside() as session:
            session.connection()
            answer = app.test_client().post("/meetings/workshop/register?x=1", data=data)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert answer.headers["Cache-Control"] == "no-store"
    [form] = html.fromstring(answer.text).xpath("//main//form")
    assert form.get("action") == "/meetings/workshop/register?x=1"
    sent = [(field.get("name"), field.get("value")) for field in form.xpath(".//input")]
    assert sent == [
        *((n, data[n]) for n in ("name", "email", "organization", "category")),
        *(("languages", code) for code in ("en", "fr")),
        *((n, data[n]) for n in ("once", "function")),
    ]
    again = app.test_client().post(form.get("action"), data=dict(sent))
    assert again.status_code == 303
    assert re.search("Nothing was kept", answer.text)


def test_what_cannot_be_shown_in_a_page_is_not_sent_again(app: Flask, impatient: None) -> None:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            return
        with aside() as session:
            session.connection()
            client = app.test_client()
            answer = client.post("/sign-in", data={"email": "a@example.org", "password": "a secret of mine"})
    assert answer.status_code == 503
    assert "a secret of mine" not in answer.text and not html.fromstring(answer.text).xpath("//main//form")


class _Postgres(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("state", "busy"), [("40001", True), ("40P01", True), ("55P03", True), ("23505", False), ("08006", False)]
)
def test_busy_is_only_what_can_be_tried_again(state: str, busy: bool) -> None:
    error: DBAPIError = OperationalError("SELECT 1", {}, _Postgres(state))
    assert is_busy(error) is busy
    assert is_busy(ValueError()) is False
