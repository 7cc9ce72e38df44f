"""Nasty text in every field of every form: never a fault, never live markup, no control character is kept."""

import pytest
from flask import Flask

from meetings.access.routes import ROUTES
from meetings.base.settings import Settings
from tests.access.rows import Row
from tests.safety.kit import POSTS, a_house_with, fields_of, visit
from tests.safety.nasty import (
    hold_no_control_characters,
    in_turn,
    kinds_on,
    looked_at,
    names_asked,
    send,
    turns,
)


@pytest.mark.parametrize("row", POSTS, ids=lambda row: row.endpoint)
def test_every_field_of_every_form_filled_with_nasty_text(app: Flask, row: Row) -> None:
    client, fresh = visit(app, row)
    path = fresh()
    page = client.get(path) if "GET" in ROUTES[row.endpoint].methods else None
    fields, kinds = fields_of(page, path) if page else {}, kinds_on(page)
    with names_asked(app) as asked:
        looked_at(send(client, path, []), "no field at all")
        names = {*fields, *row.data, *asked}
        if not names:
            return  # a button
        for turn in turns(app):
            sent = in_turn(kinds, names, turn)
            answer = send(client, path, sent)
            looked_at(answer, [(name, nasty[:20]) for name, nasty in sent])
            if answer.status_code == 404:
                path = fresh()
            names |= asked
    hold_no_control_characters(app)


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
