"""Through a real server of two processes: one last place is named for once, and one link makes one registration."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetings.access.actions import begin_session, token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import Account, MailLink
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.invitations.actions import give_places, invite_one, name_person
from meetings.invitations.models import Invitation
from meetings.invitations.rules import InviteeDraft, NomineeDraft
from meetings.letters.rules import Text
from meetings.outbox.models import OutboxMessage
from meetings.programme.models import Meeting
from meetings.registration.models import Registration
from meetings.registration.rules import Category
from tests.invitations.kit import ANSWER, HERE, a_forum, a_workshop
from tests.kit_app import an_actor, work
from tests.registration.browser import Answer, Browser
from tests.registration.house import a_house, cookie_of, environment, leave
from tests.services.server import Server

CLIENTS = 12
DEADLINE = datetime(2028, 9, 30, 23, 59)


@pytest.fixture
def house(database_url: str, tmp_path: Path, serve: Callable[..., Server]):
    """A server of two processes on a database of its own, and the application for looking at it."""
    env = environment(database_url, tmp_path)
    app = a_house(env)
    try:
        yield app, lambda: serve(env, web_workers=2, threads=6, with_worker=False)
    finally:
        leave(app)


def all_at_once(one: Callable[[int], Answer]) -> list[Answer]:
    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(one, range(CLIENTS)))


def links(app: Flask) -> list[str]:
    with work(app):
        rows = db.session.scalars(select(MailLink).where(MailLink.purpose == "invitation"))
        return [f"/invitations/{token_of(link)}" for link in rows]


def test_the_last_place_is_named_for_once(house: tuple[Flask, Callable[[], Server]]) -> None:
    app, serve = house
    with work(app):
        meeting, forum = a_workshop(), a_forum()
        [nomination] = give_places(OPERATOR, meeting, [forum], 2, DEADLINE, "").made
        name_person(OPERATOR, nomination, NomineeDraft("First", "first@example.org"), as_alternate=False)
        focal = an_actor(Role.FOCAL_POINT, forum.id)
        token = begin_session(db.session.get_one(Account, focal.account_id))
    cookie, server = cookie_of(app, token), serve()
    together = threading.Barrier(CLIENTS)

    def name(n: int) -> Answer:
        browser = Browser(server.url, cookie)
        csrf = browser.token_on(HERE)
        together.wait(60)
        data = {"csrf_token": csrf, "name": f"P {n}", "email": f"p{n}@example.org", "takes": "place"}
        return browser.post(HERE, data)

    answers = all_at_once(name)
    server.stop()
    assert Counter(a.status for a in answers) == {303: 1, 422: CLIENTS - 1}
    told = ["All 2 places have a name meanwhile." in a.text for a in answers if a.status == 422]
    assert told == [True] * (CLIENTS - 1)
    with work(app):
        states = db.session.execute(select(Invitation.status, func.count()).group_by(Invitation.status))
        assert {status.value: number for status, number in states} == {"asked": 2}


def test_one_link_pressed_many_times_at_once_registers_once(
    house: tuple[Flask, Callable[[], Server]],
) -> None:
    app, serve = house
    with work(app):
        words = Text("Come", "{link}")
        draft = InviteeDraft("Amina", "amina@example.org", Category.NGO)
        invite_one(OPERATOR, a_workshop(), draft, words, DEADLINE, False)
    [link], server = links(app), serve()
    together = threading.Barrier(CLIENTS)

    def answer(n: int) -> Answer:
        browser = Browser(server.url)
        csrf = browser.token_on(link)
        together.wait(60)
        sent = {"answer": "no"} if n % 4 == 3 else ANSWER | {"languages": "en", "organization": f"O {n}"}
        return browser.post(link, sent | {"csrf_token": csrf})

    answers = all_at_once(answer)
    server.stop()
    assert Counter(a.status // 100 for a in answers)[5] == 0
    with work(app):
        registered = db.session.scalar(select(func.count(Registration.id)))
        [invitation] = db.session.scalars(select(Invitation))
        assert registered == (1 if invitation.status == "accepted" else 0)
        assert invitation.status.value in ("accepted", "declined")
        told = db.session.scalar(select(func.count(OutboxMessage.id)))
        assert told == 1 + (registered or 0)


def test_the_last_kept_place_is_given_once(house: tuple[Flask, Callable[[], Server]]) -> None:
    app, serve = house
    with work(app):
        meeting = a_workshop(places=1)
        for n in range(CLIENTS):
            draft = InviteeDraft(f"P {n}", f"p{n}@example.org", Category.NGO)
            invite_one(OPERATOR, meeting, draft, Text("Come", "{link}"), DEADLINE, True)
    there, server = links(app), serve()
    together = threading.Barrier(CLIENTS)

    def answer(n: int) -> Answer:
        browser = Browser(server.url)
        csrf = browser.token_on(there[n])
        together.wait(60)
        sent = ANSWER | {"languages": "en", "organization": "Example"}
        return browser.post(there[n], sent | {"csrf_token": csrf})

    answers = all_at_once(answer)
    server.stop()
    assert Counter(a.status for a in answers) == {303: CLIENTS}
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        counted = select(Registration.status, func.count()).group_by(Registration.status)
        states = {status.value: number for status, number in db.session.execute(counted)}
        assert states == {"approved": 1, "waiting": CLIENTS - 1}
