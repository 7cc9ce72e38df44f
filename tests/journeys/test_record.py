"""Two rapporteurs in two browsers: both words are kept; on a bad line what was typed survives a reload."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, Route, expect

from tests.journeys.house import ORGANIZER, House, demonstration
from tests.services.server import Server
from tests.services.smtp import Sink

AT = "/meetings/workshop-2025/sessions/2/minutes"


@pytest.fixture(scope="module")
def house(
    serve: Callable[..., Server], chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    sink = Sink()
    sink.up()
    with demonstration(serve, sink, chromium, tmp_path_factory.mktemp("house")) as house:
        yield house
    sink.down()


def said(page: Page) -> list[str]:
    return page.locator("#minutes .said:visible").all_inner_texts()


def by_keys(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Go on with one key until it has the focus, then press Enter: no pointer, and no focus set from outside."""
    for _ in range(60):
        if wanted.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press(key)
    raise AssertionError(f"{wanted} is not reached by {key}")


def lose(route: Route) -> None:
    """A line on which pages come and nothing that is typed gets through."""
    route.abort() if route.request.method == "POST" else route.continue_()


def test_both_words_are_kept_and_a_bad_line_loses_none(house: House) -> None:
    ana, bo = house.as_(ORGANIZER), house.as_(ORGANIZER)
    for page in (ana, bo):
        page.goto(house.server.url + AT)
        expect(page.get_by_text("On a bad line it is kept on this device")).to_be_visible()
    stood = said(ana)
    # By keys alone: one paragraph after the other, and the other browser shows them.
    ana.locator("#composer textarea").press_sequentially("Zuerst.\nDanach.\n")
    expect(bo.locator("#minutes .said", has_text="Danach.")).to_be_visible()
    assert said(bo)[len(stood) :] == ["Zuerst.", "Danach."]
    # Both in one paragraph: whoever comes second sees both texts, and keeps both.
    for page in (ana, bo):
        page.locator("#composer textarea").focus()
        by_keys(page, page.locator("li", has_text="Zuerst.").get_by_role("link", name="Change"), "Shift+Tab")
        page.get_by_role("textbox", name="paragraph").press("Control+End")
    ana.get_by_role("textbox", name="paragraph").press_sequentially(" By Ana.")
    expect(ana.locator(".writer [role=status]")).to_have_text(re.compile(r"^Saved \d\d:\d\d$"))
    ana.get_by_role("textbox", name="paragraph").press("Escape")
    bo.get_by_role("textbox", name="paragraph").press_sequentially(" By Bo.")
    expect(bo.get_by_role("group", name="Both texts")).to_contain_text("Zuerst. By Ana.")
    by_keys(bo, bo.get_by_role("button", name="Keep both"), "Shift+Tab")
    by_keys(bo, bo.get_by_role("button", name="Done"))
    expect(ana.locator(".said", has_text="By Bo.")).to_contain_text("Zuerst. By Ana.")
    # Up by keys; the next paragraph by Enter.
    ana.locator("li", has_text="Danach.").get_by_role("link", name="Change").click()
    field = ana.get_by_role("textbox", name="paragraph")
    field.press("Alt+ArrowUp")
    expect(bo.locator("#minutes li").nth(len(stood))).to_contain_text("Danach.")
    field.press("Enter")
    # A bad line: what is typed stays on the device, also through a reload, and is sent when the line is back.
    ana.route("**/minutes/**", lose)
    new = ana.get_by_role("textbox", name="New paragraph")
    new.press_sequentially("Typed on a bad line.")
    expect(ana.get_by_text("Not sent yet, kept on this device")).to_be_visible()
    ana.reload()
    expect(ana.get_by_role("textbox", name="New paragraph")).to_have_value("Typed on a bad line.")
    expect(ana.get_by_text("Not sent yet, kept on this device")).to_be_visible()
    ana.unroute("**/minutes/**")
    expect(bo.locator("#minutes .said", has_text="Typed on a bad line.")).to_be_visible()
    expect(ana.locator("#minutes .said", has_text="Typed on a bad line.")).to_be_visible()
    assert (
        said(ana)
        == said(bo)
        == [*stood, "Danach.", "Typed on a bad line.", "Zuerst. By Ana.\nZuerst. By Bo."]
    )
    # What waits of a paragraph that was taken out meanwhile is not lost: it is shown, and can be kept.
    ana.route("**/minutes/**", lose)
    ana.locator("li", has_text="Danach.").get_by_role("link", name="Change").click()
    ana.get_by_role("textbox", name="paragraph").press("Control+End")
    ana.get_by_role("textbox", name="paragraph").press_sequentially(" Still.")
    expect(ana.get_by_text("Not sent yet, kept on this device")).to_be_visible()
    bo.locator("li", has_text="Danach.").get_by_role("link", name="Change").click()
    bo.locator(".writer [data-do=out]").click()
    expect(bo.locator(".said", has_text="Danach.")).to_have_count(0)
    ana.reload()
    expect(ana.get_by_role("textbox", name="New paragraph")).to_have_value("Danach. Still.")
    ana.unroute("**/minutes/**")
    expect(ana.get_by_text("It was taken out of the record.")).to_be_visible()
    ana.locator("[data-keep=mine]").click()
    expect(bo.locator("#minutes .said", has_text="Danach. Still.")).to_be_visible()
    # Without JavaScript the same record is written on plain pages.
    context = house.browser.new_context(java_script_enabled=False)
    plain = house.as_(ORGANIZER, context)
    plain.goto(house.server.url + AT)
    plain.get_by_role("textbox", name="What is said").fill("Written plainly.")
    plain.get_by_role("button", name="Put it down").click()
    expect(bo.locator("#minutes .said", has_text="Written plainly.")).to_be_visible()
    context.close()
    # What waits on the device is its writer's: signing out warns of it, then deletes it; so does another's sign-in.
    stored = "Object.keys(localStorage).filter((name) => name.startsWith('minutes '))"
    bo.evaluate("localStorage.setItem('minutes somebodyelse /x next', '{}')")
    bo.reload()
    expect(bo.get_by_role("button", name="Sign out")).to_be_visible()
    assert not any("somebodyelse" in name for name in bo.evaluate(stored))
    bo.route("**/minutes/**", lose)
    bo.locator("#composer textarea").press_sequentially("Not sent yet.")
    warned: list[str] = []

    def answer(dialog: Dialog) -> None:
        warned.append(dialog.message)
        dialog.dismiss() if len(warned) == 1 else dialog.accept()

    bo.on("dialog", answer)
    bo.get_by_role("button", name="Sign out").click()
    assert len(bo.evaluate(stored)) == 1 and warned[0].startswith(
        "What you typed into a record is not sent yet"
    )
    bo.get_by_role("button", name="Sign out").click()
    expect(bo.get_by_role("link", name="Sign in").first).to_be_visible()
    assert (bo.evaluate(stored), len(warned)) == ([], 2)
