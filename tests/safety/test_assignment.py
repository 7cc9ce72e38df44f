"""A field that no form shows changes nothing; what people wrote is escaped wherever staff read it; no token is kept."""

import logging
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.models import Account
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.base.settings import Settings
from tests.builders import a_meeting, a_registration
from tests.kit_app import signed_in, work
from tests.registration.steps import (
    ANSWERS,
    a_published_meeting,
    deliver_all,
    link_in,
    registrations,
    send_form,
)
from tests.safety.kit import all_rows, texts
from tests.services.smtp import Sink

MARKUP = '<script>alert(1)</script><img src=x onerror="alert(2)">'
TEMPLATES = Path(__file__).parents[2] / "templates"
SAFE = {"kit/icons.html": 1}  # the strokes of our own icons


def test_a_registration_takes_nothing_but_its_form(app: Flask) -> None:
    a_published_meeting(app)
    extra = {"status": "approved", "demonstration": "1", "account_id": "1", "role": "administrator", "is_staff": "1",
             "key": "mine", "person_id": "1", "id": "77", "decided_by": "me", "meeting_id": "9"}  # fmt: skip
    assert app.test_client().post("/meetings/workshop/register", data=ANSWERS | extra).status_code == 303
    [made] = registrations(app)
    assert made.status.value == "unconfirmed" and not made.demonstration and made.account_id is None
    assert made.person_id is None and made.decided_by == "" and made.key != "mine" and made.id != 77


def test_an_account_takes_nothing_but_its_form(app: Flask) -> None:
    data = {"name": "New Example", "email": "new@example.org", "role": "administrator", "is_staff": "1",
            "password_hash": "x", "demonstration": "1"}  # fmt: skip
    assert signed_in(app, Role.ADMINISTRATOR).post("/accounts", data=data).status_code == 303
    with work(app, writing=False):
        made = db.session.scalars(select(Account).where(Account.email == "new@example.org")).one()
        assert made.password_hash is None and not made.holdings and not made.demonstration


def test_what_a_participant_wrote_is_text_on_every_page_of_staff(app: Flask) -> None:
    with work(app):
        meeting = a_meeting()
        key = a_registration(meeting, name=MARKUP, organization_name=MARKUP, function=MARKUP).key
        slug = meeting.slug
    client = signed_in(app, Role.ADMINISTRATOR)
    decision = {"decision": "approve", "seen": "submitted"}
    assert client.post(f"/registrations/{key}/decision", data=decision).status_code == 303
    shown = 0
    pages = [
        f"/registrations/{key}",
        f"/meetings/{slug}/registrations",
        "/home",
        "/outbox",
        "/audit",
        "/people",
    ]
    for path in pages:
        page = client.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text and "<img src=x" not in page.text, path
        shown += "&lt;script&gt;alert(1)" in page.text
    assert shown >= 2


def test_templates_mark_nothing_as_safe_but_our_own_icons(app: Flask) -> None:
    found = {}
    for path in TEMPLATES.rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8")
            n = len(re.findall(r"\|\s*safe\b|autoescape\s+false|Markup\(", text))
            if n:
                found[str(path.relative_to(TEMPLATES))] = n
    assert found == SAFE
    assert app.jinja_env.autoescape("x.html") is True  # type: ignore[operator]


def test_no_token_is_kept_or_logged(
    app: Flask, settings: Settings, smtp: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    a_published_meeting(app)
    client = app.test_client()
    with caplog.at_level(logging.DEBUG):
        assert send_form(client).status_code == 303
        deliver_all(app, settings, smtp)
        confirm = link_in(smtp.messages[-1].text)
        assert client.post(confirm).status_code == 200
        signed_in(app, Role.ADMINISTRATOR)
        assert client.post("/sign-in/link", data={"address": "nobody@example.org"}).status_code == 303
    token = confirm.rpartition("/")[2]
    mac = token.partition(".")[2]
    assert len(mac) > 20
    assert mac not in caplog.text
    kept = [text for rows in all_rows(app).values() for row in rows for text in texts(row)]
    assert len(kept) > 20 and not [text for text in kept if mac in text]
