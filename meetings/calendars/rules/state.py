"""When a feed has changed, and what names one state of it (RFC 9110, 8.8; CALENDARS, feeds 4 and 5)."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from meetings.calendars.rules.wanted import Wanted
from meetings.programme.rules import feed_changed

# Raised when the same data is to be written otherwise: every client then fetches anew.
WRITTEN_AS = 2
# How often it is noted that somebody still fetches a feed: not oftener, so that a 304 writes nothing.
NOTED_EVERY = timedelta(minutes=10)

Part = str | int | bool | date | None
Parts = tuple["Part | Parts", ...]


@dataclass(frozen=True)
class FeedState:
    """All that the bytes of a feed follow from: `of` names the feed and what it holds, `wanted` the address's choice.

    `changed_at` is its Last-Modified.
    """

    of: str
    changed_at: datetime
    wanted: Wanted
    base_url: str
    demonstration: bool

    @property
    def etag(self) -> str:
        """A strong validator, without its quotes."""
        parts = (
            str(WRITTEN_AS),
            self.of,
            self.changed_at.isoformat(),
            *self.wanted.parts,
            self.base_url,
            str(self.demonstration),
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def digest_of(parts: Parts) -> str:
    """What names everything that a feed holds now: equal digests, equal content."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Seen:
    """What a feed held when somebody looked last, and when it had come to hold that; both None: nobody has looked."""

    digest: str | None = None
    changed_at: datetime | None = None


def seen_now(before: Seen, digest: str, now: datetime) -> Seen:
    """The same when nothing has changed. Otherwise it changed now, and always later than the last time.

    So Last-Modified never goes back, whatever moved the feed: a release, a withdrawal, a role that ended, a
    cancellation that left it 30 days after its date.
    """
    if before.digest == digest:
        return before
    return Seen(digest, now if before.changed_at is None else feed_changed(before.changed_at, now))


def is_noted(fetched_at: datetime | None, now: datetime) -> bool:
    """Whether it has been noted lately enough that somebody fetches this feed."""
    return fetched_at is not None and fetched_at > now - NOTED_EVERY


def last_modified(feed_changed_at: datetime, dropped_at: datetime | None) -> datetime:
    """The later of the last change and the last time that a cancelled entry left the feed (30 days after its end)."""
    return feed_changed_at if dropped_at is None else max(feed_changed_at, dropped_at)
