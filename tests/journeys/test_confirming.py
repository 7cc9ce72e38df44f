"""A summary in a browser: proposed from the record, confirmed by three organizations, frozen.

One comments, one proposes another wording, one is silent; all by their links, on a phone, without an account.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.base.database import db
from meetings.base.settings import read_settings
from meetings.factory import create_app
from meetings.programme.models import Meeting, MeetingSession
from meetings.record import actions as record
from meetings.record.rules import Said as Recorded
from tests.journeys.house import ORGANIZER, House, demonstration
from tests.kit_app import work
from tests.rounds.builders import PEOPLE, present
from tests.services.server import Server
from tests.services.smtp import Sink

AT = "/meetings/focal-points-2026/sessions/4"
AFTER_THE_DEADLINE = "2028-09-21T12:00+02:00"


@pytest.fixture(scope="module")
def house(
    serve: Callable[..., Server], chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    sink = Sink()
    sink.up()
    with demonstration(serve, sink, chromium, tmp_path_factory.mktemp("house")) as house:
        yield house
    sink.down()


def held(house: House) -> None:
    """Three organizations were present; two rapporteurs wrote the record."""
    app = create_app(read_settings(house.env))
    with work(app):
        sessions = select(MeetingSession).join(MeetingSession.meeting)
        session = db.session.scalars(
            sessions.where(Meeting.slug == AT.split("/")[2], MeetingSession.label == "4")
        ).one()
        for name in PEOPLE:
            present(session, name, zone="Pacific/Fiji")
        for text in ("Early signs were discussed.", "Courts are told too late."):
            record.write(OPERATOR, session, Recorded(text, session.attribution))
    with app.app_context():
        db.engine.dispose()


def link_to(house: House, email: str) -> str:
    """The personal link in the mail that asked this person."""
    for count in range(1, 40):  # other mails may go before it
        for mail in house.smtp.wait_for(count):
            found = re.findall(r"http://\S+/round/\S+", mail.text)
            if email in mail.recipients and found:
                return str(found[0])
    raise AssertionError(f"no mail to {email}")


def on_a_phone(house: House, link: str) -> Page:
    page = house.browser.new_context(viewport={"width": 320, "height": 640}).new_page()
    page.goto(link)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    return page


def test_a_summary_is_proposed_confirmed_and_frozen(house: House) -> None:
    held(house)
    office = house.as_(ORGANIZER)
    office.goto(f"{house.server.url}{AT}/record")
    office.get_by_role("button", name="Propose from the record").click()
    expect(office.locator(".paper").get_by_text("Courts are told too late.")).to_be_visible()
    office.get_by_role("button", name="Hand in to the moderator").click()
    office.get_by_role("link", name="Open a round").click()
    office.get_by_label("Day").fill("2028-09-20")
    office.get_by_role("button", name="Open the round").click()

    ann = on_a_phone(house, link_to(house, "ann@example.org"))
    expect(ann.locator(".facts .yours")).to_contain_text("Fiji")
    ann.get_by_text("Answer paragraph 1", exact=True).click()
    ann.get_by_role("group", name="Your answer to paragraph 1").get_by_label("A comment").check()
    ann.get_by_label("Your comment or wording for paragraph 1").fill("Say which signs.")
    ann.get_by_role("button", name="Send my answers").click()
    expect(ann.get_by_text("Thank you. Your answers are kept.")).to_be_visible()

    ben = on_a_phone(house, link_to(house, "ben@example.org"))
    last = ben.locator(".to-confirm", has_text="Courts are told too late.")
    last.get_by_text(re.compile("^Answer paragraph")).click()
    last.get_by_label("Another wording").check()
    last.get_by_role("textbox").fill("Courts are often told too late.")
    ben.get_by_role("button", name="Send my answers").click()
    expect(ben.get_by_text("Thank you. Your answers are kept.")).to_be_visible()

    office.goto(f"{house.server.url}{AT}/round")
    for reason, button in (("The record does not say.", "Do not take it up"), ("", "Take it up")):
        answer = office.locator(".answer", has=office.get_by_text("Say what becomes of it")).first
        answer.get_by_text("Say what becomes of it").click()
        answer.get_by_label("Why").fill(reason)
        answer.get_by_role("button", name=button, exact=True).click()
    expect(office.get_by_text("Courts are often told too late.").first).to_be_visible()
    ann.reload()
    expect(ann.get_by_text("The record does not say.")).to_be_visible()

    house.on(AFTER_THE_DEADLINE)  # Cleo has said nothing, which agrees
    office = house.as_(ORGANIZER)
    office.goto(f"{house.server.url}{AT}/round")
    office.get_by_role("button", name="Approve what the round confirmed").click()
    office.get_by_role("button", name="Freeze").click()
    expect(office.get_by_role("link", name="Version 1")).to_be_visible()
    expect(office.get_by_role("link", name="Change paragraph 1")).to_have_count(0)
    cleo = on_a_phone(house, link_to(house, "cleo@example.org"))
    expect(cleo.get_by_text("The summary is final.")).to_be_visible()
    expect(cleo.get_by_text("Courts are often told too late.")).to_be_visible()
