"""What calendars are told, and what counts as a change of it (RFC 5545, 3.8.7; CALENDARS, feeds 2 to 5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Told:
    """What a calendar is told of a meeting or a session.

    A change of anything but `words` asks people again: time, place (room, place, city of the meeting), join
    link, and whether it takes place. `words` are the texts.
    """

    starts_at: datetime
    ends_at: datetime
    place: tuple[str, ...]
    join_link: str
    cancelled: bool
    words: tuple[str, ...]

    @property
    def asks_again(self) -> tuple[object, ...]:
        return (self.starts_at, self.ends_at, self.place, self.join_link, self.cancelled)


def next_sequence(sequence: int, before: Told, after: Told) -> int:
    """SEQUENCE after a change: one more when people must be asked again, unchanged for text."""
    return sequence + 1 if before.asks_again != after.asks_again else sequence


def next_changed(changed_at: datetime, before: Told, after: Told, now: datetime) -> datetime:
    """LAST-MODIFIED after a change: later than before, to the second; unchanged when nothing told has changed."""
    return changed_at if before == after else later(changed_at, now)


def feed_changed(feed_changed_at: datetime, now: datetime) -> datetime:
    """When the feed changed, after a change: now, but always later than the last time.

    Two changes within a second, or a clock that was put back, must not give two contents one Last-Modified.
    """
    return later(feed_changed_at, now)


def later(last: datetime, now: datetime) -> datetime:
    return max(now, last + SECOND)
