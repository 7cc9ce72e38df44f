"""A post without the token of its form is refused on every route; a real form passes, behind TLS too."""

import re

import pytest
from flask import Flask

from meetings.access.models import SignedInSession
from meetings.access.permissions import Role
from meetings.access.routes import ROUTES
from meetings.base.database import db
from meetings.base.settings import Settings
from tests.kit_app import ON_ONE_DATABASE, signed_in, work
from tests.registration.steps import ANSWERS, a_published_meeting, registrations
from tests.safety.kit import (
    POSTS,
    TLS,
    a_house_with,
    a_sign_in_link,
    all_rows,
    behind_tls,
    through_proxy,
    visit,
)


def token_on(page: str) -> str:
    return str(re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[-1])


def test_every_route_that_posts_is_in_the_test_below() -> None:
    assert {row.endpoint for row in POSTS} == {r.endpoint for r in ROUTES.values() if "POST" in r.methods}
    assert not [r.endpoint for r in ROUTES.values() if set(r.methods) - {"GET", "POST"}]


@ON_ONE_DATABASE
def test_no_post_without_the_token_and_nothing_changes(app: Flask, settings: Settings) -> None:
    with a_house_with(settings) as house:
        for row in POSTS:
            client, fresh = visit(house, row)
            path = fresh()
            before = all_rows(app)
            for data in (row.data, {**row.data, "csrf_token": "made-up"}):
                answer = client.post(path, data=data)
                assert answer.status_code == 400, row.endpoint
                assert "This page stood open for too long." in answer.text and "<title>" in answer.text
            assert all_rows(app) == before, row.endpoint


def test_a_token_of_another_browser_is_refused(app: Flask, settings: Settings) -> None:
    with a_house_with(settings) as house:
        mine = token_on(house.test_client().get("/sign-in").text)
        other = house.test_client()
        other.get("/sign-in")
        sent = {"csrf_token": mine, "email": "a@example.org", "text": "Words that took an hour."}
        answer = other.post("/sign-in", data=sent)
        assert answer.status_code == 400 and "Words that took an hour.</textarea>" in answer.text


def test_signing_in_gives_a_new_token(app: Flask, settings: Settings) -> None:
    """Else whoever planted the old one could post in the name of the person."""
    with a_house_with(settings) as house:
        client = house.test_client()
        path = a_sign_in_link(app)
        planted = token_on(client.get(path).text)
        assert client.post(path, data={"csrf_token": planted}).status_code == 303
        assert client.post("/sign-out", data={"csrf_token": planted}).status_code == 400
        with work(app, writing=False):
            assert db.session.query(SignedInSession).count() == 1
        assert (
            client.post("/sign-out", data={"csrf_token": token_on(client.get("/my").text)}).status_code == 303
        )


@pytest.mark.parametrize(
    ("referer", "code"),
    [(TLS, 303), ("https://evil.example", 400), ("http://meetings.example.org", 400), (None, 400)],
)
def test_behind_tls_a_form_is_accepted_from_its_own_site_only(
    app: Flask, settings: Settings, referer: str | None, code: int
) -> None:
    a_published_meeting(app)
    with behind_tls(settings) as house:
        client = through_proxy(house.test_client())
        page = client.get("/meetings/workshop/register", base_url=TLS)
        headers = {"Referer": f"{referer}/meetings/workshop/register"} if referer else {}
        answer = client.post(
            "/meetings/workshop/register",
            base_url=TLS,
            data=ANSWERS | {"csrf_token": token_on(page.text)},
            headers=headers,
        )
        assert answer.status_code == code
    assert len(registrations(app)) == (1 if code == 303 else 0)


def test_behind_tls_the_button_of_a_secret_page_works(app: Flask, settings: Settings) -> None:
    """Browsers send the referrer that the page's own policy allows: same-origin gives it to the house alone."""
    path = a_sign_in_link(app)
    with behind_tls(settings) as house:
        client = through_proxy(house.test_client())
        page = client.get(path, base_url=TLS)
        assert page.headers["Referrer-Policy"] == "same-origin"
        data = {"csrf_token": token_on(page.text)}
        answer = client.post(path, base_url=TLS, data=data, headers={"Referer": TLS + path})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/my")
        assert client.get("/my", base_url=TLS).status_code == 200


def test_reading_changes_nothing(app: Flask) -> None:
    client = signed_in(app, Role.ORGANIZER)  # just now: who was seen a minute ago is noted as seen
    before = all_rows(app)
    for path in (
        "/",
        "/home",
        "/my",
        "/meetings",
        "/organizations",
        "/people",
        "/mandate",
        "/reports",
        "/outbox",
    ):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert all_rows(app) == before
