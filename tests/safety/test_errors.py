"""When something is wrong, a page says so in words: the right code, no trace, the look of the house."""

import logging
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, abort
from lxml import html
from werkzeug.exceptions import TooManyRequests
from werkzeug.test import TestResponse

from meetings.access.permissions import Role
from meetings.base.refusals import Refused
from meetings.base.settings import Settings
from meetings.factory import create_app
from tests.access.test_views import an_organizer
from tests.builders import a_meeting
from tests.kit_app import signed_in, statements, work
from tests.safety.kit import a_house_with
from tests.safety.test_headers import guarded

LEAKS = ("Traceback", "File &#34;", 'File "', "sqlalchemy", "SELECT ", ".py", "werkzeug")


def clear_page(answer, code: int) -> str:
    assert answer.status_code == code
    guarded(answer)
    page = html.fromstring(answer.text)
    [title], [h1] = page.xpath("//title/text()"), page.xpath("//h1")
    assert h1.text_content().strip() in title
    assert page.xpath("//link[@rel='stylesheet']") and page.xpath("//main//a[@href]")
    assert f"Error {code}" in answer.text
    assert not [leak for leak in LEAKS if leak in answer.text]
    return str(h1.text_content().strip())


@pytest.mark.parametrize(
    ("role", "method", "path", "code", "says"),
    [
        (None, "GET", "/nowhere", 404, "There is no such page"),
        (None, "GET", "/meetings/unknown", 404, "There is no such page"),
        (None, "GET", "/language/xx", 404, "There is no such page"),
        (Role.ORGANIZER, "GET", "/organizations/unknown", 404, "There is no such page"),
        (Role.ORGANIZER, "GET", "/people/unknown", 404, "There is no such page"),
        (Role.ORGANIZER, "GET", "/outbox/unknown", 404, "There is no such page"),
        (Role.ORGANIZER, "GET", "/registrations/unknown", 404, "There is no such page"),
        (Role.ORGANIZER, "GET", "/my/registrations/unknown", 404, "There is no such page"),
        (Role.ORGANIZER, "GET", "/mandate/99-99", 404, "There is no such page"),
        (Role.ORGANIZER, "GET", "/reports/99-99", 404, "There is no such page"),
        (Role.ADMINISTRATOR, "GET", "/accounts/999999", 404, "There is no such page"),
        (Role.DRAFTER, "GET", "/accounts", 403, "This page is not yours to open"),
        (None, "POST", "/", 405, "That does not work here"),
        (None, "DELETE", "/meetings", 405, "That does not work here"),
    ],
)
def test_what_is_not_there_or_not_allowed(
    app: Flask, role: Role | None, method: str, path: str, code: int, says: str
) -> None:
    assert clear_page(signed_in(app, role).open(path, method=method), code) == says


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("DELETE", "/meetings")])
def test_an_error_without_a_route_keeps_the_frame_of_who_asks(app: Flask, method: str, path: str) -> None:
    answer = signed_in(app, Role.ORGANIZER).open(path, method=method)
    assert answer.status_code in (404, 405)
    assert 'href="/outbox"' in answer.text and 'action="/sign-out"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    stranger = app.test_client()
    with statements(app) as seen:
        answer = stranger.open(path, method=method)
    assert 'href="/outbox"' not in answer.text and 'action="/sign-out"' not in answer.text
    assert len(seen) == 1  # what the frame says of the site


def test_an_error_of_a_feed_never_looks_at_a_cookie(app: Flask) -> None:
    client = signed_in(app, Role.ORGANIZER)
    with statements(app) as seen:
        answer = client.get("/calendar/a%00b.ics")
    assert answer.status_code == 404 and len(seen) <= 1
    assert 'action="/sign-out"' not in answer.text


@pytest.mark.parametrize("path", ["/sign-in/link/unknown", "/registrations/confirm/unknown"])
def test_an_unknown_token_is_told_what_to_do(app: Flask, path: str) -> None:
    for method in ("GET", "POST"):
        answer = app.test_client().open(path, method=method)
        assert answer.status_code == 404
        assert html.fromstring(answer.text).xpath("//h1") and "Traceback" not in answer.text


def test_too_large(app: Flask) -> None:
    answer = app.test_client().post("/sign-in", data={"email": "x" * 3_000_000})
    assert clear_page(answer, 413) == "That is too large"
    assert [limits(answer), again(answer)] == [
        "At most 2 MB can be sent here at once; this was 3 MB.",
        "/sign-in",
    ]


def test_too_much_text_where_files_may_come(app: Flask) -> None:
    with work(app):
        a_meeting("workshop")
    client, to = app.test_client(), "/meetings/workshop/register?lang=fr"
    file = {"name": "x", "file": (BytesIO(b"x" * 23_000_000), "x.pdf")}
    answers = [
        client.post(to, data={"name": "x" * 1_500_000}, content_type="multipart/form-data"),
        client.post(to, data=file, content_type="multipart/form-data"),
    ]
    assert [(clear_page(answer, 413), limits(answer), again(answer)) for answer in answers] == [
        ("That is too large", says, to)
        for says in (
            "The text alone is longer than 1 MB.",
            "At most 22 MB can be sent here at once; this was 23 MB.",
        )
    ]


def limits(answer: TestResponse) -> str:
    """What the page says first, when the rest of it says how to go on."""
    said = str(html.fromstring(answer.text).xpath("string(//p[@class='lede'])"))
    limit, kept, _how = said.partition(" Nothing was changed, and what you wrote could not be kept here. ")
    assert kept, said
    return limit


def again(answer: TestResponse) -> str:
    """Where the page leads for another try."""
    return str(html.fromstring(answer.text).xpath("//a[.='Open an empty form again']/@href")[0])


def test_too_many_tries(app: Flask) -> None:
    an_organizer(app)
    client = app.test_client()
    for _ in range(11):
        answer = client.post("/sign-in", data={"email": "ines@example.org", "password": "wrong wrong wrong"})
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert html.fromstring(answer.text).xpath("//h1")
    guarded(answer)


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (Refused("Not %(what)s.", what="<b>now</b>"), 409, "That is not possible now"),
        (TooManyRequests(), 429, "Too many tries"),
        (RuntimeError('secret detail of File "x.py"'), 500, "Something went wrong"),
    ],
)
def test_an_error_anywhere_becomes_a_page(
    app: Flask, settings: Settings, error: Exception, code: int, says: str, caplog: pytest.LogCaptureFixture
) -> None:
    with a_house_with(settings) as house:

        def breaks() -> str:
            raise error

        house.add_url_rule("/breaks", "breaks", breaks)
        house.add_url_rule("/aborts", "aborts", lambda: abort(418))
        with caplog.at_level(logging.ERROR):
            answer = house.test_client().get("/breaks")
        assert clear_page(answer, code) == says
        assert "<b>now" not in answer.text and "secret detail" not in answer.text
        if code == 500:
            [incident] = re.findall(r'class="incident"[^>]*>([0-9a-f]{8})<', answer.text)
            assert incident in caplog.text and "secret detail" in caplog.text
        assert clear_page(house.test_client().get("/aborts"), 418) == "This request cannot be answered"


@pytest.mark.parametrize("path", ["/", "/meetings", "/sign-in", "/meetings/x", "/my", "/readyz", "/nowhere"])
def test_a_database_that_cannot_be_used_is_told_without_a_trace(
    settings: Settings, tmp_path: Path, path: str
) -> None:
    # Once, whatever the other tests run on: the broken file is SQLite's.
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"this is no database, " * 500)
    house = create_app(replace(settings, database_url=f"sqlite:///{broken}"))
    house.config.update(PROPAGATE_EXCEPTIONS=False)
    client = house.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = "somebody"
    answer = client.get(path)
    if path in ("/nowhere",):
        clear_page(answer, 404)
    else:
        assert answer.status_code in (500, 503)
        clear_page(answer, answer.status_code)
    assert client.get("/healthz").status_code == 200
