"""The meeting's time first and the reader's beside it; a programme by days, with its breaks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo

from meetings.base.zones import city, distance
from meetings.programme.rules.kinds import SpeakerRole

SHORTEST_BREAK = timedelta(minutes=30)


@dataclass(frozen=True)
class Shown:
    """A time as the page says it, hours in 24; the reader's stands only where the clocks differ.

    `yours_day_shift`: how many days the reader's start lies after (−: before) the meeting's.
    """

    start: str
    end: str | None
    iso: str
    zone_city: str
    yours_start: str | None = None
    yours_end: str | None = None
    yours_city: str = ""
    yours_day_shift: int = 0


def shown(
    starts_at: datetime, ends_at: datetime | None, zone: str, zone_city: str, reader: str | None = None
) -> Shown:
    """A time (aware instants) in the meeting's zone and, if its clocks differ, in the reader's."""
    start = starts_at.astimezone(ZoneInfo(zone))
    end = None if ends_at is None else ends_at.astimezone(ZoneInfo(zone))
    said = Shown(
        _hour(start), None if end is None else _hour(end), start.isoformat(timespec="minutes"), zone_city
    )
    if reader is None:
        return said
    yours = starts_at.astimezone(ZoneInfo(reader))
    yours_end = None if ends_at is None else ends_at.astimezone(ZoneInfo(reader))
    same_end = end is None or yours_end is None or yours_end.utcoffset() == end.utcoffset()
    if yours.utcoffset() == start.utcoffset() and same_end:
        return said
    return Shown(
        said.start,
        said.end,
        said.iso,
        zone_city,
        _hour(yours),
        None if yours_end is None else _hour(yours_end),
        city(reader),
        (yours.date() - start.date()).days,
    )


def _hour(wall: datetime) -> str:
    return wall.strftime("%H:%M")


def moment(at: datetime, zone: str, zone_city: str, reader: str | None = None) -> Shown:
    """One instant, such as a closing time."""
    return shown(at, None, zone, zone_city, reader)


def offset_label(zone: str, at: datetime) -> str:
    """A zone by its place and its distance to UTC at an instant: `Kathmandu (UTC+5:45)`."""
    return f"{city(zone)} ({distance(at, zone)})"


class InRole(Protocol):
    """Somebody who has a role in a session."""

    @property
    def role(self) -> SpeakerRole: ...


R = TypeVar("R", bound=InRole)


def by_role(speakers: Iterable[R]) -> list[tuple[SpeakerRole, list[R]]]:
    """Speakers under their roles, chair first, rapporteur last; within a role in the order given."""
    given = list(speakers)
    grouped = [(role, [s for s in given if s.role is role]) for role in SpeakerRole]
    return [(role, those) for role, those in grouped if those]


class Timed(Protocol):
    """What a programme needs to know of a session to put it in its place: wall clock and instants."""

    @property
    def starts(self) -> datetime: ...
    @property
    def ends(self) -> datetime: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


T = TypeVar("T", bound=Timed)


@dataclass(frozen=True)
class Sitting(Generic[T]):
    """A row of a day: one session, several at exactly the same time, or (none) a break."""

    starts_at: datetime
    ends_at: datetime
    sessions: tuple[T, ...]

    @property
    def is_break(self) -> bool:
        return not self.sessions


@dataclass(frozen=True)
class Day(Generic[T]):
    """A day of a meeting, in the meeting's zone; `number` counts the days that have sessions."""

    number: int
    date: date
    sittings: tuple[Sitting[T], ...]


def days_of(sessions: Iterable[T]) -> list[Day[T]]:
    """The sessions by day and time; a gap of half an hour or more on the same day is a break."""
    ordered = sorted(sessions, key=lambda s: (s.starts_at, s.ends_at))
    by_day = groupby(ordered, key=lambda s: s.starts.date())
    return [Day(n, day, tuple(_sittings(list(held)))) for n, (day, held) in enumerate(by_day, 1)]


def _sittings(sessions: Sequence[T]) -> list[Sitting[T]]:
    rows: list[Sitting[T]] = []
    over_at: datetime | None = None
    for (starts_at, ends_at), together in groupby(sessions, key=lambda s: (s.starts_at, s.ends_at)):
        if over_at is not None and starts_at - over_at >= SHORTEST_BREAK:
            rows.append(Sitting(over_at, starts_at, ()))
        rows.append(Sitting(starts_at, ends_at, tuple(together)))
        over_at = ends_at if over_at is None else max(over_at, ends_at)
    return rows
