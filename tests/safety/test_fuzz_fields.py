"""Nasty text in one field of a form while the others are right: else the first refusal would hide the next fault."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from meetings.access.permissions import Role
from meetings.access.routes import ROUTES
from tests.access.rows import Row
from tests.kit_app import signed_in
from tests.safety.kit import POSTS, fields_of, visit
from tests.safety.nasty import (
    SLY,
    TEXT,
    hold_no_control_characters,
    kinds_on,
    looked_at,
    names_asked,
    send,
)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True, scope="session")
@pytest.mark.parametrize("row", POSTS, ids=lambda row: row.endpoint)
def test_each_field_nasty_while_the_others_are_right(app: Flask, row: Row) -> None:
    """Else the first refused field would hide what the next one does. PostgreSQL alone: it refuses more."""
    client, fresh = visit(app, row)
    path = fresh()
    page = client.get(path) if "GET" in ROUTES[row.endpoint].methods else None
    known = fields_of(page, path) if page else {}
    known |= {name: [value] for name, value in row.data.items()}
    right = {name: values or ["Right"] for name, values in known.items()}
    for name, value in needed(page).items():
        right[name] = [one or value for one in right.get(name, [""])]
    with names_asked(app) as asked:
        looked_at(
            send(client, path, [(n, v.encode()) for n, values in right.items() for v in values]), "right"
        )
    if page:
        path = fresh()  # the first may have used it up
    for name in sorted({*right, *asked}):
        for nasty in sly(page, name):
            sent = [(n, v.encode()) for n, values in right.items() if n != name for v in values]
            answer = send(client, path, [*sent, (name, nasty)])
            looked_at(answer, (name, nasty[:20]))
            client = followed(app, client, answer, (name, nasty[:20]))
    hold_no_control_characters(app)


def needed(page: TestResponse | None) -> dict[str, str]:
    """A right value for each element that must be filled in."""
    found = html.fromstring(page.text).xpath("//input[@required]|//textarea[@required]") if page else []
    values = {"date": "2028-10-10", "number": "5", "email": "right@example.org"}
    return {
        one.get("name"): values.get(one.get("type", ""), "10:30" if one.get("maxlength") == "5" else "Right")
        for one in found
        if one.get("name") and one.get("type") not in ("radio", "checkbox", "hidden")
    }


def sly(page: TestResponse | None, name: str) -> list[bytes]:
    """What is sent in this field: by the kind of its element, and text just as long as it may be."""
    kind = kinds_on(page).get(name, "hidden")
    if page is None or kind in SLY:
        return SLY[kind]
    longest = html.fromstring(page.text).xpath("string(//*[@name=$name]/@maxlength)", name=name)
    most = int(longest or 200)
    return [*TEXT, *({b"9" * most, b"9" * 400} if most < 400 else {b"9" * most})]


def followed(app: Flask, client: FlaskClient, answer: TestResponse, what: object) -> FlaskClient:
    """Look at the page that the answer leads to; whoever was thrown out comes in again."""
    if answer.status_code != 303:
        return client
    page = answer.headers["Location"].partition("#")[0]
    if page.startswith("/sign-in"):
        return signed_in(app, Role.ADMINISTRATOR)
    looked_at(client.get(page), (what, page))
    return client
