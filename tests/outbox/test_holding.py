"""Mails of one act for many people: held until they are read, then let go or thrown away."""

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.base.settings import Settings
from meetings.outbox.actions import (
    Invitation,
    Link,
    at_once,
    begin_batch,
    discard,
    discard_batch,
    edit_held,
    held_for,
    put,
    release_batch,
)
from meetings.outbox.models import OutboxBatch, OutboxMessage
from meetings.outbox.queries import last_method
from meetings.outbox.rules import Delivery
from tests.kit_app import work
from tests.registration.steps import deliver_all
from tests.services.smtp import Sink

H, W, S, X, N = (
    Delivery.HELD,
    Delivery.WAITING,
    Delivery.SENT,
    Delivery.SUPERSEDED,
    Delivery.DISCARDED,
)


def states(app: Flask) -> list[Delivery]:
    with work(app):
        return list(db.session.scalars(select(OutboxMessage.delivery).order_by(OutboxMessage.id)))


def the_batch() -> OutboxBatch:
    return db.session.scalars(select(OutboxBatch)).one()


def a_batch_of(app: Flask, *addresses: str) -> None:
    with work(app), held_for(begin_batch("Many", "Ines")):
        for address in addresses:
            put(address, "Subject", "Text")


def entry(sequence: int, method: str = "REQUEST") -> Invitation:
    return Invitation(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", method, "one", sequence)


def test_held_mails_stay_until_they_are_let_go(app: Flask, settings: Settings, smtp: Sink) -> None:
    a_batch_of(app, "ann@example.org", "ben@example.org")
    with work(app):
        put("eve@example.org", "Subject", "Text")
    deliver_all(app, settings, smtp)
    assert ([d.recipients for d in smtp.messages], states(app)) == ([("eve@example.org",)], [H, H, S])
    with work(app):
        assert release_batch(the_batch()) == 2
    deliver_all(app, settings, smtp)
    assert states(app) == [S, S, S]
    with work(app):
        assert release_batch(the_batch()) == 0


def test_what_is_thrown_away_never_leaves(app: Flask, settings: Settings, smtp: Sink) -> None:
    a_batch_of(app, "ann@example.org", "ben@example.org", "cyd@example.org")
    with work(app):
        discard(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).first())  # type: ignore[arg-type]
    with work(app):
        assert discard_batch(the_batch()) == 2
        assert release_batch(the_batch()) == 0
    deliver_all(app, settings, smtp)
    assert (smtp.messages, states(app)) == ([], [N, N, N])


def test_what_has_a_deadline_leaves_also_from_inside_a_batch(app: Flask) -> None:
    with work(app), held_for(begin_batch("Many", "Ines")):
        put("ann@example.org", "S", "T")
        with at_once():
            put("ben@example.org", "S", "T")
        put("cyd@example.org", "S", "T")
    with work(app):
        put("dan@example.org", "S", "T")
    assert states(app) == [H, W, H, W]


def test_a_held_invitation_replaces_the_older_one_when_it_is_let_go_and_not_before(app: Flask) -> None:
    with work(app):
        put("ann@example.org", "S", "T", invitation=entry(0))
        with held_for(begin_batch("Many", "Ines")):
            put("ann@example.org", "S", "T", invitation=entry(1, "CANCEL"))
    assert states(app) == [W, H]
    with work(app):
        assert release_batch(the_batch()) == 1
    assert states(app) == [X, W]


def test_a_held_invitation_is_dropped_when_a_newer_one_went_meanwhile(app: Flask) -> None:
    with work(app), held_for(begin_batch("Many", "Ines")):
        put("ann@example.org", "S", "T", invitation=entry(1))
    with work(app):
        put("ann@example.org", "S", "T", invitation=entry(2, "CANCEL"))
    assert states(app) == [X, W]
    with work(app):
        assert release_batch(the_batch()) == 0


def test_a_calendar_is_not_believed_to_know_what_was_thrown_away(app: Flask) -> None:
    with work(app):
        put("ann@example.org", "S", "T", invitation=entry(0))
        with held_for(begin_batch("Many", "Ines")):
            put("ann@example.org", "S", "T", invitation=entry(1, "CANCEL"))
    with work(app):
        assert last_method("one", "ann@example.org") == "CANCEL"
        discard_batch(the_batch())
        assert last_method("one", "ann@example.org") == "REQUEST"


def test_words_of_one_mail_can_change_while_it_is_held(app: Flask) -> None:
    with work(app), held_for(begin_batch("Many", "Ines")):
        link = Link("/open/", "confirm", "k", "n")
        put("ann@example.org", "S", "Open [personal link] please", link=link)
    with work(app):
        message = db.session.scalars(select(OutboxMessage)).one()
        with pytest.raises(Refused, match="Keep “"):
            edit_held(message, "S", "Open it")
        edit_held(message, "Other\nwords", "Now: [personal link]")
        assert (message.subject, message.text) == ("Other words", "Now: [personal link]")
        release_batch(the_batch())
    with work(app), pytest.raises(Refused, match="not held any more"):
        edit_held(db.session.scalars(select(OutboxMessage)).one(), "S", "[personal link]")
