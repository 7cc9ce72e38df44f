"""One's own registration is for oneself: two participants of one meeting, the office, a stranger."""

from flask import Flask
from flask.testing import FlaskClient

from meetings.access.actions import begin_session, make_account
from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.registration.rules import Listing, RegistrationStatus
from tests.builders import a_meeting, a_registration
from tests.kit_app import signed_in, work
from tests.registration.steps import registrations


def browser_of(app: Flask, token: str) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def test_only_its_owner_reads_and_changes_a_registration(app: Flask) -> None:
    with work(app):
        meeting = a_meeting("workshop")
        keys, tokens = [], []
        for name in ("ann", "bob"):
            account = make_account(OPERATOR, f"{name}@example.org", name)
            keys.append(a_registration(meeting, account_id=account.id, name=name).key)
            tokens.append(begin_session(account))
    ann, bob = (browser_of(app, token) for token in tokens)
    office, stranger = signed_in(app, Role.ADMINISTRATOR), app.test_client()
    hers = f"/my/registrations/{keys[0]}"
    assert {n: c.get(hers).status_code for n, c in (("ann", ann), ("bob", bob), ("office", office))} == {
        "ann": 200,
        "bob": 404,
        "office": 404,
    }
    assert stranger.get(hers).headers["Location"].startswith("/sign-in?")
    for client, code in ((bob, 404), (office, 404), (stranger, 303)):
        assert client.post(f"{hers}/withdraw").status_code == code
        assert client.post(f"{hers}/listing", data={"listing": "none"}).status_code == code
    assert [(r.status, r.listing) for r in registrations(app)] == [
        (RegistrationStatus.SUBMITTED, Listing.NAME)
    ] * 2
    assert ann.post(f"{hers}/withdraw").headers["Location"] == hers
    assert [r.status for r in registrations(app)] == [
        RegistrationStatus.WITHDRAWN,
        RegistrationStatus.SUBMITTED,
    ]


def test_withdrawal_and_consent_stand_in_the_trail(app: Flask) -> None:
    from sqlalchemy import select

    from meetings.access.models import AuditRow
    from meetings.registration.actions import change_listing, withdraw

    with work(app):
        registration = a_registration()
        change_listing(OPERATOR, registration, Listing.NONE)
        withdraw(OPERATOR, registration)
        rows = db.session.scalars(
            select(AuditRow).where(AuditRow.on_kind == "registration").order_by(AuditRow.id)
        ).all()
        assert [(r.verb, r.before, r.after) for r in rows] == [
            ("change_listing", {"listing": "name"}, {"listing": "none"}),
            ("withdrawn", {"status": "submitted"}, {"status": "withdrawn"}),
        ]
