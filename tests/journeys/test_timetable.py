"""The timetable in a browser: dragged with a mouse, moved with keys, and the same by form without JavaScript."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.house import ORGANIZER, House, demonstration
from tests.services.server import Server
from tests.services.smtp import Sink

TABLE = "/meetings/workshop-2028/timetable"
OF_IT = "WHERE slug = 'workshop-2028'"


@pytest.fixture
def house(serve: Callable[..., Server], smtp: Sink, chromium: Browser, tmp_path: Path) -> Iterator[House]:
    with demonstration(serve, smtp, chromium, tmp_path) as standing:
        yield standing


def stands(house: House, label: str) -> tuple[str, str, str, bool]:
    query = (
        "SELECT s.starts, s.ends, s.room, s.unscheduled FROM meeting_session s JOIN meeting m ON m.id = s.meeting_id "
        f"WHERE m.slug = 'workshop-2028' AND s.label = '{label}'"
    )
    ((starts, ends, room, away),) = house.ask(query)
    return starts[8:16], ends[8:16], room, bool(away)


def slot(page: Page, label: str):
    return page.locator(f'.slot[data-label="{label}"]')


def free(page: Page, wall: str, room: str):
    return page.locator(f'tr[data-starts="{wall}"] td[data-room="{room}"]')


def test_dragging_keys_and_the_form_do_the_same(house: House) -> None:
    page = house.as_(ORGANIZER)
    page.set_viewport_size({"width": 1280, "height": 2800})  # nothing scrolls while it is dragged
    page.goto(house.server.url + TABLE)
    # Taken low and pulled straight across it keeps its hour, and let go where it stood it stays.
    across = free(page, "2028-10-10T15:00", "Room XXII").bounding_box()
    for label, to in (("4", across), ("3", None)):
        before = stands(house, label)
        box = slot(page, label).bounding_box()
        assert box and across
        x, y = box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.85
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 5, y + 2, steps=2)
        page.mouse.move(to["x"] + to["width"] / 2 if to else x - 40, y, steps=6)
        page.mouse.up()
        if to:
            expect(page.get_by_role("status").last).to_have_text(f"Session {label} has its new place.")
        page.wait_for_timeout(0 if to else 400)
        assert stands(house, label) == (*before[:2], "Room XXII" if to else before[2], False)
    page.get_by_role("button", name="Undo: moved 4").click()
    # With a mouse: to another room and hour, into the tray, and out of it.
    at_its_top = {"x": 100, "y": 4}
    there = free(page, "2028-10-10T15:00", "Room XXII")
    slot(page, "1").drag_to(there, source_position=at_its_top, target_position=at_its_top)
    expect(page.get_by_role("button", name="Undo: moved 1 from 10:00 to 15:00")).to_be_visible()
    assert stands(house, "1") == ("10 15:00", "10 15:30", "Room XXII", False)
    slot(page, "1").drag_to(page.locator("#tray"))
    expect(page.locator('#tray .slot[data-label="1"]')).to_be_visible()
    assert stands(house, "1")[3] is True
    slot(page, "1").drag_to(free(page, "2028-10-10T10:00", "Room XX"))
    expect(page.locator("#tray .slot")).to_have_count(0)
    assert stands(house, "1") == ("10 10:00", "10 10:30", "Room XX", False)
    # Its lower edge, to the end of the row of 12:30.
    edge = slot(page, "2").locator(".slot-end").bounding_box()
    row = page.locator('tr[data-starts="2028-10-10T12:30"]').bounding_box()
    assert edge and row
    page.mouse.move(edge["x"] + 20, edge["y"] + 3)
    page.mouse.down()
    page.mouse.move(edge["x"] + 20, row["y"] + 10, steps=4)
    page.mouse.up()
    expect(page.get_by_role("button", name="Undo: 2 ends at 13:00, not at 11:30")).to_be_visible()
    assert stands(house, "2")[:2] == ("10 10:30", "10 13:00")
    expect(page.locator(".checks")).to_contain_text("Both are in Room XX at 11:30")  # drawn anew, warned anew
    page.get_by_role("button", name="Undo: 2 ends").click()
    assert stands(house, "2")[:2] == ("10 10:30", "10 11:30")
    # With keys; what is being typed beside the table stays.
    page.get_by_label("Title").fill("A side event")
    slot(page, "1").get_by_role("link", name="Move").focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.get_by_role("status").last).to_have_text("Session 1 has its new place.")
    expect(page.get_by_label("Title")).to_have_value("A side event")
    assert stands(house, "1")[2] == "Room XXII"
    # Somebody else moved it since this page was drawn: that is said, and nothing moves.
    page.goto(house.server.url + TABLE)
    house.change(
        "UPDATE meeting_session SET version = version + 1 "
        f"WHERE label = '2' AND meeting_id = (SELECT id FROM meeting {OF_IT})"
    )
    before = stands(house, "2")
    slot(page, "2").get_by_role("link", name="Move").focus()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.get_by_role("status").last).to_contain_text("Somebody changed this")
    assert stands(house, "2") == before
    page.keyboard.press("Alt+ArrowLeft")  # the table is drawn as it stands now, so that it can be done again
    expect(page.get_by_role("status").last).to_have_text("Session 2 has its new place.")
    page.get_by_role("button", name="Undo: moved 2").first.click()
    assert stands(house, "2") == before
    # What cannot be done is said, and nothing moves.
    slot(page, "1").get_by_role("link", name="Move").focus()
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_timeout(200)
    assert stands(house, "1")[:1] == ("10 10:00",)

    # The same without JavaScript.
    state = page.context.storage_state()
    plain = house.browser.new_context(java_script_enabled=False, storage_state=state).new_page()
    plain.goto(house.server.url + TABLE)
    slot(plain, "1").get_by_role("link", name="Move").click()
    plain.get_by_label("Begins at").fill("16:00")
    plain.get_by_label("Room").fill("Room XX")
    plain.get_by_role("button", name="Put it there").click()
    assert stands(house, "1") == ("10 16:00", "10 16:30", "Room XX", False)
    slot(plain, "1").get_by_role("link", name="Move").click()
    plain.get_by_role("button", name="Into the tray").click()
    assert stands(house, "1")[3] is True
    plain.get_by_role("button", name="Undo: put 1 into the tray").click()
    assert stands(house, "1") == ("10 16:00", "10 16:30", "Room XX", False)
    # In the night when clocks are put back a session is pulled to an end that says less than its beginning.
    night = "2028-10-29"
    house.change(f"UPDATE meeting SET ends = '{night} 18:00:00', ends_at = '{night} 17:00:00' {OF_IT}")
    house.change(
        f"UPDATE meeting_session SET starts = '{night} 02:30:00', starts_at = '{night} 00:30:00', "
        f"ends = '{night} 03:00:00', ends_at = '{night} 02:00:00' "
        f"WHERE label = '4' AND meeting_id = (SELECT id FROM meeting {OF_IT})"
    )
    page.set_viewport_size({"width": 1280, "height": 18000})
    page.goto(house.server.url + TABLE)
    edge = slot(page, "4").locator(".slot-end").bounding_box()
    row = page.locator(f'tr[data-starts="{night}T02:00"][data-which="1"]').bounding_box()
    assert edge and row
    page.mouse.move(edge["x"] + 20, edge["y"] + 3)
    page.mouse.down()
    page.mouse.move(edge["x"] + 20, row["y"] + 10, steps=4)
    page.mouse.up()
    expect(page.get_by_role("button", name="Undo: 4 ends at 02:30, not at 03:00")).to_be_visible()
    assert stands(house, "4")[:2] == ("29 02:30", "29 02:30")
