"""A reply to an invitation, read back from the calendar part of a mail (iTIP, RFC 5546, section 3.2.3 and 3.2.7).

It comes from strangers: it is read line by line and never through a library of calendars, which would drop an
ATTENDEE with a bad name in silence, compute time zones that somebody else wrote, and raise whatever it likes.
Reading takes time in proportion to the bytes, of which there is a limit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cache
from urllib.parse import unquote
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from meetings.base.refusals import Refused
from meetings.base.texts import as_mailed
from meetings.base.words import N_, Labelled
from meetings.ical.values import one_line, paragraphs

MOST_BYTES = 256 * 1024
# An answer is one person's; a delegation names two or three. What names more is no answer to us.
MOST_ATTENDEES = 20
LONGEST_UID = 200
LONGEST_COMMENT = 1000
LARGEST_SEQUENCE = 2**31 - 1

FOLD = re.compile(rb"\n[ \t]")
PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";])*)')
NAME = re.compile(r"[A-Za-z0-9-]+")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
CLOCK = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z?)", re.ASCII | re.IGNORECASE)
ADDRESS = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+")


class Said(Labelled):
    """What somebody says to an invitation (PARTSTAT, RFC 5545, section 3.2.12)."""

    ACCEPTED = "accepted", N_("accepted")
    DECLINED = "declined", N_("declined")
    TENTATIVE = "tentative", N_("tentative")
    DELEGATED = "delegated", N_("handed on")
    NOTHING = "needs-action", N_("no answer")


@dataclass(frozen=True)
class Attending:
    """A person as the reply names them: every address in lower case, the main one first.

    `said` is None for a word that no event knows. `sent_by`: who wrote for this person.
    """

    addresses: tuple[str, ...]
    said: Said | None
    delegated_to: tuple[str, ...] = ()
    sent_by: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Reply:
    """What a calendar sends back. `method` is REPLY, COUNTER or another word of RFC 5546, in capitals.

    `stamp` (DTSTAMP) is when the answer was given, in UTC. `one_date` (RECURRENCE-ID) names the only date that it
    concerns, as written. `starts` and `ends` are the times that a COUNTER proposes; None when they cannot be read.
    """

    method: str
    uid: str
    sequence: int
    stamp: datetime
    attendees: tuple[Attending, ...]
    one_date: str = ""
    comment: str = ""
    starts: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True)
class _Line:
    """A content line: name in capitals, parameters by name in capitals, the value as written."""

    name: str
    parameters: dict[str, str]
    value: str


_Event = list[_Line]


def read_reply(data: bytes, method: str = "") -> Reply:
    """The reply in the calendar part of a mail, in UTF-8; `method` is what the mail says where the part says none.

    Raises Refused with the reason for whatever cannot be read as one, and nothing else.
    """
    if len(data) > MOST_BYTES:
        raise Refused(N_("The calendar part is too large: %(size)s bytes."), size=len(data))
    said, events = _events(data)
    if not events:
        raise Refused(N_("There is no event in the calendar part."))
    event = next((e for e in events if not _value(e, "RECURRENCE-ID")), events[0])
    uid = _uid(event)
    if any(_uid(other) != uid for other in events):
        raise Refused(N_("It answers several entries at once."))
    return Reply(
        method=one_line(said or method).upper()[:20],
        uid=uid,
        sequence=_sequence(event),
        stamp=_stamp(event),
        attendees=_attendees(event),
        one_date=one_line(_value(event, "RECURRENCE-ID"))[:60],
        comment=_comment(event),
        starts=_instant(event, "DTSTART"),
        ends=_instant(event, "DTEND"),
    )


def _events(data: bytes) -> tuple[str, list[_Event]]:
    """The METHOD and the events of the first calendar; lines of what lies inside an event are left out."""
    method, events, within = "", list[_Event](), list[str]()
    for line in _lines(data):
        if line.name == "BEGIN":
            within.append(line.value.strip().upper())
            if within == ["VCALENDAR", "VEVENT"]:
                events.append([])
        elif line.name == "END":
            if within:
                within.pop()
            if not within and events:
                break
        elif within == ["VCALENDAR", "VEVENT"]:
            events[-1].append(line)
        elif within == ["VCALENDAR"] and line.name == "METHOD":
            method = method or line.value
    return method, events


def _lines(data: bytes) -> Iterator[_Line]:
    """Content lines, unfolded (RFC 5545, section 3.1); what is none is passed over.

    Unfolded as bytes: some programs fold in the middle of a character.
    """
    unfolded = FOLD.sub(b"", data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    for line in unfolded.decode("utf-8-sig", "replace").split("\n"):
        head, value = _parted(line)
        name = NAME.match(head)
        if name is None:
            continue
        parameters = {found[1].upper(): found[2].strip('"') for found in PARAMETER.finditer(head)}
        yield _Line(name[0].upper(), parameters, value)


def _parted(line: str) -> tuple[str, str]:
    """Name with parameters, and value: at the first colon outside quotes.

    Where a name holds a quote that never closes, an address still begins at its last “:mailto:”.
    """
    quoted = False
    for at, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return line[:at], line[at + 1 :]
    at = line.lower().rfind(":mailto:")
    if at < 0:
        at = line.find(":")
    return (line, "") if at < 0 else (line[:at], line[at + 1 :])


def _all(event: _Event, name: str) -> list[_Line]:
    return [line for line in event if line.name == name]


def _value(event: _Event, name: str) -> str:
    found = _all(event, name)
    return found[0].value.strip() if found else ""


def _text(value: str) -> str:
    """A TEXT value with its escapes undone (RFC 5545, section 3.3.11)."""
    return paragraphs(ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value))


def _uid(event: _Event) -> str:
    uid = one_line(_text(_value(event, "UID")))
    if not uid or len(uid) > LONGEST_UID:
        raise Refused(N_("It does not say which entry it answers."))
    return uid


def _sequence(event: _Event) -> int:
    """The version that was answered; 0 where none is said (RFC 5545, section 3.8.7.4)."""
    text = _value(event, "SEQUENCE") or "0"
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= LARGEST_SEQUENCE):
        raise Refused(N_("It does not say which version of the entry it answers."))
    return int(text)


def _stamp(event: _Event) -> datetime:
    stamp = _instant(event, "DTSTAMP", floating=UTC)
    if stamp is None:
        raise Refused(N_("It does not say when it was answered."))
    return stamp


def _instant(event: _Event, name: str, floating: tzinfo | None = None) -> datetime | None:
    """A DATE-TIME in UTC; None for what is no time, for a day, and for a time in a zone that we do not know."""
    found = _all(event, name)
    clock = CLOCK.fullmatch(found[0].value.strip()) if found else None
    if clock is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in clock.groups()[:6])
    zone = UTC if clock[7] else _zone(found[0].parameters.get("TZID", "")) or floating
    if zone is None:
        return None
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(name: str) -> ZoneInfo | None:
    """An IANA zone, also under the name that Windows gives it; what a VTIMEZONE says of it is not asked."""
    name = WINDOWS_TO_OLSON.get(name, name)
    return ZoneInfo(name) if name in _zone_names() else None


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def _attendees(event: _Event) -> tuple[Attending, ...]:
    lines = _all(event, "ATTENDEE")
    if len(lines) > MOST_ATTENDEES:
        raise Refused(N_("It names %(number)s people; an answer is one person’s."), number=len(lines))
    people = tuple(person for person in map(_attending, lines) if person.addresses)
    if not people:
        raise Refused(N_("It does not say whose answer it is."))
    return people


def _attending(line: _Line) -> Attending:
    said = line.parameters.get("PARTSTAT", Said.NOTHING.value).strip().lower()
    named = (_address(line.value), _address(line.parameters.get("EMAIL", "")))
    others = line.parameters.get("DELEGATED-TO", "").split(",")[:5]
    return Attending(
        addresses=tuple(dict.fromkeys(address for address in named if address)),
        said=Said(said) if said in set(Said) else None,
        delegated_to=tuple(address for address in map(_address, others) if address),
        sent_by=_address(line.parameters.get("SENT-BY", "")),
        comment=one_line(line.parameters.get("X-RESPONSE-COMMENT", ""))[:LONGEST_COMMENT],
    )


def _address(uri: str) -> str:
    """The e-mail address in a calendar address, as mail writes it, in lower case; "" when it is none."""
    text = uri.strip().strip('"').strip()
    if text[:7].lower() == "mailto:":
        text = unquote(text[7:].partition("?")[0])
    text = as_mailed(text.strip().lower())
    return text if len(text) <= 254 and ADDRESS.fullmatch(text) and text.isprintable() else ""


def _comment(event: _Event) -> str:
    texts = (_text(line.value) for line in _all(event, "COMMENT")[:10])
    return "\n".join(text for text in texts if text)[:LONGEST_COMMENT]
