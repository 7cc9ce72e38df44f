"""Where a session of the draft goes: a move keeps its length, a longer one keeps its start. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.base.refusals import Refused
from meetings.base.zones import second_of_two, wall_of, wall_to_utc
from meetings.programme.rules.drafts import (
    FIRST_YEAR,
    LAST_YEAR,
    Span,
    check_inside,
    check_one_day,
    check_span,
)
from meetings.programme.rules.kinds import SessionKind
from meetings.programme.rules.undoing import ActVerb


@dataclass(frozen=True)
class Timing:
    """When a session is: its instants (aware, UTC), and what the clocks of its meeting show (naive)."""

    starts: datetime
    ends: datetime
    starts_at: datetime
    ends_at: datetime
    starts_second: bool | None = None
    ends_second: bool | None = None

    @property
    def length(self) -> timedelta:
        return self.ends_at - self.starts_at

    @classmethod
    def between(cls, span: Span, zone: str) -> "Timing":
        """From one instant to another, as the clocks of the zone show them."""
        return cls(
            wall_of(span.starts, zone),
            wall_of(span.ends, zone),
            span.starts,
            span.ends,
            second_of_two(span.starts, zone),
            second_of_two(span.ends, zone),
        )


@dataclass(frozen=True)
class Place:
    """Where somebody wants a session: its start on the clock of the meeting; its end, or None to keep its length.

    `minutes` instead of an end: how long it is to be.
    """

    starts: datetime
    room: str
    ends: datetime | None = None
    minutes: int | None = None
    starts_second: bool | None = None
    ends_second: bool | None = None


def placed(place: Place, length: timedelta, zone: str, meeting: Span) -> Timing:
    """When the session is at its new place; Refused, with the field, when it cannot be there."""
    for wall in (place.starts, place.ends):
        if wall is not None and not FIRST_YEAR <= wall.year <= LAST_YEAR:
            raise Refused(
                "Write a year from %(first)s to %(last)s.", field="starts", first=FIRST_YEAR, last=LAST_YEAR
            )
    starts_at = wall_to_utc(place.starts, zone, "starts", place.starts_second)
    if place.ends is not None:
        ends_at = wall_to_utc(place.ends, zone, "ends", place.ends_second)
    else:
        ends_at = starts_at + (length if place.minutes is None else timedelta(minutes=place.minutes))
    span = Span(starts_at, ends_at)
    check_span(span)
    timing = Timing.between(span, zone)
    check_one_day(timing.starts, timing.ends)
    check_inside(span, meeting)
    return timing


def verb_of(before: Timing, after: Timing, rooms: tuple[str, str], from_tray: bool) -> ActVerb | None:
    """What a new place does to a session, by the word of it that says most; None: it stays where it is."""
    if from_tray:
        return ActVerb.PLACED
    if before.starts_at != after.starts_at:
        return ActVerb.MOVED
    if before.ends_at != after.ends_at:
        return ActVerb.RESIZED
    return ActVerb.ROOM if rooms[0] != rooms[1] else None


def next_label(taken: Iterable[str], kind: SessionKind) -> str:
    """A free number for a new session: one more than the greatest; breaks have their own, `B1`."""
    prefix = "B" if kind is SessionKind.BREAK else ""
    numbers = [0]
    for label in taken:
        if label.upper().startswith(prefix):
            digits = label[len(prefix) :].rstrip("abcdefghijklmnopqrstuvwxyz")
            if digits.isascii() and digits.isdecimal():
                numbers.append(int(digits))
    return f"{prefix}{max(numbers) + 1}"


def group_labels(taken: Iterable[str], kind: SessionKind, number: int) -> list[str]:
    """Numbers for sessions at the same time: `7a`, `7b`, `7c`; a single one has no letter."""
    first = next_label(taken, kind)
    return [first] if number == 1 else [f"{first}{chr(ord('a') + n)}" for n in range(number)]
