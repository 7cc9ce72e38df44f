"""When a message may go, and when it may be tried again."""

from datetime import datetime, timedelta
from enum import StrEnum

from meetings.base.words import N_


class Delivery(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Delivery.WAITING: N_("waits"),
    Delivery.SENT: N_("sent"),
    Delivery.FAILED: N_("could not be delivered"),
    Delivery.SUPERSEDED: N_("replaced by a newer one"),
}

# A claim holds a message for one worker; when that worker dies, another takes it after this time.
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=6)
LONGEST_WAIT_FOR_SERVER = timedelta(minutes=10)


def next_try(attempts: int, now: datetime, server_is_away: bool = False) -> datetime | None:
    """When to try again after that many attempts: 10 s, doubling to at most 6 h; None: give up.

    While the mail server itself is away a message is never given up; it is tried at least every 10 minutes.
    """
    if attempts >= MOST_ATTEMPTS and not server_is_away:
        return None
    doubled = timedelta(seconds=10 * 2 ** min(max(attempts - 1, 0), MOST_ATTEMPTS))
    return now + min(doubled, LONGEST_WAIT_FOR_SERVER if server_is_away else LONGEST_WAIT)
