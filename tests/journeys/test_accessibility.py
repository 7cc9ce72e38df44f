"""Everyone can use it: every page of the house, seen by each kind of reader, at two widths and in two themes."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.exceptions import HTTPException

from meetings.base.settings import read_settings
from meetings.factory import create_app
from tests.journeys.house import ORGANIZER, House, demonstration
from tests.journeys.lengthening import lengthen
from tests.journeys.rounds import (
    ADMINISTRATOR,
    NOT_PAGES,
    PARTICIPANT,
    RAPPORTEUR,
    Rounds,
    prepare,
)
from tests.journeys.seeing import HEAVIEST, NARROW, SIDEWAYS, WIDE, Eye
from tests.services.server import Server
from tests.services.smtp import Sink
from tests.shares import in_this_share, page_at


@pytest.fixture(scope="module")
def house(
    serve: Callable[..., Server], chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    sink = Sink()
    sink.up()
    with demonstration(serve, sink, chromium, tmp_path_factory.mktemp("house")) as house:
        yield house
    sink.down()


@pytest.fixture(scope="module")
def rounds(house: House) -> Rounds:
    return prepare(house)


@pytest.fixture(scope="module")
def templates(house: House) -> Callable[[str], bool]:
    """Whether a page of the route of this address has been judged already; from now on it has."""
    urls = create_app(read_settings(house.env)).url_map.bind("localhost")
    judged: set[str] = set()

    def known(path: str) -> bool:
        try:
            route, _values = urls.match(path.partition("?")[0])
        except HTTPException:  # the page of an error
            route = path
        before = route in judged
        judged.add(route)
        return before

    return known


@pytest.mark.parametrize("who", ["", ORGANIZER, ADMINISTRATOR, RAPPORTEUR, PARTICIPANT])
def test_every_page_is_for_everyone(
    house: House, rounds: Rounds, templates: Callable[[str], bool], who: str
) -> None:
    """axe A and AA, one h1, language, no sideways scrolling, targets, weight, a silent console; titles differ."""
    context = house.browser.new_context(viewport=WIDE, locale="en-GB", color_scheme="light")  # type: ignore[arg-type]
    eye = Eye(house.as_(who, context) if who else context.new_page())
    faults: list[str] = []
    titles: dict[str, str] = {}
    for path in (path for path in rounds.of(who) if in_this_share(page_at(path))):
        answer = eye.page.goto(house.server.url + path)
        assert answer is not None
        faults += [f"{path}: {fault}" for fault in eye.faults(templates(path))]
        if (weight := eye.weight()) > HEAVIEST:
            faults.append(f"{path}: {weight} bytes")
        other = titles.setdefault(eye.page.title(), path)
        if other.partition("?")[0] != path.partition("?")[0]:
            faults.append(f"{path}: the title of {other}: {eye.page.title()}")
        if path not in rounds.errors and answer.status != 200:
            faults.append(f"{path}: {answer.status}")
    assert faults == [], "\n".join(faults)
    context.close()


def test_no_page_is_left_out(house: House, rounds: Rounds) -> None:
    app = create_app(read_settings(house.env))
    urls = app.url_map.bind("localhost")
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())}
    seen = {urls.match(path.partition("?")[0])[0] for path in rounds.all() if path not in rounds.errors}
    assert pages - NOT_PAGES - seen == set()


def test_errors_of_a_form_are_for_everyone(house: House, rounds: Rounds) -> None:
    """The form sent empty: its page is clean too, says "Error" in the title and takes the reader to the summary."""
    context = house.browser.new_context(viewport=WIDE, locale="en-GB")  # type: ignore[arg-type]
    eye = Eye(context.new_page())
    eye.page.goto(f"{house.server.url}/meetings/workshop-2028/register")
    eye.page.get_by_role("button", name="Send my registration").click()
    expect(eye.page.get_by_role("alert")).to_be_focused()
    assert eye.page.title().startswith("Error: ")
    assert eye.faults() == []
    eye.page.get_by_role("alert").get_by_role("link").first.click()
    expect(eye.page.get_by_label("Full name")).to_be_focused()
    context.close()


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the control of that name has the focus, and see the ring around it."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate(NAMED, wanted):
            assert page.evaluate(RING), f"no ring around {wanted}"
            return
    pytest.fail(f"Tab never comes to {wanted}")


NAMED = """(wanted) => {
  const e = document.activeElement;
  const name = e.labels?.length ? e.labels[0].textContent : e.textContent;
  return name.replace(/\\s+/g, " ").trim().startsWith(wanted);
}"""
RING = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return getComputedStyle(e).outlineStyle !== "none" && (e === top || e.contains(top) || e.labels?.[0]?.contains(top));
}"""


def test_registering_and_approving_by_keyboard_only(house: House, rounds: Rounds) -> None:
    """From the programme to the sent form, and from the home page to the approval: no mouse."""
    guest = house.browser.new_context(viewport=WIDE, locale="en-GB").new_page()  # type: ignore[arg-type]
    guest.goto(f"{house.server.url}/meetings/workshop-2028/register")
    for label, typed in (
        ("Full name", "Tala Keys"),
        ("E-mail address", "tala@example.org"),
        ("Organization", "Example Lakes Community"),
        ("Function", "Adviser"),
    ):
        tab_to(guest, label)
        guest.keyboard.type(typed)
    guest.keyboard.press("Tab")  # the group of radio buttons: Tab enters it, arrows choose
    guest.keyboard.press("Space")
    tab_to(guest, "English")
    guest.keyboard.press("Space")
    tab_to(guest, "Yes")
    guest.keyboard.press("Space")
    tab_to(guest, "Send my registration")
    guest.keyboard.press("Enter")
    expect(guest.get_by_role("heading", level=1)).to_have_text("One more step: look at your mail")
    rounds.confirm("tala@example.org")

    page = house.as_(ORGANIZER)
    page.goto(f"{house.server.url}/meetings/workshop-2028/registrations?q=tala")
    tab_to(page, "Approve Tala Keys")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("Tala Keys: approved")
    assert house.ask("SELECT status FROM registration WHERE email = 'tala@example.org'") == [("approved",)]


def test_no_page_is_wider_than_a_phone_whatever_people_write(house: House, rounds: Rounds) -> None:
    """Every page at 320 px with words of 200 letters. It comes last: nobody finds anything here afterwards."""
    lengthen(house)
    faults: list[str] = []
    for who in (ORGANIZER, ADMINISTRATOR, PARTICIPANT, ""):
        context = house.browser.new_context(viewport=NARROW, java_script_enabled=False)  # type: ignore[arg-type]
        page = house.as_(who, context) if who else context.new_page()
        for path in (path for path in rounds.of(who) if in_this_share(page_at(path))):
            page.goto(house.server.url + path, wait_until="domcontentloaded")
            faults += [f"{path}: {fault}" for fault in page.evaluate(SIDEWAYS)]
        context.close()
    assert faults == [], "\n".join(faults)
