"""A feed: the envelope around events that are already bytes."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from icalendar import Calendar, Timezone, TimezoneStandard, vDuration

from meetings.ical.entries import check_color
from meetings.ical.values import Text, one_line

END = b"END:VCALENDAR\r\n"


def feed_bytes(
    name: str,
    zone: str,
    events: Iterable[bytes],
    *,
    prodid: str,
    refresh_hours: int = 4,
    color: str | None = None,
) -> bytes:
    """A whole feed: `events` as `event_bytes` gave them, in this order, in one VCALENDAR without METHOD.

    `name` is what the reader's calendar is called, `zone` the IANA zone it is shown in, `refresh_hours` how
    often clients are asked to come back, `color` a CSS colour name (RFC 7986).
    Raises ValueError for a refresh that is not positive or a colour that is no name.
    """
    if refresh_hours < 1:
        raise ValueError(f"a feed is refreshed every {refresh_hours} hours")
    check_color(color)
    head = _head(name, zone, prodid, refresh_hours, color)
    return b"".join((head, b"".join(events) or _utc(), END))


@lru_cache(maxsize=256)
def _head(name: str, zone: str, prodid: str, refresh_hours: int, color: str | None) -> bytes:
    every = timedelta(hours=refresh_hours)
    calendar = envelope(prodid)
    calendar["NAME"] = Text(one_line(name))
    calendar["X-WR-CALNAME"] = Text(one_line(name))
    calendar["X-WR-TIMEZONE"] = Text(one_line(zone))
    calendar["REFRESH-INTERVAL"] = vDuration(every, params={"VALUE": "DURATION"})
    calendar["X-PUBLISHED-TTL"] = vDuration(every)
    if color:
        calendar["COLOR"] = Text(color)
    written: bytes = calendar.to_ical()
    return written.removesuffix(END)


@lru_cache(maxsize=1)
def _utc() -> bytes:
    """A VTIMEZONE for a feed without events.

    A VCALENDAR must hold at least one component (RFC 5545, section 3.6), and this one shows nothing.
    """
    standard = TimezoneStandard()
    standard.add("DTSTART", datetime(1970, 1, 1))  # noqa: DTZ001 - local by definition (3.6.5)
    standard.add("TZOFFSETFROM", timedelta(0))
    standard.add("TZOFFSETTO", timedelta(0))
    zone = Timezone()
    zone["TZID"] = Text("Etc/UTC")
    zone.add_component(standard)
    written: bytes = zone.to_ical()
    return written


def envelope(prodid: str) -> Calendar:
    """An empty VCALENDAR of version 2.0, named as the product's own."""
    calendar = Calendar()
    calendar["VERSION"] = Text("2.0")
    calendar["PRODID"] = Text(one_line(prodid))
    calendar["CALSCALE"] = Text("GREGORIAN")
    return calendar
