"""Entries of a fellow's own programme, and when calendars are told of a change (CALENDARS, feeds 3 and 4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from meetings.base.refusals import Refused

LONGEST = timedelta(days=7)


@dataclass(frozen=True)
class EntryDraft:
    """An entry as it is written: wall clock of `zone`, and which of two equal hours where clocks are put back.

    `session_id`: which session of a programme it is, if any.
    """

    title: str
    zone: str
    starts: datetime
    ends: datetime
    place: str = ""
    link: str = ""
    session_id: int | None = None
    starts_second: bool | None = None
    ends_second: bool | None = None


@dataclass(frozen=True)
class EntryTold:
    """What a calendar shows of an entry so that somebody comes, or not: a change of it counts (SEQUENCE)."""

    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    cancelled: bool


def check_entry(starts_at: datetime, ends_at: datetime) -> None:
    """Refused when it ends before it begins, or lasts longer than a week."""
    if ends_at <= starts_at:
        raise Refused("It ends before it begins.", field="ends")
    if ends_at - starts_at > LONGEST:
        raise Refused("An entry lasts a week at most.", field="ends")


def check_link(link: str, field: str = "link") -> None:
    """Refused for what is no address of a page."""
    try:
        parts = urlsplit(link)
    except ValueError:
        parts = urlsplit("")
    if link and (parts.scheme not in ("http", "https") or not parts.netloc or any(c.isspace() for c in link)):
        raise Refused("Write the whole address, beginning with https://", field=field)


def next_sequence(before: EntryTold, now: EntryTold, sequence: int) -> int:
    """One more when what people come by has changed; the same for other words."""
    return sequence + (before != now)
