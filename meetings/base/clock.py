"""The only clock of the house."""

from datetime import UTC, datetime, timedelta

_shift = timedelta(0)


def now() -> datetime:
    """The present instant, aware, in UTC, without fractions of a second (calendars have none)."""
    return (datetime.now(UTC) + _shift).replace(microsecond=0)


def set_to(instant: datetime | None) -> None:
    """Let the clock run from `instant` on (a demonstration of another day, a test); None: the real time."""
    global _shift
    _shift = timedelta(0) if instant is None else instant - datetime.now(UTC)
