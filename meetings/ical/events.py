"""One event as bytes."""

from datetime import timedelta
from functools import lru_cache

from icalendar import Alarm, Event

from meetings.ical.entries import Entry
from meetings.ical.values import Text, cal_address, categories, link, one_line, paragraphs, uri


def event_bytes(entry: Entry, cancelled_word: str = "CANCELLED") -> bytes:
    """The VEVENT of an entry, for a feed or a download: no attendee, ends with a line break.

    Instants are in UTC; DTSTAMP and LAST-MODIFIED are the last change, so that unchanged entries are equal
    byte for byte. A cancelled entry keeps its uid, says so in its summary and takes no time any more.
    `cancelled_word` is that word in the reader's language.
    """
    return _remembered(entry, cancelled_word)


# Building takes the library near a millisecond; a feed of a large programme asks for hundreds at a time.
@lru_cache(maxsize=4096)
def _remembered(entry: Entry, cancelled_word: str) -> bytes:
    return to_bytes(event(entry, cancelled_word))


def to_bytes(component: Event) -> bytes:
    """The component, folded at 75 octets, with CRLF."""
    written: bytes = component.to_ical()
    return written


def event(entry: Entry, cancelled_word: str) -> Event:
    """The VEVENT of an entry as the library's object. It carries no attendee."""
    summary = one_line(entry.summary)
    made = Event()
    made["UID"] = Text(one_line(entry.uid))
    made.add("DTSTAMP", entry.changed_at)
    made.add("LAST-MODIFIED", entry.changed_at)
    made.add("SEQUENCE", entry.sequence)
    made.add("DTSTART", entry.starts_at.date() if entry.all_day else entry.starts_at)
    made.add("DTEND", entry.ends_at.date() if entry.all_day else entry.ends_at)
    made["SUMMARY"] = Text(f"{one_line(cancelled_word)}: {summary}" if entry.cancelled else summary)
    made["STATUS"] = Text("CANCELLED" if entry.cancelled else "CONFIRMED")
    made["TRANSP"] = Text("OPAQUE" if entry.busy and not entry.cancelled else "TRANSPARENT")
    _add_texts(made, entry)
    _add_links(made, entry)
    if entry.organizer:
        made["ORGANIZER"] = cal_address(*entry.organizer)
    if entry.color:
        made["COLOR"] = Text(entry.color)
    if entry.reminder and not entry.cancelled:
        made.add_component(_alarm(entry.reminder, summary))
    return made


def _alarm(before: timedelta, summary: str) -> Alarm:
    alarm = Alarm()
    alarm["ACTION"] = Text("DISPLAY")
    alarm["DESCRIPTION"] = Text(summary)
    alarm.add("TRIGGER", -before)
    return alarm


def _add_texts(made: Event, entry: Entry) -> None:
    join = one_line(entry.join_link or "")
    description = paragraphs(entry.description)
    # Most clients ignore CONFERENCE: the join link is repeated where every client shows it.
    if join not in description:
        description = f"{description}\n\n{join}".strip()
    if description:
        made["DESCRIPTION"] = Text(description)
    if location := one_line(entry.location) or join:
        made["LOCATION"] = Text(location)
    if names := tuple(name for name in map(one_line, entry.categories) if name):
        made["CATEGORIES"] = categories(names)


def _add_links(made: Event, entry: Entry) -> None:
    if page := link(entry.url):
        made["URL"] = uri(page)
    if entry.join_link and (join := link(entry.join_link)):
        made["CONFERENCE"] = uri(join, VALUE="URI", FEATURE="VIDEO")
