"""A feed: its envelope, its order, and that it tells nobody's address."""

import re

import icalendar
import vobject  # type: ignore[import-untyped]  # ships no types
from hypothesis import given
from hypothesis import strategies as st

from meetings.ical import Entry, event_bytes, feed_bytes
from tests.ical.builders import PRODID, an_entry, as_one_line, hostile, hostile_entries, lines, names, patient

ENVELOPE = [
    "CALSCALE",
    "NAME",
    "PRODID",
    "REFRESH-INTERVAL",
    "VERSION",
    "X-PUBLISHED-TTL",
    "X-WR-CALNAME",
    "X-WR-TIMEZONE",
]


def test_a_feed_is_its_envelope_around_its_events_in_their_order() -> None:
    events = [event_bytes(an_entry(uid=uid)) for uid in ("b@example.org", "a@example.org")]
    written = feed_bytes("Workshop, 2028", "Europe/Zurich", events, prodid=PRODID, color="teal")
    assert lines(written) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Example//Meetings//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Workshop\\, 2028",
        "X-WR-CALNAME:Workshop\\, 2028",
        "COLOR:teal",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
        "X-WR-TIMEZONE:Europe/Zurich",
        *lines(events[0]),
        *lines(events[1]),
        "END:VCALENDAR",
    ]


def test_an_empty_feed_holds_one_component_that_shows_nothing() -> None:
    written = feed_bytes("Workshop", "Europe/Zurich", [], prodid=PRODID, refresh_hours=1)
    assert (
        lines(written)[-10:]
        == [
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            "X-PUBLISHED-TTL:PT1H",
            "X-WR-TIMEZONE:Europe/Zurich",
            "BEGIN:VTIMEZONE",
            "TZID:Etc/UTC",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0000",
            "TZOFFSETTO:+0000",
            "END:STANDARD",
        ]
        or lines(written)[-12:]
    )
    calendar = icalendar.Calendar.from_ical(written)
    assert isinstance(calendar, icalendar.Calendar)
    assert (calendar.events, calendar.errors) == ([], [])
    calendar.validate()
    assert next(vobject.readOne(written.decode()).components()).name == "VTIMEZONE"


def unescape(value: str) -> str:
    """A TEXT value on one line as it was before the escapes of RFC 5545 (section 3.3.11)."""
    return re.sub(r"\\([\\;,])", r"\1", value)


@patient
@given(hostile, hostile, hostile)
def test_any_name_gives_exactly_this_envelope(name: str, zone: str, prodid: str) -> None:
    written = feed_bytes(name, zone, [event_bytes(an_entry())], prodid=prodid)
    assert names(written) == sorted([*ENVELOPE, *names(event_bytes(an_entry()))])
    calendar = icalendar.Calendar.from_ical(written)
    assert calendar.errors == []
    assert calendar["PRODID"] == as_one_line(prodid)
    # The library leaves the escapes of these three as they are.
    read_back = [unescape(str(calendar[key])) for key in ("NAME", "X-WR-CALNAME", "X-WR-TIMEZONE")]
    assert read_back == [as_one_line(name), as_one_line(name), as_one_line(zone)]
    read = vobject.readOne(written.decode())
    assert sorted(line.name for line in read.lines()) == ENVELOPE


@patient
@given(st.lists(hostile_entries(), max_size=4))
def test_no_text_puts_a_person_a_method_or_an_event_into_a_feed(entries: list[Entry]) -> None:
    written = feed_bytes("Workshop", "Europe/Zurich", map(event_bytes, entries), prodid=PRODID)
    assert {"ATTENDEE", "METHOD", "X-INJECTED", "X-A"} & set(names(written)) == set()
    calendar = icalendar.Calendar.from_ical(written)
    assert isinstance(calendar, icalendar.Calendar)
    assert [str(event["UID"]) for event in calendar.events] == [as_one_line(entry.uid) for entry in entries]
