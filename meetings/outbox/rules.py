"""When a message may go, and when it may be tried again."""

from datetime import datetime, timedelta

from meetings.base.words import N_, Labelled


class Delivery(Labelled):
    """How far a message has come."""

    HELD = "held", N_("waits to be read")
    WAITING = "waiting", N_("waits")
    SENT = "sent", N_("sent")
    FAILED = "failed", N_("could not be delivered")
    SUPERSEDED = "superseded", N_("overtaken by something newer")
    DISCARDED = "discarded", N_("not sent: the office decided so")


# What can still leave the house.
PENDING = frozenset({Delivery.HELD, Delivery.WAITING})
# A claim holds a message for one worker; when that worker dies, another takes it after this time.
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=6)
LONGEST_WAIT_FOR_SERVER = timedelta(minutes=10)


def next_try(times: int, now: datetime, server_is_away: bool = False) -> datetime | None:
    """When to try again after it was refused so many times: 10 s, doubling to at most 6 h; None: give up.

    While the mail server itself is away (`times`: how often it was tried) a message is never given up; it is tried at
    least every 10 minutes.
    """
    if times >= MOST_ATTEMPTS and not server_is_away:
        return None
    doubled = timedelta(seconds=10 * 2 ** min(max(times - 1, 0), MOST_ATTEMPTS))
    return now + min(doubled, LONGEST_WAIT_FOR_SERVER if server_is_away else LONGEST_WAIT)


def first_tried(not_before: datetime, attempts: int) -> datetime:
    """When a message was first tried whose server is away: its next try, less the waits between all that were."""
    waits = (
        min(timedelta(seconds=10 * 2 ** min(n, MOST_ATTEMPTS)), LONGEST_WAIT_FOR_SERVER)
        for n in range(attempts)
    )
    return not_before - sum(waits, timedelta())
