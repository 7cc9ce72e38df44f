"""Choosing in the list of registrations, in a browser with and without JavaScript."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from meetings.base.database import db
from meetings.base.settings import read_settings
from meetings.factory import create_app
from meetings.programme.models import Meeting
from meetings.registration.rules import RegistrationStatus
from tests.builders import a_registration
from tests.journeys.house import ORGANIZER, House, demonstration
from tests.kit_app import work
from tests.services.server import Server
from tests.services.smtp import Sink

LIST = "/meetings/workshop-2028/registrations"
PEOPLE = (("Ann", "ngo", "approved"), ("Bo", "ngo", "submitted"), ("Cara", "nhri", "submitted"))


@pytest.fixture(scope="module")
def house(
    serve: Callable[..., Server], chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    sink = Sink()
    sink.up()
    with demonstration(serve, sink, chromium, tmp_path_factory.mktemp("house")) as house:
        app = create_app(read_settings(house.env))
        with work(app):
            meeting = db.session.scalars(select(Meeting).where(Meeting.slug == "workshop-2028")).one()
            for name, category, status in PEOPLE:
                given = {"status": RegistrationStatus(status), "organization_name": f"{name} Society"}
                a_registration(meeting, name=name, category=category, languages=["en", "fr"], **given)
        with app.app_context():
            db.engine.dispose()
        yield house
    sink.down()


def figure(page: Page, trait: str, code: str) -> str:
    row = page.locator(f"table[data-balance={trait}] tr[data-code='{code}']")
    return row.locator(".num").inner_text() if row.count() and row.is_visible() else "-"


def figures(page: Page) -> list[str]:
    """People of NGOs and of NHRIs, who follow in French, of Bo’s organization; and whether NHRIs are missing."""
    nhri = page.locator("tr[data-code=nhri] .lacking")
    missing = "none" if nhri.is_visible() else ""
    shown = [
        figure(page, "category", "ngo"),
        figure(page, "category", "nhri"),
        figure(page, "language", "fr"),
    ]
    return [*shown, figure(page, "organization", "Bo Society"), missing]


def test_the_balance_follows_the_ticks(house: House) -> None:
    page = house.as_(ORGANIZER)
    page.goto(f"{house.server.url}{LIST}?sort=name")
    before = ["1", "0", "1", "-", "none"]
    assert figures(page) == before
    page.get_by_label("Choose Cara").check()
    page.get_by_label("Choose Ann").check()  # counts already
    page.get_by_label("Choose Bo").check()
    assert figures(page) == ["1 + 1", "0 + 1", "1 + 2", "0 + 1", ""]
    told = page.locator("#many [role=status]")
    expect(told).to_have_text("3 chosen")
    bar = page.locator("tr[data-code=ngo] rect")
    assert [bar.nth(n).get_attribute("width") for n in (0, 1)] == ["50", "50"]
    page.get_by_label("Choose all 3 of this page").uncheck()
    assert figures(page) == before
    expect(told).to_have_text("")
    page.get_by_label("All 3 that fit this filter").check()
    expect(told).to_have_text("All 3 chosen; the next page shows their balance")


def test_without_javascript_everything_is_there_but_the_live_count(house: House, tmp_path: Path) -> None:
    state = house.as_(ORGANIZER).context.storage_state()
    page = house.browser.new_context(java_script_enabled=False, storage_state=state).new_page()
    page.goto(f"{house.server.url}{LIST}?state=submitted")
    page.locator("summary", has_text="Columns").click()
    page.get_by_label("E-mail address").check()
    page.get_by_label("Region", exact=True).last.uncheck()
    page.get_by_role("button", name="Show these columns").click()
    expect(page.locator(".table-stack thead th", has_text="E-mail address")).to_have_count(
        1
    )  # the next page is there
    heads = page.locator(".table-stack thead th").all_inner_texts()
    assert [head.split("\n")[0].strip(" ↑") for head in heads[1:]] == [
        "Name and organization", "Capacity", "Follows in", "Received", "State", "E-mail address",
    ]  # fmt: skip
    page.get_by_role("link", name="Save this view").click()
    page.get_by_label("Name of the view").fill("With addresses")
    page.get_by_role("button", name="Save the view").click()
    expect(page.get_by_role("link", name="With addresses")).to_have_attribute("aria-current", "page")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export these 2 as CSV").click()
    assert download.value.suggested_filename.endswith(".csv")
    expect(page.get_by_label("Choose all 2 of this page")).to_be_hidden()
    page.get_by_role("button", name="Approve Bo").click()
    expect(page.locator(".flash")).to_contain_text("Bo: approved")
