"""Feeds: of sixty sessions, public and one person's, against a bare page; and ten thousand personal feeds after one
release against a hundred: what is written once must not be written for each."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import event, insert, select, update

from bench.serving import REQUESTS, ROOT, ROUNDS, WARM, Served, ask, cost, served
from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.base import clock, secrets
from meetings.base.database import db, unit_of_work
from meetings.calendars.models import Subscription
from meetings.calendars.queries import token_of
from meetings.calendars.rules import FeedKind
from meetings.factory import create_app
from meetings.programme import actions
from meetings.programme.models import Meeting
from meetings.programme.rules import SessionDraft, SessionKind
from meetings.registration.models import Registration
from meetings.registration.rules import Category, Listing, RegistrationStatus

SESSIONS, FEW = 60, 100
MANY = int(os.environ.get("FEEDS", "10000"))  # fewer for a quick look
SLUG = "workshop-2025"


def invent(people: int) -> list[str]:
    """A released programme of sixty sessions, and so many people who are admitted; the addresses of their feeds."""
    meeting = db.session.scalars(select(Meeting).where(Meeting.slug == SLUG)).one()
    while len(meeting.sessions) < SESSIONS:
        number = len(meeting.sessions)
        starts = meeting.starts + timedelta(minutes=5 * number)
        draft = SessionDraft(
            f"b{number}", SessionKind.THEMATIC, f"Example session {number}", starts, starts + timedelta(minutes=5),
            about="Words on the session. " * 10, room="Room XX",
        )  # fmt: skip
        actions.add_session(OPERATOR, meeting, draft)
    actions.release(OPERATOR, meeting)
    own: list[dict[str, Any]] = [
        {"email": f"reader-{n}@example.org", "name": f"Reader {n}"} for n in range(people)
    ]
    db.session.execute(
        insert(Account), [one | {"created_at": clock.now(), "demonstration": True} for one in own]
    )
    like = Account.email.like("reader-%")
    found = db.session.execute(select(Account.id, Account.email, Account.name).where(like)).all()
    db.session.execute(insert(Registration), [_registered(meeting.id, *one) for one in found])
    rows = [
        {"key": secrets.new_key(), "nonce": secrets.new_key(), "kind": FeedKind.PROGRAMME, "account_id": number,
         "made_at": clock.now()}
        for number, *_ in found
    ]  # fmt: skip
    db.session.execute(insert(Subscription), rows)
    subscriptions = db.session.scalars(select(Subscription).order_by(Subscription.id))
    return [f"/calendar/my/{token_of(one)}.ics" for one in subscriptions]


def _registered(meeting: int, account: int, email: str, name: str) -> dict[str, Any]:
    return {
        "key": secrets.new_key(), "meeting_id": meeting, "account_id": account, "email": email, "name": name,
        "sort_key": name.lower(), "organization_name": "Example Forum", "category": Category.REGIONAL,
        "languages": ["en"], "listing": Listing.NAME, "status": RegistrationStatus.APPROVED,
        "received_at": clock.now(), "demonstration": True,
    }  # fmt: skip


def release_again() -> None:
    """Every session gets another title, and all of it is released."""
    meeting = db.session.scalars(select(Meeting).where(Meeting.slug == SLUG)).one()
    for session in meeting.sessions:
        session.title = f"{session.title[:200]} *"
    actions.release(OPERATOR, meeting)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def after_a_release(app: Flask, paths: list[str]) -> tuple[float, float]:
    """Milliseconds of processor time, and statements, for each of these feeds fetched once after a release."""
    client = app.test_client()
    with app.app_context(), unit_of_work(writing=True):
        db.session.execute(update(Subscription).values(fetched_at=None))
        release_again()
    with app.app_context(), counted() as seen:
        begun = time.process_time()
        for path in paths:
            answer = client.get(path)
            assert (answer.status_code, answer.data.count(b"BEGIN:VEVENT")) == (200, SESSIONS)
        spent = time.process_time() - begun
    return spent / len(paths) * 1000, len(seen) / len(paths)


def measure(bare: Served, house: Served, private: str) -> None:
    """Not modified, and from stored bytes, in turn with the bare page."""
    for name, path in (("public", f"/calendar/{SLUG}.ics"), ("one person's", private)):
        etag = ask(house.port, path, {}, 1, 200)["etag"]
        for what, headers, status, aim in (("304", {"If-None-Match": etag}, 304, 2), ("200", {}, 200, 3)):
            ask(house.port, path, headers, WARM, status)
            ask(bare.port, "/", {}, WARM, 200)
            pairs = [(cost(house, path, headers, status), cost(bare, "/", {}, 200)) for _ in range(ROUNDS)]
            ratios = [one / base for one, base in pairs]
            size = ask(house.port, path, headers, 1, status)["bytes"]
            own = statistics.median(one for one, _ in pairs)
            print(
                f"{f'{name}, {what}':24} {statistics.median(ratios):6.2f} ×  (aim ≤ {aim})   "
                f"{min(ratios):.2f}–{max(ratios):.2f}   {own:.2f} ms   {size} bytes"
            )


def main() -> None:
    """On a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        env = {"INSTANCE": folder, "PORT": "8691", "BASE_URL": "http://127.0.0.1:8691", "DEMO": "1"}
        os.environ.update(env)
        _prepare(env)
        app = create_app()
        with app.app_context(), unit_of_work(writing=True):
            paths = invent(MANY)
        print(
            f"feeds of {SESSIONS} sessions, {ROUNDS} rounds of {REQUESTS} requests each, ratio to a bare Flask page"
        )
        with served_pair(env) as (bare, house):
            measure(bare, house, paths[0])
        # A hundred before and after, so that a change of the machine's speed meets both.
        turns = [
            after_a_release(app, own) for own in (paths[:FEW], paths[:FEW], paths, paths[:FEW], paths[:FEW])
        ]
        many_ms, many_sent = turns[2]
        few_ms, few_sent = statistics.mean(turns[n][0] for n in (1, 3)), turns[3][1]
        ratio = many_ms / few_ms
        print(
            f"{'after a release':24} {ratio:6.2f} ×  (aim ≤ 1.1)   {MANY} feeds {many_ms:.2f} ms, {many_sent:.2f} "
            f"statements each; {FEW} feeds {few_ms:.2f} ms, {few_sent:.2f} statements each"
        )
        with app.app_context():
            db.engine.dispose()


@contextmanager
def served_pair(env: Mapping[str, str]) -> Iterator[tuple[Served, Served]]:
    """The bare page and the house, each on a port of its own."""
    with served("bench.bare:app", 8692, {}) as bare, served("app:app", 8691, env) as house:
        yield bare, house


def _prepare(env: Mapping[str, str]) -> None:
    flask = [sys.executable, "-m", "flask", "--app", "app"]
    for step in (["db", "upgrade"], ["mandate", "load"], ["directory", "load"], ["demo", "load"]):
        subprocess.run([*flask, *step], env={**os.environ, **env}, cwd=ROOT, check=True, capture_output=True)


if __name__ == "__main__":
    main()
