"""What a calendar is told about a meeting or a session."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from meetings.ical.values import one_line

Address = tuple[str, str]
"""A name and an e-mail address, in this order."""

SHOWN_AFTER_CANCELLING = timedelta(days=30)


@dataclass(frozen=True)
class Entry:
    """One event of a calendar: a meeting, or a session of one.

    `uid` is the same for ever, in feeds, downloads and invitations. `sequence` grows by one when time,
    place, join link or status changes. `changed_at` is the last real change, never the time of asking.
    All instants are aware and in UTC; parts of a second are not written. `all_day`: it is a day (or days) and no hour;
    `starts_at` and `ends_at` are then midnights, the end that of the day after (RFC 5545, 3.6.1). `busy`: whoever is
    in it has no time for anything else. `reminder`: how long before its start the reader wants to be reminded.
    `join_link` belongs into private feeds and invitations only: leave it None for a public feed.
    `organizer` is the functional mailbox, never a person's address. `color` is a CSS colour name.

    Raises ValueError for an instant that is not UTC, an end that is not after its start, whole days that are none, an
    empty uid, a negative sequence or a colour that is no name: these are mistakes of the caller, not of a person.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    changed_at: datetime
    description: str = ""
    location: str = ""
    url: str = ""
    cancelled: bool = False
    categories: tuple[str, ...] = ()
    join_link: str | None = None
    organizer: Address | None = None
    color: str | None = None
    all_day: bool = False
    busy: bool = True
    reminder: timedelta | None = None

    def __post_init__(self) -> None:
        for name in ("starts_at", "ends_at", "changed_at"):
            instant: datetime = getattr(self, name)
            if instant.utcoffset() != timedelta(0):
                raise ValueError(f"{name} is not in UTC: {instant!r}")
            object.__setattr__(self, name, instant.astimezone(UTC).replace(microsecond=0))
        if self.ends_at <= self.starts_at:
            raise ValueError(f"ends at {self.ends_at}, which is not after its start {self.starts_at}")
        if self.all_day and any(at.time() != time(0) for at in (self.starts_at, self.ends_at)):
            raise ValueError("an entry of whole days begins and ends at midnight")
        if not one_line(self.uid):
            raise ValueError("an entry needs a uid")
        if self.sequence < 0:
            raise ValueError(f"sequence is negative: {self.sequence}")
        check_color(self.color)


def check_color(color: str | None) -> None:
    """Raise ValueError unless it is None or looks like a CSS colour name (RFC 7986, section 5.9)."""
    if color is not None and not (color.isascii() and color.isalpha()):
        raise ValueError(f"not a CSS colour name: {color!r}")


def still_shown(entry: Entry, now: datetime) -> bool:
    """Whether a feed still carries the entry: a cancelled one leaves 30 days after it would have ended.

    It stays that long so that every subscriber's client has fetched the cancellation.
    """
    return not entry.cancelled or now <= entry.ends_at + SHOWN_AFTER_CANCELLING
