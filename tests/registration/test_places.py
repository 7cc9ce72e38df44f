"""64 clients at once for 20 places, through a real server of two processes: exactly 20 get one."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import func, select

from meetings.access.actions import begin_session
from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.outbox.models import OutboxMessage
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_meeting, a_registration
from tests.kit_app import an_actor, work
from tests.registration.browser import Answer, Browser
from tests.registration.house import a_house, cookie_of, environment, leave
from tests.services.server import Server

CLIENTS, PLACES = 64, 20


def test_sixty_four_clients_for_twenty_places(
    database_url: str, tmp_path: Path, serve: Callable[..., Server]
) -> None:
    env = environment(database_url, tmp_path)
    app = a_house(env)
    try:
        with work(app):
            meeting = a_meeting("workshop", places=PLACES)
            keys = [a_registration(meeting).key for _ in range(CLIENTS)]
            organizer = an_actor(Role.ORGANIZER)
            token = begin_session(db.session.get_one(Account, organizer.account_id))
        cookie = cookie_of(app, token)
        server = serve(env, web_workers=2, threads=8, with_worker=False)
        together = threading.Barrier(CLIENTS)

        def approve(key: str) -> Answer:
            browser = Browser(server.url, cookie)
            csrf = browser.token_on(f"/registrations/{key}")
            together.wait(60)
            data = {"csrf_token": csrf, "decision": "approve", "seen": "submitted"}
            return browser.post(f"/registrations/{key}/decision", data)

        with ThreadPoolExecutor(CLIENTS) as pool:
            answers = list(pool.map(approve, keys))
        server.stop()

        assert Counter(a.status for a in answers) == {303: PLACES, 409: CLIENTS - PLACES}
        told = [a for a in answers if a.status == 409]
        assert ["All 20 places are taken." in a.text for a in told] == [True] * len(told)
        with work(app):
            counted = select(Registration.status, func.count()).group_by(Registration.status)
            assert {row[0]: row[1] for row in db.session.execute(counted)} == {
                RegistrationStatus.APPROVED: PLACES,
                RegistrationStatus.SUBMITTED: CLIENTS - PLACES,
            }
            approved = select(Registration.email).where(Registration.status == RegistrationStatus.APPROVED)
            mailed = select(OutboxMessage.to_email).where(OutboxMessage.calendar_method == "REQUEST")
            assert sorted(db.session.scalars(mailed)) == sorted(db.session.scalars(approved))
            assert db.session.scalar(select(func.count(OutboxMessage.id))) == PLACES
    finally:
        leave(app)
