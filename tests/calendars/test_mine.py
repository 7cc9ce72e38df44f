"""The page of one's own calendars: making, choosing, renewing and revoking an address."""

import re

from flask import Flask

from meetings.access.permissions import Role
from meetings.base.database import db
from meetings.calendars.models import Subscription
from tests.builders import an_organization
from tests.calendars.kit import EMAIL, a_house, at, browser_of, fetch
from tests.kit_app import signed_in, statements, work


def heads(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", head) for head in re.findall(r"<h2[^>]*>(.*?)</h2>", page)]


def test_each_sees_the_calendars_that_they_may_have(app: Flask) -> None:
    with work(app):
        organization = an_organization("Example Forum").id
    for role, on, expected in (
        (Role.SIGNED_IN, None, ["My programme"]),
        (Role.FOCAL_POINT, organization, ["My programme", "My organization’s calendar: Example Forum"]),
        (Role.DRAFTER, None, ["My programme", "Deadlines of the office"]),
    ):
        client = signed_in(app, role, on)
        assert heads(client.get("/my/calendars").text) == expected
        wanted = {
            "programme": {"kind": "programme"},
            "organization": {"kind": "organization", "organization": str(organization)},
            "deadlines": {"kind": "deadlines"},
        }
        got = {
            name: client.post("/my/calendars/subscribe", data=data).status_code
            for name, data in wanted.items()
        }
        assert got == {
            "programme": 303,
            "organization": 303 if role is Role.FOCAL_POINT else 404,
            "deadlines": 303 if role is Role.DRAFTER else 404,
        }


def test_bad_requests_for_an_address_are_a_404(app: Flask) -> None:
    client = signed_in(app, Role.DRAFTER)
    for data in (
        {}, {"kind": "party"}, {"kind": "organization"}, {"kind": "organization", "organization": "x\0"},
        {"kind": "organization", "organization": "9" * 40}, {"kind": "programme", "organization": "1"},
        {"kind": "deadlines", "organization": "²"},
    ):  # fmt: skip
        assert client.post("/my/calendars/subscribe", data=data).status_code == 404


def test_an_address_is_made_once_shown_with_its_choices_and_works(app: Flask) -> None:
    house = a_house(app)
    with work(app):
        db.session.query(Subscription).delete()
    client = browser_of(app, EMAIL)
    first = client.post("/my/calendars/subscribe", data={"kind": "programme"}).headers["Location"]
    assert client.post("/my/calendars/subscribe", data={"kind": "programme"}).headers["Location"] == first

    def address(asked: str = "") -> str:
        page = client.get(first + asked)
        assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
        [shown] = re.findall(r'id="feed">http://127\.0\.0\.1([^<]+)<', page.text)
        return str(shown).replace("&amp;", "&")

    plain = address()
    assert (
        address("?show=sessions&kind=opening&remind=1d&lang=en")
        == f"{plain}?kind=opening&show=sessions&remind=1d"
    )
    # What there is not is not taken; a form sends no choice as an empty one.
    assert [address(asked) for asked in ("?show=deadlines", "?remind=&show=", "?kind=a%00")] == [plain] * 3
    assert "No calendar has fetched it yet." in client.get("/my/calendars").text
    assert [fetch(app, path).status_code for path in (plain, address("?remind=1d"), house.private)] == [
        200,
        200,
        404,
    ]
    assert ">1 September 2028, 12:00</time> UTC" in client.get("/my/calendars").text
    with statements(app) as sent:
        client.get(first)
    assert len(sent) == 3  # who asks, the subscription, the frame


def test_another_persons_calendar_is_nobodys(app: Flask) -> None:
    a_house(app)
    at(1)
    with work(app, writing=False):
        key = db.session.query(Subscription).one().key
    client = signed_in(app, Role.ADMINISTRATOR)
    assert client.get(f"/my/calendars/{key}").status_code == 404
    for verb in ("renew", "revoke"):
        assert client.post(f"/my/calendars/{key}/{verb}").status_code == 404
    with work(app, writing=False):
        assert db.session.query(Subscription).one().key == key
