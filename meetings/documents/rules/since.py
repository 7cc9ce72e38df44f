"""What is new: since an instant that the address names, or since somebody's last visit."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from meetings.base.refusals import Refused
from meetings.base.zones import wall_to_utc

# Whoever comes back within it is still on the same visit.
ONE_VISIT = timedelta(hours=1)
# Within a visit, the time is not written at every page.
WRITTEN_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Visit:
    """When somebody was last seen at a meeting's documents, and when the visit before that one ended."""

    seen_at: datetime
    before_at: datetime | None


def visited(before: Visit | None, now: datetime) -> Visit:
    """The visit as it is after a page was opened now; the same when it need not be written."""
    if before is None:
        return Visit(now, None)
    if now - before.seen_at >= ONE_VISIT:
        return Visit(now, before.seen_at)
    return Visit(now, before.before_at) if now - before.seen_at >= WRITTEN_EVERY else before


def is_new(open_at: datetime, since: datetime | None) -> bool:
    """Whether the reader can have it only after the instant; whoever comes for the first time has nothing marked."""
    return since is not None and open_at > since


def read_since(text: str, zone: str) -> datetime | None:
    """The instant of an address, by the meeting's clock: a day (its beginning) or a time of a day. None: not asked.

    Refused with what to write. Of a time that comes twice it is the first: nothing new is left out. One that does not
    exist is an hour later.
    """
    if not text:
        return None
    try:
        wall = (
            datetime.fromisoformat(text)
            if "T" in text
            else datetime.combine(date.fromisoformat(text), _MIDNIGHT)
        )
    except ValueError:
        wall = None
    if wall is None or wall.tzinfo is not None or not 1970 <= wall.year < 9999:
        raise Refused("There is no such day. Choose one, or write it like 2028-10-03.", field="since")
    try:
        return wall_to_utc(wall, zone, second=False)
    except Refused:
        return wall_to_utc(wall + timedelta(hours=1), zone)


_MIDNIGHT = datetime.min.time()
