"""Nasty addresses and query strings on every route: never a fault, never live markup."""

import re
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from meetings.access.permissions import Role
from meetings.access.routes import ROUTES
from tests.access.rows import Row
from tests.kit_app import signed_in
from tests.safety.kit import GETS, POSTS, visit
from tests.safety.nasty import HUGE, NUL, SCRIPT, encoded, inputs, looked_at, names_asked

PARTS = (
    "9" * 40,
    "2147483648",
    "-1",
    "%00",
    "%ff",
    "a%0d%0ab",
    "..%2f..",
    "%C2%B2",
    "x" * 3000,
    quote(SCRIPT),
)


def tried(client: FlaskClient, app: Flask, path: str, known: set[str]) -> set[str]:
    """The names of parameters that a page asks for; each was nasty, but for those that are known already."""
    with names_asked(app) as asked:
        looked_at(client.get(path), path)
        looked_at(client.get(path, query_string={"page": "2", "q": "a", "state": "b", "next": "/"}), path)
    names = asked - known
    for nasty in inputs(app) if names else ():
        query = encoded((name, nasty[:2000]) for name in names)
        looked_at(client.get(path, query_string=query.decode()), nasty[:20])
    for name in names:  # a nasty one that others would hide
        for nasty in (NUL, HUGE):
            looked_at(client.get(path, query_string=encoded([(name, nasty)]).decode()), (name, nasty[:20]))
    return asked


@pytest.mark.parametrize("row", GETS, ids=lambda row: row.endpoint)
def test_nasty_query_strings(app: Flask, row: Row) -> None:
    """What the frame of every page asks for is tried on a page that has nothing else, and not on all of them."""
    client, fresh = visit(app, row)
    path = fresh().partition("?")[0]
    with names_asked(app) as of_the_frame:
        client.get("/no-such-page")
    tried(client, app, path, of_the_frame)


def test_nasty_query_strings_of_the_frame(app: Flask) -> None:
    assert "lang" in tried(signed_in(app, Role.ADMINISTRATOR), app, "/no-such-page", set())


def read_apart() -> list[Row]:
    """Routes that read their addresses each in its own way: where one loads its thing, the view gets only the thing,
    so that of those who load alike one stands for all."""
    rows = [row for row in (*GETS, *POSTS) if "<" in ROUTES[row.endpoint].url]
    found: dict[object, Row] = {}
    for row in rows:
        route = ROUTES[row.endpoint]
        names = tuple(sorted(re.findall("<([^>]*)>", route.url)))
        found.setdefault((route.load, names, route.open) if route.load else row.endpoint, row)
    return list(found.values())


@pytest.mark.parametrize("row", read_apart(), ids=lambda row: row.endpoint)
def test_nasty_parts_of_addresses(app: Flask, row: Row) -> None:
    rule = ROUTES[row.endpoint].url
    client, fresh = visit(app, row)
    path = fresh().partition("?")[0].split("/")
    reads = "GET" in ROUTES[row.endpoint].methods
    for at, part in enumerate(rule.split("/")):
        for nasty in PARTS if part.startswith("<") else ():
            asked = "/".join([*path[:at], nasty + part.partition(">")[2], *path[at + 1 :]])
            answer = client.get(asked) if reads else client.post(asked, data=row.data)
            looked_at(answer, asked[:80])
