"""Database and files of one moment, while people register and hand in and take back files."""

import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from meetings.base import clock, files
from meetings.base.database import db
from meetings.base.models import StoredFile
from tests.backup.conftest import hand_in
from tests.backup.machines import Machine, Maker, member, rows_of
from tests.builders import a_meeting
from tests.kit_app import work
from tests.registration.browser import Browser
from tests.registration.steps import ANSWERS, send_form
from tests.services.server import Server

CLIENTS, BEFORE, AFTER = 4, 12, 12


def a_house(machine: Machine) -> Machine:
    machine.done("db", "upgrade")
    with work(machine.app):
        a_meeting("workshop", places=None)
    return machine


def elsewhere(act: Callable[[], None]) -> None:
    """Let another thread do it, as another request would, and wait for it."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(act).result(60)


def saved_meanwhile(
    machine: Machine, file: Path, *, just_before: Callable[[], None], just_after: Callable[[], None]
) -> None:
    """Back up; something happens when the old files are copied already, and something just after the moment."""
    own, acts, passes = threading.get_ident(), [just_before, just_after], count(1)

    def begun(_connection: Any) -> None:
        if threading.get_ident() == own and next(passes) == 2:
            elsewhere(acts.pop(0))

    def asked(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if threading.get_ident() == own and len(acts) == 1 and "version_num" in statement:
            elsewhere(acts.pop(0))

    event.listen(Engine, "begin", begun)
    event.listen(Engine, "after_cursor_execute", asked)
    try:
        machine.done("backup", file)
    finally:
        event.remove(Engine, "begin", begun)
        event.remove(Engine, "after_cursor_execute", asked)
    assert acts == []


def test_a_registration_in_the_middle_is_in_it_whole_or_not_at_all(empty: Machine, tmp_path: Path) -> None:
    machine = a_house(empty)

    def register(name: str) -> Callable[[], None]:
        def send() -> None:
            once = f"the-only-copy-of-{name}"
            sent = send_form(machine.app.test_client(), email=f"{name}@example.org", once=once)
            assert sent.status_code == 303

        return send

    file = tmp_path / "backup.zip"
    saved_meanwhile(machine, file, just_before=register("early"), just_after=register("late"))
    assert registered(file) == ["early@example.org"]
    machine.done("backup", file, "--force")
    assert registered(file) == ["early@example.org", "late@example.org"]


def registered(file: Path) -> list[str]:
    """Who has registered, when the mails say the same: each registration and its mail are one transaction."""
    people = {row["id"]: row["email"] for row in rows_of(file, "registration")}
    mailed = {row["about_id"]: row["to_email"] for row in rows_of(file, "outbox_message")}
    assert mailed == people
    return sorted(people.values())


def test_the_files_are_those_of_the_rows(empty: Machine, tmp_path: Path) -> None:
    """One comes and one goes while older ones are copied; one comes and one goes just after the moment."""
    machine = a_house(empty)
    with work(machine.app):
        hand_in("Old.pdf", b"%PDF- old")
        hand_in("Taken back.pdf", b"%PDF- taken back")
    clock.set_to(clock.now() + timedelta(hours=2))  # so that nothing holds the old one any more

    def come(name: str) -> None:
        with work(machine.app):
            hand_in(name, f"%PDF- {name}".encode())

    def go(name: str) -> None:
        with work(machine.app):
            files.let_go(db.session.scalars(select(StoredFile).where(StoredFile.name == name)))

    def before() -> None:
        come("Early.pdf")
        go("Taken back.pdf")

    def after() -> None:
        come("Late.pdf")
        go("Old.pdf")

    try:
        file = tmp_path / "backup.zip"
        saved_meanwhile(machine, file, just_before=before, just_after=after)
    finally:
        clock.set_to(None)
    rows = rows_of(file, "stored_file")
    assert [row["name"] for row in rows] == ["Old.pdf", "Early.pdf"]
    assert [member(file, f"files/{row['digest']}") for row in rows] == [b"%PDF- old", b"%PDF- Early.pdf"]
    named = json.loads(member(file, "manifest.json"))["files"]
    assert named.keys() == {row["digest"] for row in rows}, "what was taken back comes back by no restoring"
    assert len(list(machine.files.iterdir())) == 2, "the old one is gone by now"


def test_under_load(empty: Machine, new_machine: Maker, tmp_path: Path, serve: Callable[..., Server]) -> None:
    """Clients register without a pause at a real server of two processes while `flask backup` runs."""
    machine = a_house(empty)
    server = serve(machine.env, web_workers=2, with_worker=False)
    answered: list[str] = []
    enough = threading.Event()

    def come_in(client: int) -> None:
        browser = Browser(server.url)
        csrf = browser.token_on("/meetings/workshop/register")
        for n in range(10_000):
            email = f"person-{client}-{n}@example.org"
            data = {name: str(value) for name, value in ANSWERS.items()}
            data |= {
                "csrf_token": csrf,
                "email": email,
                "languages": "en",
                "once": f"copy-{client}-of-{n:010}",
            }
            answer = browser.post("/meetings/workshop/register", data)
            assert answer.status == 303, answer.text
            answered.append(email)
            if enough.is_set():
                return

    def until(count: int) -> int:
        while len(answered) < count:
            assert not any(one.done() for one in coming), [one.exception(0) for one in coming if one.done()]
            time.sleep(0.02)
        return len(answered)

    file = tmp_path / "backup.zip"
    with ThreadPoolExecutor(CLIENTS) as pool:
        coming = [pool.submit(come_in, client) for client in range(CLIENTS)]
        try:
            before = set(answered[: until(BEFORE)])
            server.flask("backup", str(file))
            meanwhile = len(answered)
            until(meanwhile + AFTER)
        finally:
            enough.set()
        for one in coming:
            one.result(60)
    server.stop()

    there = set(registered(file))
    assert before - there == set(), "what was answered before it began is in it"
    assert there - set(answered) == set()
    assert len(before) < meanwhile < len(answered), "people came in all the while"
    again = new_machine("sqlite")
    again.done("restore", file)
