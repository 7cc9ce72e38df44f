"""What tests of people in the programme do again and again."""

import re
from typing import Any

from flask import Flask
from sqlalchemy import select

from meetings.access.actions import token_of
from meetings.access.models import MailLink
from meetings.base.database import db
from meetings.outbox.models import OutboxMessage
from meetings.programme.models import MeetingSession, Speaker
from meetings.programme.rules import SpeakerRole
from tests.kit_app import work

PDF = b"%PDF-1.7\nslides\n%%EOF\n"


def a_speaker(session: MeetingSession, **given: Any) -> Speaker:
    """A panellist with an address who was not asked yet; call it inside `work`."""
    values: dict[str, Any] = dict(
        role=SpeakerRole.PANELLIST, name="Ana Example", email="ana@example.org", minutes=8
    )
    speaker = Speaker(session=session, position=len(session.speakers) + 1, **values | given)
    db.session.add(speaker)
    db.session.flush()  # tests need the id
    return speaker


def link_to(app: Flask, email: str) -> str:
    """The path of the newest personal link that went to this address."""
    with work(app):
        row = db.session.scalars(
            select(OutboxMessage)
            .where(OutboxMessage.to_email == email, OutboxMessage.link_purpose == "role")
            .order_by(OutboxMessage.id.desc())
        ).first()
        assert row is not None and row.link_key is not None
        return f"{row.link_path}{token_of(db.session.get_one(MailLink, row.link_key))}"


def plain(page: str) -> str:
    """The words of a page."""
    page = re.sub(r"<(script|style|option)[^>]*>.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())
