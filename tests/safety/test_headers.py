"""What every answer says to the browser, room by room, over HTTP and behind TLS."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from meetings.access.permissions import Role
from meetings.base.settings import Settings
from tests.builders import a_cycle, a_meeting, a_registration
from tests.kit_app import ON_ONE_DATABASE, signed_in, work
from tests.safety.kit import GETS, a_sign_in_link, behind_tls, through_proxy, visit

PLAIN = "http://meetings.example.org"  # what the proxy speaks to the house
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


# What people have sent: no browser runs it, whatever it is.
PEOPLES_FILES = {
    *("registration.registration_file", "speakers.presentation"),
    *(f"fellowship.{name}" for name in ("document", "answered", "nomination_letter", "own_file")),
    *(f"assessment.{name}" for name in ("assess_file", "assess_answer", "redacted_file")),
    "fellows.briefing_file",
    *(f"documents.{name}" for name in ("file", "archive", "paper", "drafted_paper")),
}
# Asked by machines without a cookie; what lies behind the secret address tells nobody where it lies.
FEEDS = {"calendars.meeting_feed", "calendars.series_feed", "calendars.cycle_feed"}
SECRET = {"calendars.private_feed"}


def guarded(answer: TestResponse, *also: str, referrer: str = "same-origin") -> None:
    headers = answer.headers
    assert headers.getlist("Content-Security-Policy") == [*also, CSP]
    assert headers.getlist("X-Content-Type-Options") == ["nosniff"]
    assert headers.getlist("Referrer-Policy") == [referrer]
    assert headers.getlist("Permissions-Policy") == ["camera=(), geolocation=(), microphone=()"]


@ON_ONE_DATABASE
@pytest.mark.parametrize("row", GETS, ids=lambda row: row.endpoint)
def test_every_page_is_guarded_and_a_personal_one_is_kept_nowhere(app: Flask, row) -> None:
    client, fresh = visit(app, row)
    answer = client.get(fresh())
    referrer = "no-referrer" if row.endpoint in SECRET else "same-origin"
    guarded(answer, *(["sandbox"] if row.endpoint in PEOPLES_FILES else []), referrer=referrer)
    assert "Strict-Transport-Security" not in answer.headers
    if row.endpoint in FEEDS | SECRET | {"portal.ready"}:
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "Set-Cookie" not in answer.headers
    else:
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Cookie" in answer.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("path", "code"),
    [("/", 200), ("/meetings", 200), ("/nowhere", 404), ("/my", 303), ("/sign-out", 405), ("/healthz", 200)],
)
def test_answers_to_strangers_are_guarded_too(app: Flask, path: str, code: int) -> None:
    answer = app.test_client().get(path)
    assert answer.status_code == code
    guarded(answer)
    assert answer.headers["Cache-Control"] == "no-cache"
    if path in ("/", "/meetings"):
        assert "Cookie" in answer.headers["Vary"]  # another language, another frame


def test_a_page_behind_a_secret_address_is_kept_nowhere(app: Flask) -> None:
    from tests.access.rows import a_world
    from tests.registration.access_rows import _link

    with work(app):
        confirm = _link(a_world())
    for path in (a_sign_in_link(app), confirm):
        answer = app.test_client().get(path)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        guarded(answer)


def test_a_download_is_guarded(app: Flask) -> None:
    with work(app):
        symbol = a_cycle().resolution.symbol.replace("/", "-")
    answer = signed_in(app, Role.DRAFTER).get(f"/reports/{symbol}.docx")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Cache-Control"] == "no-store"
    guarded(answer)


def test_a_feed_is_the_same_for_everybody(app: Flask) -> None:
    with work(app):
        slug = a_meeting().slug
    client = signed_in(app, Role.ORGANIZER)
    answer = client.get(f"/calendar/{slug}.ics")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in answer.headers and "Cookie" not in answer.headers.get("Vary", "")
    again = client.get(f"/calendar/{slug}.ics", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert "Set-Cookie" not in again.headers and "Cookie" not in again.headers.get("Vary", "")
    unknown = client.get("/calendar/unknown.ics")
    assert (unknown.status_code, unknown.mimetype) == (404, "text/plain")
    guarded(unknown)


@pytest.mark.parametrize("path", ["/static/look.css", "/static/favicon.svg", "/static/js/errors.mjs"])
def test_static_files_come_without_cookie_and_are_what_they_say(app: Flask, path: str) -> None:
    answer = signed_in(app, Role.ORGANIZER).get(path)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers and "Cookie" not in answer.headers.get("Vary", "")
    assert "Access-Control-Allow-Origin" not in answer.headers
    guarded(answer)


def test_behind_tls_the_cookie_is_bound_to_the_host_and_the_browser_to_tls(
    app: Flask, settings: Settings
) -> None:
    with behind_tls(settings) as house:
        client = through_proxy(house.test_client())
        answer = client.get("/sign-in", base_url=PLAIN)
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        guarded(answer)
        [cookie] = answer.headers.getlist("Set-Cookie")
        parts = {part.strip() for part in cookie.split(";")[1:]}
        assert cookie.startswith("__Host-session=")
        assert parts == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
        chosen = client.get("/language/en", base_url=PLAIN).headers["Set-Cookie"]
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {part.strip() for part in chosen.split(";")}
        feed = client.get("/calendar/unknown.ics", base_url=PLAIN)
        assert feed.status_code == 404
        assert "Set-Cookie" not in feed.headers


def test_a_stranger_cannot_claim_tls(app: Flask) -> None:
    answer = app.test_client().get("/", headers={"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" not in answer.headers


def test_the_base_url_says_whether_cookies_are_secure(app: Flask) -> None:
    cookie = app.test_client().get("/language/en").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "Secure" not in cookie
    assert app.config["SESSION_COOKIE_NAME"] == "session" and not app.config["SESSION_COOKIE_SECURE"]


def test_a_registration_of_somebody_is_not_for_caches(app: Flask) -> None:
    with work(app):
        key = a_registration().key
    answer = signed_in(app, Role.ORGANIZER).get(f"/registrations/{key}")
    assert answer.headers["Cache-Control"] == "no-store"
