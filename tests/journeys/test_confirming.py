"""From the first word of a record to its frozen summary: two rapporteurs, a round with three organizations, the end.

The rapporteurs write with accounts of their own, one of them on a phone. One organization comments, one proposes
another wording, one is silent; all by their links, on a phone, without an account.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from meetings.access.actions import give_role
from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.access.queries import find_account
from meetings.base.database import db
from meetings.base.settings import read_settings
from meetings.factory import create_app
from meetings.programme.models import Meeting, MeetingSession
from tests.journeys.house import ORGANIZER, House, demonstration
from tests.kit_app import work
from tests.rounds.builders import PEOPLE, present
from tests.services.server import Server
from tests.services.smtp import Sink

AT = "/meetings/focal-points-2026/sessions/4"
INGRID, MATEO = "ingrid.solheim-abara@example.org", "mateo.rivas-kohl@example.org"
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
    """Three organizations were present; two people of the house are to write the record."""
    app = create_app(read_settings(house.env))
    with work(app):
        sessions = select(MeetingSession).join(MeetingSession.meeting)
        session = db.session.scalars(
            sessions.where(Meeting.slug == AT.split("/")[2], MeetingSession.label == "4")
        ).one()
        for name in PEOPLE:
            present(session, name, zone="Pacific/Fiji")
        for email in (INGRID, MATEO):
            account = find_account(email)
            assert account is not None
            give_role(OPERATOR, account, Role.RAPPORTEUR, session.id, since=date(2026, 1, 1))
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


def written(house: House) -> None:
    """Both write at once, one of them with a thumb; whoever comes second in one paragraph keeps both texts."""
    thumb = house.browser.new_context(viewport={"width": 320, "height": 640}, is_mobile=True, has_touch=True)
    ingrid, mateo = house.as_(INGRID), house.as_(MATEO, thumb)
    for page in (ingrid, mateo):
        page.goto(f"{house.server.url}{AT}/minutes")
        expect(page.get_by_text("On a bad line it is kept on this device")).to_be_visible()
    assert mateo.evaluate("document.documentElement.scrollWidth") == 320
    ingrid.locator("#composer textarea").press_sequentially("Early signs were discussed.\n")
    expect(mateo.locator("#minutes .said", has_text="Early signs were discussed.")).to_be_visible()
    mateo.locator("#composer textarea").tap()
    mateo.locator("#composer textarea").press_sequentially("Courts are told too late.")
    mateo.get_by_role("button", name="Put it down").tap()
    expect(ingrid.locator("#minutes .said", has_text="Courts are told too late.")).to_be_visible()
    mateo.locator("li", has_text="Early signs").get_by_role("link", name="Change").tap()
    ingrid.locator("li", has_text="Early signs").get_by_role("link", name="Change").press("Enter")
    for page, words in ((ingrid, " Ingrid heard it."), (mateo, " Mateo heard more.")):
        field = page.get_by_role("textbox", name="paragraph")
        field.press("Control+End")
        field.press_sequentially(words)
        if page is ingrid:
            expect(page.locator(".writer [role=status]")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
            field.press("Escape")
    expect(mateo.get_by_role("group", name="Both texts")).to_contain_text("Ingrid heard it.")
    assert mateo.evaluate("document.documentElement.scrollWidth") == 320
    mateo.get_by_role("button", name="Keep both").tap()
    mateo.get_by_role("button", name="Done").tap()
    both = "Early signs were discussed. Ingrid heard it.\nEarly signs were discussed. Mateo heard more."
    for page in (ingrid, mateo):
        expect(page.locator("#minutes .said", has_text="Mateo heard more.")).to_contain_text(
            "Ingrid heard it."
        )
        assert page.locator("#minutes .said:visible").all_inner_texts() == [both, "Courts are told too late."]


def test_a_record_is_written_by_two_its_summary_proposed_confirmed_and_frozen(house: House) -> None:
    held(house)
    written(house)
    office = house.as_(ORGANIZER)
    office.goto(f"{house.server.url}{AT}/record")
    office.get_by_role("button", name="Propose from the record").click()
    for words in ("Ingrid heard it.", "Mateo heard more.", "Courts are told too late."):
        expect(office.locator(".paper").get_by_text(words)).to_be_visible()
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
