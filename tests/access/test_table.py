"""Routes × roles × (one's own thing / another's): a route without a row fails."""

from importlib import import_module
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from meetings.access.permissions import Role
from meetings.access.routes import ROUTES
from tests.access.beginning import beginning
from tests.access.rows import Row
from tests.kit_app import ON_ONE_DATABASE, work

pytestmark = ON_ONE_DATABASE

ROWS: list[Row] = [
    row
    for file in sorted(Path(__file__).parents[1].glob("*/access_rows.py"))
    for row in import_module(f"tests.{file.parent.name}.access_rows").ROWS
]


def let_in(answer: TestResponse) -> bool:
    """Whether the person got in: not sent to sign in, not refused, not told that there is nothing."""
    to_sign_in = answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in?")
    to_sign_in = to_sign_in or (answer.status_code == 303 and answer.headers["Location"] == "/sign-in")
    assert answer.status_code < 500, answer.text[-2000:]
    return not to_sign_in and answer.status_code not in (400, 403, 404, 405)


def test_every_route_has_one_row(app: Flask) -> None:
    assert sorted(row.endpoint for row in ROWS) == sorted(ROUTES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.endpoint)
def test_who_gets_in(app: Flask, row: Row) -> None:
    methods = ROUTES[row.endpoint].methods
    seen: dict[str, set[Role]] = {m: set() for m in methods}
    seen_another: dict[str, set[Role]] = {m: set() for m in methods}
    held: tuple[str, str | None] | None = None
    for method, role in product(sorted(methods), Role):
        if held is None:
            begun = beginning(app)
            with work(app):
                world = begun.world()
                held = row.own(world), row.another(world) if row.another else None
        own, another = held
        client = begun.client(app, role)
        if let_in(client.open(own, method=method, data=row.data)):
            seen[method].add(role)
        if another and let_in(client.open(another, method=method, data=row.data)):
            seen_another[method].add(role)
        # Looking changes nothing, nor does whoever is refused: the next one comes to the same things.
        if method != "GET" and role in seen[method] | seen_another[method]:
            held = None
    assert seen == {m: set(row.allowed) for m in methods}
    if row.another is not None:
        assert row.allowed_another is not None, "say who gets in to another's"
        assert seen_another == {m: set(row.allowed_another) for m in methods}
