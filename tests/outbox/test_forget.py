"""Mails are blanked: what went stays as a row, what waits goes first, what could not go is not tried again."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.base.settings import Settings
from meetings.outbox.actions import forget_mails, note_failed, put, try_again
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from tests.kit_app import work
from tests.registration.steps import deliver_all
from tests.services.smtp import Sink


def told(app: Flask) -> list[tuple[Delivery, str, str, str]]:
    with work(app, writing=False):
        rows = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(m.delivery, m.to_email, m.subject, m.text) for m in rows]


def test_what_waits_goes_and_is_blanked_then(app: Flask, settings: Settings, smtp: Sink) -> None:
    with work(app):
        put("gone@example.org", "Before", "Sent", to_name="Gone").delivery = Delivery.SENT
        put("gone@example.org", "After", "Your data is deleted.", about=("request", 7))
        put("stays@example.org", "Other", "Kept").delivery = Delivery.SENT
        db.session.flush()
        assert forget_mails({"request": [7]}, ["Gone@example.org "]) == 2
    assert told(app) == [
        (Delivery.SENT, "", "", ""),
        (Delivery.WAITING, "gone@example.org", "After", "Your data is deleted."),
        (Delivery.SENT, "stays@example.org", "Other", "Kept"),
    ]
    deliver_all(app, settings, smtp)
    assert [m.recipients for m in smtp.wait_for(1)] == [("gone@example.org",)]
    assert told(app)[:2] == [(Delivery.SENT, "", "", "")] * 2


def test_what_can_never_go_is_blanked_and_not_tried_again(app: Flask) -> None:
    with work(app):
        message = put("gone@example.org", "After", "Your data is deleted.")
        db.session.flush()
        forget_mails({}, ["gone@example.org"])
        note_failed(message.id, clock.now(), "550 <gone@example.org> unknown", final=True)
        assert message.last_error is None
        with pytest.raises(Refused, match="cannot be sent again"):
            try_again(message)
    assert told(app) == [(Delivery.FAILED, "", "", "")]


def test_a_mail_kept_as_a_file_goes_after_the_commit(app: Flask) -> None:
    folder: Path = app.config["SETTINGS"].instance / "mail"
    folder.mkdir(exist_ok=True)
    with work(app):
        message = put("gone@example.org", "Before", "Sent")
        message.delivery = Delivery.SENT
        db.session.flush()
        file = folder / f"{message.key}.eml"
        file.write_text("Dear Gone")
        forget_mails({}, ["gone@example.org"])
        assert file.exists()
    assert not file.exists()
