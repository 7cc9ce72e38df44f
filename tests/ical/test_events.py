"""One event: its exact lines, and any text in any field."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar
import vobject  # type: ignore[import-untyped]  # ships no types
from hypothesis import given

from meetings.ical import Entry, event_bytes, feed_bytes
from tests.ical.builders import (
    ALWAYS,
    PRODID,
    an_entry,
    as_one_line,
    expected_names,
    hostile_entries,
    lines,
    names,
    patient,
)


def read(written: bytes) -> icalendar.Event:
    """The event as the library reads it back, without a line it could not read."""
    event = icalendar.Event.from_ical(written)
    assert isinstance(event, icalendar.Event)
    assert event.errors == []
    return event


def test_a_bare_event_is_these_lines() -> None:
    assert lines(event_bytes(an_entry(sequence=3))) == [
        "BEGIN:VEVENT",
        "SUMMARY:Opening",
        "DTSTART:20280314T090000Z",
        "DTEND:20280314T103000Z",
        "DTSTAMP:20280105T162030Z",
        "UID:session-7@meetings.example.org",
        "SEQUENCE:3",
        "LAST-MODIFIED:20280105T162030Z",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def test_a_full_event_is_these_lines() -> None:
    entry = an_entry(
        summary="Opening; welcome, and C:\\New",
        description="First line\r\nsecond\tline",
        location="Palais des Nations,\nRoom XX",
        url="https://meetings.example.org/m/2028#s-7",
        categories=("Opening, formal", "Plenary", " "),
        join_link="https://join.example.org/j/7?p=é",
        organizer=('The "Secretariat": meetings', "office+w@example.org"),
        color="teal",
    )
    assert lines(event_bytes(entry)) == [
        "BEGIN:VEVENT",
        "SUMMARY:Opening\\; welcome\\, and C:\\\\New",
        "DTSTART:20280314T090000Z",
        "DTEND:20280314T103000Z",
        "DTSTAMP:20280105T162030Z",
        "UID:session-7@meetings.example.org",
        "SEQUENCE:0",
        "CATEGORIES:Opening\\, formal,Plenary",
        "COLOR:teal",
        "CONFERENCE;FEATURE=VIDEO;VALUE=URI:https://join.example.org/j/7?p=%C3%A9",
        "DESCRIPTION:First line\\nsecond line\\n\\nhttps://join.example.org/j/7?p=é",
        "LAST-MODIFIED:20280105T162030Z",
        "LOCATION:Palais des Nations\\, Room XX",
        "ORGANIZER;CN=\"The 'Secretariat': meetings\":mailto:office+w@example.org",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:https://meetings.example.org/m/2028#s-7",
        "END:VEVENT",
    ]


def test_a_cancelled_event_says_so_and_takes_no_time() -> None:
    before = lines(event_bytes(an_entry()))
    after = lines(event_bytes(an_entry(cancelled=True, sequence=1), "ANNULÉ"))
    assert set(after) - set(before) == {
        "SUMMARY:ANNULÉ: Opening",
        "SEQUENCE:1",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
    }
    assert lines(event_bytes(an_entry(cancelled=True)))[1] == "SUMMARY:CANCELLED: Opening"


def test_a_day_is_a_date_whose_end_is_the_day_after_and_takes_no_time() -> None:
    day = datetime(2028, 12, 18, tzinfo=UTC)
    entry = an_entry(starts_at=day, ends_at=day + timedelta(days=1), all_day=True, busy=False)
    written = lines(event_bytes(entry))
    assert [line for line in written if line.startswith(("DT", "TRANSP"))] == [
        "DTSTART;VALUE=DATE:20281218",
        "DTEND;VALUE=DATE:20281219",
        "DTSTAMP:20280105T162030Z",
        "TRANSP:TRANSPARENT",
    ]


def test_a_reminder_is_an_alarm_unless_nothing_takes_place() -> None:
    entry = an_entry(summary="Opening\r\nX-A:b", reminder=timedelta(minutes=15))
    assert lines(event_bytes(entry))[-6:] == [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Opening X-A:b",
        "TRIGGER:-PT15M",
        "END:VALARM",
        "END:VEVENT",
    ]
    assert b"VALARM" not in event_bytes(replace(entry, cancelled=True))


def test_without_a_place_the_join_link_is_the_place_and_is_said_once_in_the_description() -> None:
    link = "https://join.example.org/j/7"
    event = read(event_bytes(an_entry(join_link=link, description=f"Join here: {link}")))
    assert (event["LOCATION"], event["DESCRIPTION"]) == (link, f"Join here: {link}")
    assert event["CONFERENCE"] == link


def test_what_is_no_web_address_is_no_link() -> None:
    entry = an_entry(url="javascript:alert(1)", join_link="Ask the secretariat")
    assert names(event_bytes(entry)) == sorted([*ALWAYS, "DESCRIPTION", "LOCATION"])
    assert read(event_bytes(entry))["DESCRIPTION"] == "Ask the secretariat"


def test_the_same_entry_gives_the_same_bytes_and_each_change_others() -> None:
    entry = an_entry()
    assert event_bytes(entry) == event_bytes(replace(entry))
    assert event_bytes(entry) != event_bytes(replace(entry, summary="Closing"))
    assert event_bytes(replace(entry, cancelled=True), "ANNULÉ") != event_bytes(
        replace(entry, cancelled=True)
    )


@patient
@given(hostile_entries())
def test_any_text_gives_an_event_with_exactly_its_properties(entry: Entry) -> None:
    written = event_bytes(entry)
    assert names(written) == expected_names(entry)
    event = read(written)
    prefix = "CANCELLED: " if entry.cancelled else ""
    assert event["SUMMARY"] == f"{prefix}{as_one_line(entry.summary)}"
    assert as_one_line(event.get("DESCRIPTION", "")).startswith(as_one_line(entry.description))
    if "CATEGORIES" in event:
        expected = [name for name in map(as_one_line, entry.categories) if name]
        assert event.categories == expected


@patient
@given(hostile_entries())
def test_a_second_parser_reads_the_same(entry: Entry) -> None:
    calendar = vobject.readOne(
        feed_bytes("Workshop", "Europe/Zurich", [event_bytes(entry)], prodid=PRODID).decode()
    )
    found = sorted(line.name for line in calendar.vevent.lines())
    assert found == expected_names(entry)
    prefix = "CANCELLED: " if entry.cancelled else ""
    assert calendar.vevent.summary.value == f"{prefix}{as_one_line(entry.summary)}"
    assert (calendar.vevent.dtstart.value, calendar.vevent.dtend.value) == (entry.starts_at, entry.ends_at)
