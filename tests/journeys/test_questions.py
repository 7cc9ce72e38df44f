"""Composing a form in a browser, and answering it with and without JavaScript."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.house import ORGANIZER, House, demonstration
from tests.services.server import Server
from tests.services.smtp import Sink

AT = "/meetings/workshop-2028/questions"


@pytest.fixture(scope="module")
def house(
    serve: Callable[..., Server], chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    sink = Sink()
    sink.up()
    with demonstration(serve, sink, chromium, tmp_path_factory.mktemp("house")) as house:
        page = house.as_(ORGANIZER)
        page.goto(house.server.url + AT)
        page.get_by_role("button", name="Begin with access needs").click()
        yield house
    sink.down()


def ask(page: Page, kind: str, wording: str, **typed: str) -> None:
    page.locator("summary.btn", has_text="Ask something").last.click()
    page.get_by_role("link", name=kind).last.click()
    for name, value in ({"wording": wording, "purpose": "to prepare it."} | typed).items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Ask it").click()


def test_an_organizer_composes_a_form_and_tries_it(house: House, tmp_path: Path) -> None:
    page = house.as_(ORGANIZER)
    page.goto(house.server.url + AT)
    page.get_by_role("link", name="Add a section").click()
    page.locator("[name=title]").fill("Your contribution")
    page.get_by_role("button", name="Add the section").click()
    ask(page, "A file", "Your paper", most="1")
    ask(page, "Several lines of text", "Its summary", most="3")
    page.get_by_role("link", name="Change Its summary").click()
    page.locator("summary", has_text="Show it to some only").click()
    page.get_by_label("Academic or other").check()
    page.get_by_role("button", name="Save the question").click()
    page.get_by_role("button", name="Up Its summary").click()
    expect(page.locator(".asked-list").last.locator(".what").first).to_have_text("Its summary")

    page.get_by_role("link", name="Try the form").click()
    language, summary = (
        page.locator(".asked").filter(has_text=t) for t in ("Which sign language?", "Its summary")
    )
    expect(language).to_be_hidden()
    expect(summary).to_be_hidden()
    page.get_by_label("Sign language interpretation").check()
    expect(language).to_be_visible()
    expect(page.locator(".only-if").first).to_be_hidden()
    page.get_by_label("Try it as").select_option("academic")
    expect(summary).to_be_visible()
    page.get_by_label("Its summary").fill("One two three four")
    large = tmp_path / "large.pdf"
    large.write_bytes(b"%PDF-1.7" + b"\0" * 1_200_000)
    page.get_by_label("Your paper").set_input_files(large)
    expect(page.get_by_text("This file is too large. Choose a smaller one.")).to_be_visible()
    assert page.get_by_label("Your paper").input_value() == ""
    page.get_by_role("button", name="Check these answers").click()
    expect(page.get_by_role("alert").first).to_contain_text("At most 3 words; these are 4.")
    page.get_by_label("Its summary").fill("One two three")
    page.get_by_label("Which sign language?").fill("International Sign")
    page.get_by_role("button", name="Check these answers").click()
    expect(page.locator("#taken dd")).to_have_text(
        ["Sign language interpretation", "International Sign", "One two three"]
    )


def test_without_javascript_every_question_is_there_with_a_sentence(house: House) -> None:
    context = house.browser.new_context(java_script_enabled=False)
    page = house.as_(ORGANIZER, context)
    page.goto(f"{house.server.url}{AT}/try")
    asked = page.locator(".asked").filter(has_text="Which sign language?")
    expect(asked).to_be_visible()
    expect(asked.locator(".only-if")).to_have_text(
        "Only if “Which of these services do you need?” is answered with: Sign language interpretation."
    )
    page.get_by_label("Which sign language?").fill("Nobody asks for this")
    page.get_by_role("button", name="Check these answers").click()
    expect(page.get_by_text("None: every question was left empty.")).to_be_visible()
    context.close()
