"""The list of speakers in a browser: the clock runs down, and what others do appears by itself."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.house import ORGANIZER, House, demonstration
from tests.services.server import Server
from tests.services.smtp import Sink

AT = "/meetings/workshop-2028/sessions/2/floor"


@pytest.fixture(scope="module")
def house(
    serve: Callable[..., Server], chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    sink = Sink()
    sink.up()
    with demonstration(serve, sink, chromium, tmp_path_factory.mktemp("house")) as house:
        yield house
    sink.down()


def test_the_clock_runs_and_another_keeper_sees_it(house: House) -> None:
    keeper = house.as_(ORGANIZER)
    keeper.goto(house.server.url + AT)
    keeper.get_by_role("button", name="Open the list").click()
    for name in ("Noor", "Amara"):
        keeper.get_by_label("Name").fill(name)
        keeper.get_by_role("button", name="Put on the list").click()
    other = house.as_(ORGANIZER)
    other.goto(house.server.url + AT)
    asked: list[int] = []
    other.on("response", lambda r: asked.append(r.status) if r.url.endswith("/floor/now") else None)
    expect(other.locator(".floor-order li")).to_have_count(2)
    keeper.get_by_role("button", name="Give the floor Noor").click()
    clock = keeper.get_by_role("timer")
    expect(clock).to_have_text(re.compile(r"^2:\d\d$"))  # however busy the machine, it runs down
    expect(other.get_by_role("heading", name="Noor")).to_be_visible()
    expect(other.locator(".floor-order li")).to_have_count(1)
    other.wait_for_timeout(5000)
    assert asked[-1] == 304  # nothing has changed: nothing comes
    # Whoever types is not disturbed.
    field = other.get_by_label("Minutes Amara")
    field.fill("7")
    keeper.get_by_role("button", name="Done Noor").click()
    other.wait_for_timeout(5000)
    expect(field).to_have_value("7")
    other.locator("li", has=field).get_by_role("button", name="Set").click()
    expect(other.get_by_label("Minutes Amara")).to_have_value("7")
    expect(other.get_by_role("timer")).to_have_count(0)
    # Without JavaScript the same page is loaded again.
    context = house.browser.new_context(java_script_enabled=False)
    plain = house.as_(ORGANIZER, context)
    plain.goto(house.server.url + AT)
    plain.get_by_role("button", name="Give the floor Amara").click()
    expect(plain.get_by_role("timer")).to_have_text(re.compile(r"^(7:00|6:5\d)$"))
    plain.get_by_role("link", name="Look again").click()
    expect(plain.get_by_role("heading", name="Amara")).to_be_visible()
    context.close()
