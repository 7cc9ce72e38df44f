"""What the tests of safety share: a house with other settings, the table's routes, what a page's forms ask for."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from meetings.access.permissions import Role
from meetings.access.routes import ROUTES
from meetings.base.database import Base, db
from meetings.base.settings import Settings
from meetings.factory import create_app
from meetings.rooms import ROOMS
from tests.access.beginning import beginning
from tests.access.rows import Row, a_world
from tests.kit_app import signed_in, work

for room in ROOMS:
    import_module(f"meetings.{room}.views")  # it declares the routes
ROWS: list[Row] = [
    row
    for file in sorted(Path(__file__).parents[1].glob("*/access_rows.py"))
    for row in import_module(f"tests.{file.parent.name}.access_rows").ROWS
]
GETS = [row for row in ROWS if "GET" in ROUTES[row.endpoint].methods]
POSTS = [row for row in ROWS if "POST" in ROUTES[row.endpoint].methods]
TLS = "https://meetings.example.org"


@contextmanager
def a_house_with(settings: Settings, csrf: bool = True, **changed: Any) -> Iterator[Flask]:
    """An application with these settings on the same database; forms need their token unless told otherwise."""
    made = create_app(replace(settings, **changed))
    made.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=csrf)
    try:
        yield made
    finally:
        with made.app_context():
            db.session.remove()
            db.engine.dispose()


@contextmanager
def behind_tls(settings: Settings, csrf: bool = True) -> Iterator[Flask]:
    """The house as it runs at https://meetings.example.org behind one proxy that speaks TLS."""
    changed = {"base_url": TLS, "trusted_hosts": ("meetings.example.org",), "trusted_proxies": 1}
    with a_house_with(settings, csrf, **changed) as made:
        yield made


def through_proxy(client: FlaskClient) -> FlaskClient:
    """The client as the proxy passes it on: plain HTTP, and what it says about the other side."""
    client.environ_base |= {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_HOST": "meetings.example.org"}
    return client


def own_registration(app: Flask) -> tuple[FlaskClient, str]:
    """A participant and the address of the participant's own registration."""
    from meetings.access.models import Account
    from tests.builders import a_registration

    client = signed_in(app, Role.SIGNED_IN)
    with work(app):
        newest = select(Account).where(Account.name == "Anyone signed in Example").order_by(Account.id.desc())
        account = db.session.scalars(newest.limit(1)).one()
        key = a_registration(account_id=account.id, email=account.email).key
    return client, f"/my/registrations/{key}"


def a_sign_in_link(app: Flask) -> str:
    """The address of a link to sign in that works."""
    from meetings.access import actions
    from tests.kit_app import an_account

    with work(app):
        account = an_account("linked@example.org")
        db.session.flush()  # its id is in the link
        return f"/sign-in/link/{actions.token_of(actions.make_link('sign_in', account.id))}"


def visit(app: Flask, row: Row, role: Role = Role.ADMINISTRATOR) -> tuple[FlaskClient, Callable[[], str]]:
    """Somebody who gets in, and a function that gives the address of a fresh thing of the row."""
    if role is Role.ADMINISTRATOR and row.allowed == {Role.ASSESSOR}:
        role = Role.ASSESSOR  # nobody of the office reads what only an assessor was given
    if row.endpoint in ("registration.mine", "registration.change_listing", "registration.withdraw"):
        client, path = own_registration(app)
        rest = {"registration.mine": "", "registration.change_listing": "/listing"}
        return client, lambda: path + rest.get(row.endpoint, "/withdraw")
    begun = beginning(app)
    client = begun.client(app, role)
    if row.endpoint == "access.use_link":
        path = a_sign_in_link(app)
        return client, lambda: path
    worlds = chain([begun.world], repeat(a_world))

    def fresh() -> str:
        with work(app):
            return row.own(next(worlds)())

    return client, fresh


def fields_of(page: TestResponse, path: str) -> dict[str, list[str]]:
    """The names and values that the forms of a page would post to this address."""
    if page.status_code != 200 or page.mimetype != "text/html":
        return {}
    found: dict[str, list[str]] = {}
    own = path.partition("?")[0]
    for form in html.fromstring(page.get_data(as_text=True)).forms:
        action = (form.action or own).partition("?")[0]
        if form.method == "POST" and action == own:
            for element in form.inputs:
                if element.name and element.get("type") not in ("submit", "button"):
                    found.setdefault(element.name, [])
            for name, value in form.form_values():
                found[name].append(value)
    return found


def all_rows(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that is in the database, by table; most are empty, and are asked only that."""
    tables = Base.metadata.tables
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables)
    with app.app_context(), db.engine.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(tables[name].select())), key=repr)
            for (name,) in connection.exec_driver_sql(asked).all()
        }


def texts(value: Any) -> Iterator[str]:
    """Every text inside a column's value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)
