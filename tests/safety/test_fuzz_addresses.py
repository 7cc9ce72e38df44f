"""Nasty addresses and query strings on every route: never a fault, never live markup."""

from urllib.parse import quote

import pytest
from flask import Flask

from meetings.access.routes import ROUTES
from tests.access.rows import Row
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


@pytest.mark.parametrize("row", GETS, ids=lambda row: row.endpoint)
def test_nasty_query_strings(app: Flask, row: Row) -> None:
    client, fresh = visit(app, row)
    path = fresh().partition("?")[0]
    with names_asked(app) as names:
        looked_at(client.get(path), path)
        looked_at(client.get(path, query_string={"page": "2", "q": "a", "state": "b", "next": "/"}), path)
    for nasty in inputs(app) if names else ():
        query = encoded((name, nasty[:2000]) for name in names)
        looked_at(client.get(path, query_string=query.decode()), nasty[:20])
    for name in names:  # a nasty one that others would hide
        for nasty in (NUL, HUGE):
            looked_at(client.get(path, query_string=encoded([(name, nasty)]).decode()), (name, nasty[:20]))


@pytest.mark.parametrize("row", [*GETS, *(r for r in POSTS if r not in GETS)], ids=lambda row: row.endpoint)
def test_nasty_parts_of_addresses(app: Flask, row: Row) -> None:
    rule = ROUTES[row.endpoint].url
    if "<" not in rule:
        pytest.skip("names nothing")
    client, fresh = visit(app, row)
    path = fresh().partition("?")[0].split("/")
    reads = "GET" in ROUTES[row.endpoint].methods
    for at, part in enumerate(rule.split("/")):
        for nasty in PARTS if part.startswith("<") else ():
            asked = "/".join([*path[:at], nasty + part.partition(">")[2], *path[at + 1 :]])
            answer = client.get(asked) if reads else client.post(asked, data=row.data)
            looked_at(answer, asked[:80])
