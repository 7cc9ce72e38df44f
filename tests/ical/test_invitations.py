"""An invitation: asked for, updated, taken back."""

from dataclasses import replace

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]  # ships no types
from hypothesis import given

from meetings.ical import Entry, Method, invitation, with_organizer
from tests.ical.builders import (
    PRODID,
    an_entry,
    as_one_line,
    expected_names,
    hostile,
    hostile_entries,
    lines,
    names,
    patient,
)

GUEST = ("Zoë; Example", "zoe+workshop@example.org")
OFFICE = ("Secretariat", "office@example.org")


def test_a_request_is_these_lines() -> None:
    entry = an_entry(sequence=2, organizer=("Somebody else", "else@example.org"))
    written = invitation(entry, method="REQUEST", attendee=GUEST, organizer=OFFICE, prodid=PRODID)
    assert lines(written) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Example//Meetings//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "SUMMARY:Opening",
        "DTSTART:20280314T090000Z",
        "DTEND:20280314T103000Z",
        "DTSTAMP:20280105T162030Z",
        "UID:session-7@meetings.example.org",
        "SEQUENCE:2",
        'ATTENDEE;CN="Zoë; Example";CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE'
        ":mailto:zoe+workshop@example.org",
        "LAST-MODIFIED:20280105T162030Z",
        "ORGANIZER;CN=Secretariat:mailto:office@example.org",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


@pytest.mark.parametrize("meeting_cancelled", [True, False])
def test_a_cancellation_takes_the_entry_back_also_when_the_meeting_goes_on(meeting_cancelled: bool) -> None:
    entry = an_entry()
    asked = invitation(entry, method="REQUEST", attendee=GUEST, organizer=OFFICE, prodid=PRODID)
    entry = replace(entry, sequence=1, cancelled=meeting_cancelled)
    back = invitation(
        entry, method="CANCEL", attendee=GUEST, organizer=OFFICE, prodid=PRODID, cancelled_word="ANNULÉ"
    )
    assert set(lines(back)) - set(lines(asked)) == {
        "METHOD:CANCEL",
        "SUMMARY:ANNULÉ: Opening",
        "SEQUENCE:1",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
    }


def test_a_cancelled_entry_is_not_asked_for() -> None:
    with pytest.raises(ValueError, match="taken back by CANCEL"):
        invitation(
            an_entry(cancelled=True), method="REQUEST", attendee=GUEST, organizer=OFFICE, prodid=PRODID
        )


@pytest.mark.parametrize("nobody", ["", " \r\n", "\x00"])
def test_nobody_is_not_invited(nobody: str) -> None:
    with pytest.raises(ValueError, match="needs an e-mail address"):
        invitation(an_entry(), method="REQUEST", attendee=("Zoë", nobody), organizer=OFFICE, prodid=PRODID)


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("O'Brien+a=b&c/d@example.org", "O'Brien+a=b&c/d@example.org"),
        (" a?b#c%d@example.org\r\n", "a%3Fb%23c%25d@example.org"),
        ("a b\r\nX;Y:z,@example.org", "abX%3BY%3Az%2C@example.org"),
    ],
)
def test_an_address_is_written_as_it_is_but_for_what_would_mean_something_else(
    address: str, written: str
) -> None:
    asked = invitation(
        an_entry(), method="REQUEST", attendee=("", address), organizer=("", address), prodid=PRODID
    )
    assert [line for line in lines(asked) if "mailto" in line] == [
        f"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:{written}",
        f"ORGANIZER:mailto:{written}",
    ]


@patient
@given(hostile_entries(), hostile, hostile, hostile, hostile)
def test_no_text_invites_a_second_person(
    entry: Entry, name: str, mailbox: str, office: str, address: str
) -> None:
    method: Method = "CANCEL" if entry.cancelled else "REQUEST"
    written = invitation(
        entry,
        method=method,
        attendee=(name, f"z{mailbox}@example.org"),
        organizer=(office, f"o{address}@example.org"),
        prodid=PRODID,
    )
    expected = sorted([*expected_names(replace(entry, organizer=OFFICE)), "ATTENDEE"])
    calendar = icalendar.Calendar.from_ical(written)
    assert isinstance(calendar, icalendar.Calendar)
    (event,) = calendar.events
    assert (calendar.errors, event.errors, calendar["METHOD"]) == ([], [], method)
    assert sorted(key for key, _ in event.property_items() if key not in {"BEGIN", "END"}) == expected
    attendee = event["ATTENDEE"]
    assert isinstance(attendee, icalendar.vCalAddress)
    assert set(attendee.params) - {"CN"} == {"CUTYPE", "PARTSTAT", "ROLE", "RSVP"}
    assert attendee.startswith("mailto:z")
    assert attendee.endswith("@example.org")
    shown = as_one_line(name).replace('"', "'").replace("\\", "/").replace("^", "").strip()
    assert attendee.params.get("CN", "") == shown
    assert names(written) == sorted(["CALSCALE", "METHOD", "PRODID", "VERSION", *expected])
    read = vobject.readOne(written.decode())
    assert sorted(line.name for line in read.vevent.lines()) == expected
    assert read.vevent.attendee.params["PARTSTAT"] == ["NEEDS-ACTION"]


@pytest.mark.parametrize("name", ["Office", "Büro für Menschenrechte, Außenstelle: " + "x" * 80, ""])
def test_another_address_to_reply_to_changes_one_line_and_nothing_else(name: str) -> None:
    """With a token in it the address is as long as it may be (64 before the @)."""
    own = f"{'m' * 37}+{'t' * 26}@example.org"
    entry = an_entry(description="Text; with, all\n" * 20 + "ORGANIZER:mailto:x@y.example")
    made = {
        address: invitation(
            entry,
            method="REQUEST",
            attendee=("Ann", "ann@example.org"),
            organizer=(name, address),
            prodid="-//T//EN",
        )
        for address in ("office@example.org", own)
    }
    written = with_organizer(made["office@example.org"], own)
    assert lines(written) == lines(made[own])
    assert with_organizer(written, own) == written
    assert max(map(len, written.split(b"\r\n"))) <= 75
