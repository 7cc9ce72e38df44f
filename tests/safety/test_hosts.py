"""Who the house believes about its own name and about where a request comes from."""

import pytest
from flask import Flask

from meetings.base.settings import Settings
from tests.access.test_views import GOOD, an_organizer
from tests.registration.steps import a_published_meeting, deliver_all, send_form
from tests.safety.kit import a_house_with
from tests.services.smtp import Sink


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", "a b"])
@pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere", "/calendar/x.ics"])
def test_an_unknown_host_gets_a_clear_400(app: Flask, host: str, path: str) -> None:
    answer = app.test_client().get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert "<title>" in answer.text and "This request cannot be read" in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_a_mail_links_to_the_base_url_whatever_the_request_says(
    app: Flask, settings: Settings, smtp: Sink
) -> None:
    a_published_meeting(app)
    client = app.test_client()
    client.environ_base |= {"HTTP_HOST": "localhost:4444", "HTTP_X_FORWARDED_HOST": "evil.example"}
    assert send_form(client).status_code == 303
    deliver_all(app, settings, smtp)
    [mail] = smtp.messages
    assert "http://127.0.0.1/registrations/confirm/" in mail.text
    assert "localhost" not in mail.text and "evil" not in mail.raw.decode("latin-1")


@pytest.mark.parametrize(("proxies", "shut"), [(0, 429), (1, 422)])
def test_failures_are_counted_by_the_address_that_the_proxy_names_only(
    app: Flask, settings: Settings, proxies: int, shut: int
) -> None:
    """Without a proxy a made-up header gives nobody new tries; with one, one guest does not shut out all."""
    an_organizer(app)
    with a_house_with(settings, csrf=False, trusted_proxies=proxies) as house:
        client = house.test_client()
        fail_a_hundred_times(house, "127.0.0.1" if proxies == 0 else "203.0.113.7")
        answer = client.post(
            "/sign-in",
            data={"email": "new@example.org", "password": "wrong wrong wrong"},
            headers={"X-Forwarded-For": "198.51.100.9"},
        )
        assert answer.status_code == shut
        again = client.post(
            "/sign-in",
            data={"email": "newer@example.org", "password": "wrong wrong wrong"},
            headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.7"},  # the last one is the proxy's word
        )
        assert again.status_code == 429


def fail_a_hundred_times(house: Flask, address: str) -> None:
    from meetings.access.actions import count_failure
    from meetings.base import secrets

    with house.app_context():  # each failure is written in a transaction of its own
        for _ in range(100):
            count_failure([secrets.digest(f"address {address}")])


def test_the_password_still_works_from_another_address(app: Flask) -> None:
    an_organizer(app)
    fail_a_hundred_times(app, "203.0.113.7")
    answer = app.test_client().post("/sign-in", data={"email": "ines@example.org", "password": GOOD})
    assert answer.status_code == 303
