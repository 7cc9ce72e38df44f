"""CALENDARS, feeds 1 to 12, each by its number, through the door and of every feed.

point  is                                     shown here by          and in
1      instants in UTC, no rules              test_point_1           ical/test_events, test_parsers
2      one UID for ever                       test_points_2_3_and_4  test_private (same in both), test_law
3      DTSTAMP, SEQUENCE                      test_points_2_3_and_4  test_feed, test_deadlines, test_law
4      cancelled, for 30 days                 test_points_2_3_and_4  test_feed, test_private
5      HTTP: validators, HEAD, robots, cost   test_point_5           test_feed, test_law, bench/feeds
6      secret addresses                       test_private           safety/test_headers
7      nobody's address, no public join link  test_points_7_and_10   ical/test_feeds
8      bytes                                  test_points_8_and_9    ical/test_events
9      envelope, also of an empty feed        test_points_8_and_9    ical/test_feeds
10     join link where clients show it        test_points_7_and_10   test_private
11     DTEND, days, alarms, choices           test_point_11          test_deadlines, test_rules
12     the subscribe page                     test_point_12          test_mine
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.robotparser import RobotFileParser

from flask import Flask
from icalendar import Calendar
from lxml import html

from meetings.access.permissions import Role
from meetings.base import clock
from meetings.calendars.rules import FeedKind
from tests.calendars.kit import (
    LINK,
    NOON,
    House,
    a_house,
    called_off,
    components,
    events,
    fetch,
    moved,
    released,
    retitled,
    subscribed,
    told,
)
from tests.ical.builders import lines
from tests.kit_app import signed_in, statements


def every(app: Flask, house: House) -> list[str]:
    return [*house.feeds, subscribed(app, FeedKind.DEADLINES, Role.ORGANIZER)]


def test_point_1_every_time_is_an_instant_or_a_day(app: Flask) -> None:
    house = a_house(app)
    for path in every(app, house):
        feed = lines(fetch(app, path).data)
        times = [line for line in feed if line.startswith(("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED"))]
        assert [t for t in times if not t.endswith("Z") and ";VALUE=DATE:" not in t] == []
        assert [t for t in feed if "TZID" in t or t.startswith(("RRULE", "DURATION"))] == []


def test_points_2_3_and_4_what_a_change_does_to_an_entry(app: Flask) -> None:
    house = a_house(app)

    def two(path: str) -> tuple[Any, ...]:
        [event] = [e for e in events(fetch(app, path)) if e["UID"] == "two@example"]
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
        names = ("SEQUENCE", "SUMMARY", "STATUS", "TRANSP")
        return (event["DTSTAMP"].dt, *(str(event[name]) for name in names))

    seen = []
    for hours, verb in ((1, moved), (3, retitled), (5, called_off)):
        house.change(verb, hours)
        house.change(released, hours + 1)
        [now] = {two(path) for path in (house.meeting, house.cycle, house.private)}
        seen.append(now)
    assert seen == [
        (NOON + timedelta(hours=2), "1", "2 · Early signs", "CONFIRMED", "OPAQUE"),
        (NOON + timedelta(hours=4), "1", "2 · Warning signs", "CONFIRMED", "OPAQUE"),
        (NOON + timedelta(hours=6), "2", "CANCELLED: 2 · Warning signs", "CANCELLED", "TRANSPARENT"),
    ]
    clock.set_to(datetime(2028, 11, 10, 15, 1, tzinfo=UTC))  # 30 days after its end
    gone = [[u for u, _, _ in told(fetch(app, path))] for path in (house.meeting, house.cycle, house.private)]
    assert gone == [["one@example", "three@example"], [house.uid, "one@example", "three@example"],
                    ["one@example", "three@example"]]  # fmt: skip


def test_point_5_http(app: Flask) -> None:
    house = a_house(app)
    robots = RobotFileParser()
    robots.parse(Path("static/root/robots.txt").read_text().splitlines())
    signed = signed_in(app, Role.ORGANIZER)
    for path in every(app, house):
        assert robots.can_fetch("Google-Calendar-Importer", path)
        got, head = fetch(app, path), app.test_client().head(path)
        assert (got.status_code, head.status_code, head.data) == (200, 200, b"")
        same = ("ETag", "Last-Modified", "Content-Type", "Content-Length", "Cache-Control")
        assert [head.headers[n] for n in same] == [got.headers[n] for n in same]
        assert [got.headers.get(n) for n in ("Vary", "Set-Cookie", "Location")] == [None] * 3
        # One address, one content: whoever asks, in whatever language.
        assert signed.get(path, headers={"Accept-Language": "fr"}).data == got.data
        # If-None-Match wins over the date, both ways.
        later = "Fri, 01 Jan 2038 00:00:00 GMT"
        asked = ({"If_None_Match": got.headers["ETag"]}, {"If_None_Match": '"x"', "If_Modified_Since": later})
        assert [fetch(app, path, **headers).status_code for headers in asked] == [304, 200]
    costs = []
    for path in house.feeds:
        etag = fetch(app, path).headers["ETag"]
        with statements(app) as stored:
            fetch(app, path)
        with statements(app) as unmodified:
            assert fetch(app, path, If_None_Match=etag).status_code == 304
        costs.append((len(stored), len(unmodified)))
    assert costs == [(1, 1)] * 4
    for path in (
        "/calendar/series/party.ics",
        "/calendar/cycle/0-0.ics",
        "/calendar/cycle/91-15.ics?show=deadlines",
    ):
        with statements(app) as sent:
            answer = fetch(app, path, If_None_Match="*")
        assert (answer.status_code, answer.text, len(sent) <= 1) == (
            404,
            "There is no such calendar.\n",
            True,
        )


def test_points_7_and_10_nobody_is_named_and_only_those_admitted_learn_how_to_join(app: Flask) -> None:
    house = a_house(app)
    for path in every(app, house):
        feed = fetch(app, path).data
        assert [word for word in (b"ATTENDEE", b"mailto:", b"@example.org") if word in feed] == []
        joins = [
            (str(e["CONFERENCE"]), LINK in str(e["DESCRIPTION"]), e["CONFERENCE"].params["FEATURE"])
            for e in components(feed)
            if "CONFERENCE" in e
        ]
        assert joins == ([(LINK, True, "VIDEO")] * 3 if path == house.private else [])
        assert (LINK.encode() in feed.replace(b"\r\n ", b"")) is (path == house.private)


def test_points_8_and_9_bytes_and_envelope(app: Flask) -> None:
    house = a_house(app)
    paths = every(app, house)
    for path in [*paths, *(p + "?kind=closing&show=sessions" for p in paths[:4])]:
        feed = fetch(app, path).data
        assert not feed.startswith(b"\xef\xbb\xbf")
        assert feed.decode().isprintable() is False or feed == b""  # only its line breaks are not
        unfolded = lines(feed)  # CRLF, 75 octets, folds between characters
        names = [line.partition(":")[0] for line in unfolded if not line.startswith(" ")]
        head = names[: names.index("BEGIN", 1)]
        assert head == [
            "BEGIN", "VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "COLOR",
            "REFRESH-INTERVAL;VALUE=DURATION", "X-PUBLISHED-TTL", "X-WR-TIMEZONE",
        ]  # fmt: skip
        assert {"REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H"} <= set(unfolded)
        assert Calendar.from_ical(feed).subcomponents != []
    name = Calendar.from_ical(fetch(app, house.cycle).data)["X-WR-CALNAME"]
    assert str(name) == "Meetings under resolution 91/15"


def test_point_11_reminders_only_if_chosen_and_choices_in_the_address(app: Flask) -> None:
    house = a_house(app)
    for path in every(app, house):
        plain = fetch(app, path)
        assert b"VALARM" not in plain.data
        with_alarm = fetch(app, path + "?remind=1h")
        alarms = components(with_alarm.data, "VALARM")
        assert [(a["ACTION"], a["TRIGGER"].dt) for a in alarms] == [("DISPLAY", timedelta(hours=-1))] * len(
            events(plain)
        )
        assert plain.headers["ETag"] != with_alarm.headers["ETag"]
        assert fetch(app, path + "?remind=soon").status_code == 404
    sessions = ["one@example", "two@example", "three@example"]
    shown = {
        asked: [[u for u, _, _ in told(fetch(app, f"{path}?{asked}"))] for path in house.feeds]
        for asked in ("show=meetings", "show=sessions", "kind=opening&show=sessions", "lang=xx&show=meetings")
    }
    assert shown == {
        "show=meetings": [[house.uid]] * 4,
        "show=sessions": [sessions] * 4,
        "kind=opening&show=sessions": [["one@example"]] * 4,
        "lang=xx&show=meetings": [[house.uid]] * 4,
    }


def test_point_12_the_subscribe_page(app: Flask) -> None:
    house = a_house(app)
    page = app.test_client().get("/meetings/example/calendar?kind=opening&remind=1h&show=").text
    tree = html.fromstring(page)
    query = "?kind=opening&remind=1h"
    webcal = f"webcal://127.0.0.1{house.meeting}{query}"
    [address] = tree.xpath("//bdi[@id='feed']")
    assert address.text_content() == f"http://127.0.0.1{house.meeting}{query}"
    assert tree.xpath("//button[@data-copy='feed']/@data-copied") == ["Copied"]
    links = tree.xpath("//main//a/@href")
    google = "https://calendar.google.com/calendar/render?cid=" + quote(webcal, safe="")
    assert [link in links for link in (webcal, google)] == [True, True]
    assert tree.xpath("//a[@download='example.ics']/@href") == [house.meeting + query]
    checked = tree.xpath("//input[@checked]/@value"), tree.xpath("//option[@selected]/@value")
    assert checked == (["opening"], ["1h"])
    text = " ".join(tree.text_content().split())
    for sentence in (
        "Subscribing is not downloading",
        "Google may take a day to refresh",
        "Download the file",
    ):
        assert sentence in text
    # No break can be asked for, and a draft has no calendar.
    assert tree.xpath("//input[@name='kind']/@value") == ["opening", "thematic", "breakout"]
    assert app.test_client().get("/meetings/none/calendar").status_code == 404
    # Every address on the page works.
    found = tree.xpath("//bdi[@class='address']")
    paths = [a.text_content().removeprefix("http://127.0.0.1") for a in found]
    assert [fetch(app, path).status_code for path in paths] == [200] * 3
