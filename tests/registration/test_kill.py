"""kill -9 of server and worker while registrations come in: what was answered is there, and its mail arrives."""

import threading
import time
import urllib.error
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

from sqlalchemy import select

from meetings.base.database import db
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.registration.models import Registration
from tests.builders import a_meeting
from tests.kit_app import work
from tests.registration.browser import Browser
from tests.registration.house import a_house, database_is_sound, environment, leave
from tests.services.server import Server
from tests.services.smtp import Sink

CLIENTS, ENOUGH_BEFORE_KILLING = 8, 12


def test_no_answered_registration_and_no_mail_is_lost(
    database_url: str, tmp_path: Path, serve: Callable[..., Server], smtp: Sink
) -> None:
    env = environment(database_url, tmp_path, f"smtp://{smtp.host}:{smtp.port}")
    app = a_house(env)
    try:
        with work(app):
            a_meeting("workshop", places=None)
        server = serve(env)
        answered, cut_off = _come_in_until_killed(server)
        assert len(answered) >= ENOUGH_BEFORE_KILLING and cut_off, "killed in mid-flight"
        assert database_is_sound(app)
        with work(app):
            there = set(db.session.scalars(select(Registration.email)))
            assert set(answered) - there == set()
            _let_claims_lapse()
        server.start()
        _wait_until_delivered(app)
        server.stop()

        arrived: dict[str, set[str]] = {}
        for delivered in smtp.messages:
            [address] = delivered.recipients
            arrived.setdefault(address, set()).add(str(delivered.message["Message-ID"]))
        assert set(arrived) == there, "each gets its mail, those whose answer was cut off too"
        assert {address: len(ids) for address, ids in arrived.items()} == dict.fromkeys(there, 1), (
            "a repeat is the same"
        )
    finally:
        leave(app)


def _come_in_until_killed(server: Server) -> tuple[list[str], int]:
    """Register without pause from many clients; kill both processes while they do. (answered, cut off)"""
    answered: list[str] = []
    cut_off: list[str] = []
    killed = threading.Event()

    def come_in(client: int) -> None:
        browser = Browser(server.url)
        csrf = browser.token_on("/meetings/workshop/register")
        for n in range(10_000):
            email = f"person-{client}-{n}@example.org"
            data = {"csrf_token": csrf, "name": "Person", "email": email, "organization": "Example Forum"}
            data |= {"category": "regional", "languages": "en", "once": f"copy-of-client-{client}-{n:05}"}
            try:
                answer = browser.post("/meetings/workshop/register", data)
            except (urllib.error.URLError, HTTPException, OSError):
                cut_off.append(email)
                return
            assert answer.status == 303, answer.text
            answered.append(email)
            if killed.is_set():
                return

    with ThreadPoolExecutor(CLIENTS) as pool:
        coming = [pool.submit(come_in, client) for client in range(CLIENTS)]
        deadline = time.monotonic() + 60
        while len(answered) < ENOUGH_BEFORE_KILLING and time.monotonic() < deadline:
            time.sleep(0.005)
        server.kill()
        killed.set()
        for one in coming:
            one.result(60)
    return answered, len(cut_off)


def _let_claims_lapse() -> None:
    """A minute passes for what the dead worker had claimed."""
    claimed = select(OutboxMessage).where(
        OutboxMessage.delivery == Delivery.WAITING, OutboxMessage.claimed_until.is_not(None)
    )
    for message in db.session.scalars(claimed):
        message.claimed_until = message.created_at


def _wait_until_delivered(app: object, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with work(app):  # type: ignore[arg-type]
            waiting = select(OutboxMessage.id).where(OutboxMessage.delivery != Delivery.SENT)
            if db.session.scalar(waiting.limit(1)) is None:
                return
        time.sleep(0.1)
    raise AssertionError("some mail was not delivered in time")
