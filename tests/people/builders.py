"""People with everything that can be kept of them. Call them inside `work(app)`."""

import re
from datetime import date
from itertools import count

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from meetings.access.models import Account
from meetings.access.queries import actor_of
from meetings.people import actions
from meetings.people.models import PersonRequest
from meetings.people.rules import RequestKind
from tests.kit_app import an_account

_n = count(1)


def a_request(
    account: Account | None = None, kind: RequestKind = RequestKind.DELETION, text: str = "Please."
) -> PersonRequest:
    """Somebody asks the office."""
    account = account or an_account(f"asks-{next(_n)}@example.org")
    return actions.ask(actor_of(account, date(2026, 11, 24)), kind, text, "en")


def answer_done(office: FlaskClient, key: str, text: str = "") -> TestResponse:
    """The office reads the request and answers Done."""
    url = f"/people/requests/{key}"
    seen = re.findall(r'name="seen"[^>]*value="([^"]*)"', office.get(url).text)
    return office.post(url, data={"outcome": "done", "answer": text, "seen": seen})
