"""The plan of a session's time: when each begins, and what is left for the floor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Turn:
    """One speaker's part of the session (aware); without minutes it begins and ends at the same instant."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Plan:
    """Turns in the order given, and minutes that are left after them (negative: they run over the session's end)."""

    turns: tuple[Turn, ...]
    left: int
    unplanned: int

    @property
    def over(self) -> int:
        """By how many minutes the speakers run over the session's end."""
        return max(0, -self.left)


def plan_of(starts_at: datetime, ends_at: datetime, minutes: Sequence[int | None]) -> Plan:
    """One after the other from the session's beginning; `unplanned`: how many have no speaking time yet."""
    turns, at = [], starts_at
    for length in minutes:
        until = at + timedelta(minutes=length or 0)
        turns.append(Turn(at, until))
        at = until
    left = int((ends_at - at).total_seconds()) // 60
    return Plan(tuple(turns), left, sum(length is None for length in minutes))
