"""When a feed has changed, and what names one state of it (RFC 9110, 8.8; CALENDARS, feeds 4 and 5)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

# Raised when the same data is to be written otherwise: every client then fetches anew.
WRITTEN_AS = 1


@dataclass(frozen=True)
class FeedState:
    """All that the bytes of a public feed follow from. `changed_at` is its Last-Modified."""

    uid: str
    changed_at: datetime
    language: str
    kinds: tuple[str, ...]
    base_url: str
    demonstration: bool

    @property
    def etag(self) -> str:
        """A strong validator, without its quotes."""
        parts = (
            str(WRITTEN_AS),
            self.uid,
            self.changed_at.isoformat(),
            self.language,
            *self.kinds,
            self.base_url,
            str(self.demonstration),
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def last_modified(feed_changed_at: datetime, dropped_at: datetime | None) -> datetime:
    """The later of the last change and the last time that a cancelled entry left the feed (30 days after its end)."""
    return feed_changed_at if dropped_at is None else max(feed_changed_at, dropped_at)
