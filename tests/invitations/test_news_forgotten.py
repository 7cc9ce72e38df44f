"""What focal points were told by name of those whom they named goes with them."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from tests.invitations.kit import ANSWER, HERE, a_forum, a_workshop, give, link_of, name, nomination_of
from tests.kit_app import an_account, signed_in, work
from tests.people.builders import a_request, answer_done
from tests.registration.test_forget import holding
from tests.retention.house import purge

WORD = "zanzibarite"
NEWS = ["Zanzibarite cannot come.\nChidi moves up and has been asked."]


def news_of(app: Flask) -> list[tuple[Delivery, bool]]:
    with work(app):
        rows = db.session.scalars(select(OutboxMessage).where(OutboxMessage.letter == "news_of_named"))
        return [(row.delivery, row.text == "") for row in rows]


@pytest.fixture
def organizer(app: Flask) -> FlaskClient:
    """Two of the Forum have a place, one of them says no, the alternate moves up; the focal point was told."""
    with work(app):
        a_workshop()
        a_forum()
    organizer = signed_in(app, Role.ORGANIZER)
    assert give(organizer, "forum").status_code == 303
    focal = signed_in(app, Role.FOCAL_POINT, nomination_of(app).organization_id)
    for who, takes in ((WORD, "place"), ("bilal", "place"), ("chidi", "alternate")):
        assert name(focal, who, takes).status_code == 303
    assert (
        app.test_client().post(link_of(app, f"{WORD}@example.org"), data={"answer": "no"}).status_code == 303
    )
    with work(app):
        texts = db.session.scalars(select(OutboxMessage.text).where(OutboxMessage.letter == "news_of_named"))
        assert [text.split("\n\n")[1] for text in texts] == NEWS * 2, "both who speak for the Forum"
        for mail in db.session.scalars(select(OutboxMessage)):
            mail.delivery = Delivery.SENT
    return organizer


def test_with_the_meeting(app: Flask, organizer: FlaskClient) -> None:
    clock.set_to(datetime(2029, 9, 30, 22, 0, tzinfo=UTC))
    purge(app)
    with work(app):
        assert {word: holding(word) for word in (WORD, "chidi", "bilal")} == {
            WORD: [],
            "chidi": [],
            "bilal": [],
        }
    assert news_of(app) == [(Delivery.SENT, True)] * 2, "that they went is counted"


def test_with_the_person(app: Flask, organizer: FlaskClient) -> None:
    with work(app):
        key = a_request(an_account(f"{WORD}@example.org", WORD.title())).key
    assert answer_done(organizer, key).status_code == 303
    with work(app):
        for mail in db.session.scalars(select(OutboxMessage).where(OutboxMessage.blank_after)):
            assert mail.letter == "", "the answer alone is still to go"
            mail.to_email = mail.to_name = mail.text = ""
        assert holding(WORD) == []
    app.test_client().post(link_of(app, "bilal@example.org"), data=ANSWER)
    with work(app):
        bilals = db.session.scalars(select(Account).where(Account.email == "bilal@example.org")).one()
        key = a_request(bilals).key
    assert answer_done(organizer, key).status_code == 303
    with work(app):
        told = db.session.scalars(
            select(OutboxMessage.text).where(
                OutboxMessage.letter == "news_of_named", OutboxMessage.delivery == Delivery.WAITING
            )
        )
        assert {text.split("\n\n")[1].split("\n")[0] for text in told} == {
            "Somebody whom you named: withdrawn."
        }
    for page in (HERE, "/meetings/workshop/invitations"):
        assert "example.invalid" not in organizer.get(page).text
