"""Three parsers that share no code read every feed alike, before and after each kind of change; and each change is
followed by a true 304.

icalendar (Python), vobject (Python), ical.js (Thunderbird's).
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import vobject  # type: ignore[import-untyped]  # ships no types
from flask import Flask

from meetings.access.permissions import Role
from meetings.calendars.rules import FeedKind
from tests.calendars.kit import (
    House,
    a_house,
    again,
    called_off,
    components,
    fetch,
    moved,
    released,
    retitled,
    subscribed,
    taken_out,
    third_taken_out,
)
from tests.services.icaljs import Read

ReadBy = Callable[[bytes], list[Read]]


def iso(when: datetime | date) -> str:
    if not isinstance(when, datetime):
        return when.isoformat()
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def icalendar_reads(feed: bytes) -> list[Read]:
    return [
        (
            str(e["UID"]), int(e["SEQUENCE"]), iso(e["DTSTART"].dt), iso(e["DTEND"].dt), str(e["SUMMARY"]),
            str(e["STATUS"]),
        )
        for e in components(feed)
    ]  # fmt: skip


def vobject_reads(feed: bytes) -> list[Read]:
    calendar: Any = vobject.readOne(feed.decode())
    return [
        (
            e.uid.value, int(e.sequence.value), iso(e.dtstart.value), iso(e.dtend.value), e.summary.value,
            e.status.value,
        )
        for e in calendar.contents.get("vevent", [])
    ]  # fmt: skip


def all_read(app: Flask, path: str, ical_js: ReadBy) -> list[Read]:
    """What all three read; then the calendar comes back with what it has, by ETag and by date, and is told 304."""
    answer = fetch(app, path)
    assert answer.status_code == 200
    first = icalendar_reads(answer.data)
    assert vobject_reads(answer.data) == first
    assert ical_js(answer.data) == first
    by_date = fetch(app, path, If_Modified_Since=answer.headers["Last-Modified"])
    for unmodified in (again(app, path, answer), by_date):
        assert (unmodified.status_code, unmodified.data) == (304, b"")
        assert unmodified.headers["ETag"] == answer.headers["ETag"]
    return first


def _changed(read: list[Read], uid: str = "two@example", **new: Any) -> list[Read]:
    names = ("uid", "sequence", "starts", "ends", "summary", "status")
    return [
        tuple(new.get(name, value) for name, value in zip(names, event, strict=True))
        if event[0] == uid else event
        for event in read
    ]  # fmt: skip


def test_three_parsers_agree_after_each_change(app: Flask, ical_js: ReadBy) -> None:
    house: House = a_house(app)
    read = {path: all_read(app, path, ical_js) for path in house.feeds}
    day = "2028-10-1"
    sessions: list[Read] = [
        ("one@example", 0, f"{day}0T08:00:00.000Z", f"{day}0T09:30:00.000Z", "1 · Opening", "CONFIRMED"),
        ("two@example", 0, f"{day}1T13:00:00.000Z", f"{day}1T14:30:00.000Z", "2 · Early signs", "CONFIRMED"),
        ("three@example", 0, f"{day}1T13:00:00.000Z", f"{day}1T14:30:00.000Z", "3 · Groups", "CONFIRMED"),
    ]
    whole: Read = (
        house.uid,
        0,
        f"{day}0T08:00:00.000Z",
        f"{day}1T16:00:00.000Z",
        "Example workshop",
        "CONFIRMED",
    )
    assert read == {
        house.meeting: sessions, house.cycle: [whole, *sessions], house.series: [whole], house.private: sessions,
    }  # fmt: skip
    changes: tuple[tuple[Any, dict[str, Any]], ...] = (
        (moved, {"sequence": 1, "starts": f"{day}1T14:00:00.000Z", "ends": f"{day}1T15:00:00.000Z"}),
        (retitled, {"summary": "2 · Warning signs"}),
        (called_off, {"sequence": 2, "summary": "CANCELLED: 2 · Warning signs", "status": "CANCELLED"}),
        (taken_out, {}),
        (
            third_taken_out,
            {
                "uid": "three@example",
                "sequence": 1,
                "summary": "CANCELLED: 3 · Groups",
                "status": "CANCELLED",
            },
        ),
    )
    for hours, (verb, new) in enumerate(changes, 1):
        before = {path: fetch(app, path) for path in house.feeds}
        house.change(verb, hours)
        # What the office edits is a draft: nobody's calendar is told before it is released.
        assert [again(app, path, b).status_code for path, b in before.items()] == [304] * 4
        house.change(released, hours + 0.5)
        for path in house.feeds:
            now = all_read(app, path, ical_js)
            assert sorted(now) == sorted(_changed(read[path], **new))
            read[path] = now


def test_three_parsers_agree_on_days_reminders_and_nothing(app: Flask, ical_js: ReadBy) -> None:
    house = a_house(app)
    plain = all_read(app, house.meeting, ical_js)
    assert all_read(app, house.meeting + "?remind=15m", ical_js) == plain
    due = all_read(app, subscribed(app, FeedKind.DEADLINES, Role.ORGANIZER) + "?remind=1d", ical_js)
    assert due[0] == (
        "report-freeze-91-15@cycle",
        0,
        "2028-11-20",
        "2028-11-21",
        "Report: Forecast frozen",
        "CONFIRMED",
    )
    assert all_read(app, house.meeting + "?kind=closing", ical_js) == []
