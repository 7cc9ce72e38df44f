"""What tests of registration do again and again."""

from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from meetings.base.database import db
from meetings.base.settings import Settings
from meetings.outbox.models import OutboxMessage
from meetings.outbox.way import MailWay
from meetings.outbox.worker import deliver_due
from meetings.programme.models import Meeting
from meetings.registration.models import Registration, RegistrationTerms
from tests.builders import a_meeting
from tests.kit_app import work
from tests.services.smtp import Sink

ANSWERS = {
    "name": "Amina Kebede-Strand",
    "email": "amina.kebede@example.org",
    "organization": "Example Horn Authority",
    "function": "Head of the legal unit",
    "category": "subregional",
    "languages": ["en", "ar"],
    "zone": "Africa/Djibouti",
    "listing": "organization",
    "once": "0123456789abcdefghijkl",
}


def a_published_meeting(app: Flask, slug: str = "workshop", **given: object) -> str:
    """A meeting that takes registrations; its slug."""
    with work(app):
        a_meeting(slug, **given)
    return slug


def send_form(client: FlaskClient, **changed: object) -> TestResponse:
    """Send the public form with the usual answers, some changed."""
    return client.post("/meetings/workshop/register", data=ANSWERS | changed)


def registrations(app: Flask) -> list[Registration]:
    """All registrations, in the order of their arrival."""
    with work(app):  # a reading unit rolls back, and what it read could not be looked at afterwards
        return list(db.session.scalars(select(Registration).order_by(Registration.id)))


def mails(app: Flask) -> list[OutboxMessage]:
    """All messages of the outbox, oldest first."""
    with work(app):  # a reading unit rolls back, and what it read could not be looked at afterwards
        return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def set_meeting(app: Flask, **values: object) -> None:
    """Change the one meeting behind everybody's back."""
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        if "waiting_list" in values:
            db.session.merge(
                RegistrationTerms(meeting_id=meeting.id, waiting_list=values.pop("waiting_list"))
            )
        for name, value in values.items():
            setattr(meeting, name, value)


def deliver_all(app: Flask, settings: Settings, smtp: Sink) -> None:
    """Let the worker deliver what is due to the mail server of this test."""
    mailing = replace(settings, smtp_url=f"smtp://{smtp.host}:{smtp.port}")
    with app.app_context(), MailWay(mailing) as way:
        while deliver_due(way):
            pass


def link_in(text: str) -> str:
    """The path of the one link to confirm in a delivered mail."""
    lines = [line for line in text.splitlines() if "/registrations/confirm/" in line]
    assert len(lines) == 1, text
    return "/registrations/confirm/" + lines[0].partition("/registrations/confirm/")[2].strip()
