"""Nominating in a browser: the office gives places, a focal point names people, they answer on a phone."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.house import ORGANIZER, House, demonstration
from tests.services.server import Server
from tests.services.smtp import Sink

W = "/meetings/workshop-2028"
FOCAL = "ruth.okello-lind@example.org"
HERE = "/organizations/example-lakes-community/nominations/workshop-2028"


@pytest.fixture(scope="module")
def house(
    serve: Callable[..., Server], chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    sink = Sink()
    sink.up()
    with demonstration(serve, sink, chromium, tmp_path_factory.mktemp("house")) as house:
        page = house.as_(ORGANIZER)
        page.goto(house.server.url + W)
        page.get_by_label("Publish it all the same").check()
        page.get_by_role("button", name="Publish the programme").click()
        yield house
    sink.down()


def mailed(house: House, email: str, what: str) -> str:
    """The text of the mail to this address that holds these words."""
    for count in range(1, 12):
        for mail in house.smtp.wait_for(count):
            if email in mail.recipients and what in mail.text:
                return mail.text
    raise AssertionError(f"no mail to {email}")


def link_in(text: str) -> str:
    return str(re.findall(r"http://\S+/invitations/\S+", text)[0])


def name(page: Page, who: str, email: str, button: str) -> None:
    page.get_by_label("Full name").fill(who)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("English").check()
    page.get_by_role("button", name=button).click()


def test_from_the_office_to_a_phone_and_back(house: House) -> None:
    office = house.as_(ORGANIZER)
    office.goto(house.server.url + W)
    office.get_by_role("link", name="Registrations", exact=True).click()
    office.get_by_role("link", name="Invitations", exact=True).click()
    office.get_by_role("link", name="Nominations", exact=True).click()
    office.get_by_role("link", name="Give places to organizations").first.click()
    office.get_by_label("Name, acronym or city").fill("Lakes")
    office.get_by_role("button", name="Show").click()
    expect(office.get_by_role("checkbox", name="Example Lakes Community")).to_be_checked()
    office.get_by_label("Places for each").fill("1")
    office.get_by_label("Last day").fill("2028-09-30")
    office.get_by_role("button", name="Give the places").click()
    office.get_by_role("link", name="Read and release them").click()
    expect(office.get_by_text("Places for your organization").first).to_be_visible()
    office.get_by_role("button", name=re.compile("Send [0-9]+ mail")).click()
    assert HERE in mailed(house, FOCAL, "can name people")

    focal = house.as_(FOCAL)
    focal.goto(f"{house.server.url}/my")
    focal.get_by_role("link", name=re.compile("Preventing human rights violations")).first.click()
    assert focal.url.endswith(HERE)
    name(focal, "Amara Lakes-Ode", "amara.lakes@example.org", "Name this person")
    name(focal, "Ilse Lakes-Warden", "ilse.lakes@example.org", "Name this alternate")
    expect(focal.get_by_text("alternate, not asked yet")).to_be_visible()

    phone = house.browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = phone.new_page()
    page.goto(link_in(mailed(house, "amara.lakes@example.org", "has named you")))
    page.get_by_role("button", name="I cannot come").click()
    expect(page.get_by_role("heading", name="You have said that you cannot come")).to_be_visible()
    news = mailed(house, FOCAL, "Amara Lakes-Ode cannot come.")
    assert "Ilse Lakes-Warden moves up and has been asked." in news

    page.goto(link_in(mailed(house, "ilse.lakes@example.org", "has named you")))
    assert page.get_by_label("Full name").input_value() == "Ilse Lakes-Warden"
    page.get_by_role("button", name="Send my registration").click()
    expect(page.get_by_text("waits for a decision")).to_be_visible()
    focal.reload()
    expect(focal.get_by_role("listitem").filter(has_text="Ilse Lakes-Warden").first).to_contain_text(
        "waits for a decision"
    )
    expect(focal.get_by_role("listitem").filter(has_text="Amara Lakes-Ode").first).to_contain_text(
        "cannot come"
    )
    phone.close()
