"""The mail server is away: the office reads it on the first page and on the outbox, with what the server said."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.outbox.actions import begin_batch, claim, held_for, note_failed, note_sent, put, release_batch
from meetings.outbox.models import OutboxBatch, OutboxMessage
from tests.invitations.kit import plain
from tests.kit_app import signed_in, work

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)


def test_mails_that_wait_are_told_after_five_minutes_until_they_have_gone(app: Flask) -> None:
    clock.set_to(NOW)
    office = signed_in(app, Role.ORGANIZER)
    with work(app):
        put("ann@example.org", "S", "T")

    def said() -> list[tuple[bool, bool]]:
        pages = [plain(office.get(url).text) for url in ("/home", "/outbox")]
        return [("Mails wait since 14:05" in page, "Connection refused" in page) for page in pages]

    for minute in range(4):
        clock.set_to(NOW + timedelta(minutes=minute))
        with work(app):
            for mail in claim(clock.now()):
                note_failed(
                    mail.id, clock.now(), "ConnectionRefusedError: Connection refused", server_is_away=True
                )
    assert said() == [(False, False)] * 2, "it may be back at once"
    clock.set_to(NOW + timedelta(minutes=6))
    assert said() == [(True, True)] * 2
    with work(app):
        note_sent([db.session.scalars(select(OutboxMessage.id)).one()], clock.now())
    assert said() == [(False, False)] * 2


def test_mails_that_were_held_wait_since_they_were_first_tried(app: Flask) -> None:
    clock.set_to(NOW - timedelta(days=3))
    with work(app), held_for(begin_batch("Many", "Ines")):
        put("ann@example.org", "S", "T")
    clock.set_to(NOW)
    with work(app):
        release_batch(db.session.scalars(select(OutboxBatch)).one())
    office = signed_in(app, Role.ORGANIZER)
    for _ in range(7):  # each try in its time
        with work(app):
            [mail] = claim(clock.now())
            note_failed(
                mail.id, clock.now(), "ConnectionRefusedError: Connection refused", server_is_away=True
            )
            clock.set_to(mail.not_before)
    assert "Mails wait since 14:05" in plain(office.get("/outbox").text)
