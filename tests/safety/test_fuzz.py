"""Nasty text in every field of every form: never a fault, never live markup, no control character is kept."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from meetings.access.permissions import Role
from meetings.access.routes import ROUTES
from meetings.base.settings import Settings
from tests.access.rows import Row
from tests.kit_app import signed_in
from tests.safety.kit import POSTS, a_house_with, fields_of, visit
from tests.safety.nasty import (
    SLY,
    TEXT,
    hold_no_control_characters,
    inputs,
    looked_at,
    names_asked,
    send,
)


@pytest.mark.parametrize("row", POSTS, ids=lambda row: row.endpoint)
def test_every_field_of_every_form_filled_with_nasty_text(app: Flask, row: Row) -> None:
    client, fresh = visit(app, row)
    path = fresh()
    fields = fields_of(client.get(path), path) if "GET" in ROUTES[row.endpoint].methods else {}
    with names_asked(app) as asked:
        looked_at(send(client, path, []), "no field at all")
        names = {*fields, *row.data, *asked}
        if not names:
            return  # a button
        for nasty in inputs(app):
            answer = send(client, path, [(name, nasty) for name in sorted(names)])
            looked_at(answer, nasty[:20])
            if answer.status_code == 404:
                path = fresh()
            names |= asked
    hold_no_control_characters(app)


@pytest.mark.parametrize("row", POSTS, ids=lambda row: row.endpoint)
def test_each_field_nasty_while_the_others_are_right(app: Flask, settings: Settings, row: Row) -> None:
    """Else the first refused field would hide what the next one does. PostgreSQL alone: it refuses more."""
    if settings.database_url.startswith("sqlite"):
        pytest.skip("on PostgreSQL")
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
    found = html.fromstring(page.text).xpath("//*[@name=$name]", name=name) if page else []
    if not found:
        return SLY["hidden"]
    kind = "choice" if found[0].tag == "select" else found[0].get("type", "text")
    kind = "choice" if kind in ("radio", "checkbox") else kind
    most = int(found[0].get("maxlength") or 200)
    return SLY[kind] if kind in SLY else [*TEXT, b"9" * most, b"9" * 400]


def followed(app: Flask, client: FlaskClient, answer: TestResponse, what: object) -> FlaskClient:
    """Look at the page that the answer leads to; whoever was thrown out comes in again."""
    if answer.status_code != 303:
        return client
    page = answer.headers["Location"].partition("#")[0]
    if page.startswith("/sign-in"):
        return signed_in(app, Role.ADMINISTRATOR)
    looked_at(client.get(page), (what, page))
    return client


def test_ten_megabytes_are_too_much_for_every_form(app: Flask, settings: Settings) -> None:
    with a_house_with(settings) as house:
        client = house.test_client()
        body, kind = b"text=y&name=" + b"x" * 10_000_000, "application/x-www-form-urlencoded"
        for row in POSTS:
            at = "/".join(
                "1" if part.startswith("<") else part for part in ROUTES[row.endpoint].url.split("/")
            )
            answer = client.post(at, data=body, content_type=kind)
            assert (row.endpoint, answer.status_code) == (row.endpoint, 413)
            assert "That is too large" in answer.text
