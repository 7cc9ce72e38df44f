"""A day of the draft as a table: times down, rooms across; a virtual meeting's day in its sittings. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise
from typing import Generic, Protocol, TypeVar

from meetings.base.zones import meant, second_of_two, wall_of, wall_to_utc
from meetings.programme.rules.kinds import SessionKind
from meetings.programme.rules.sittings import Hours

STEP = timedelta(minutes=30)
SHORTEST_DAY = timedelta(hours=8)


class Drawn(Protocol):
    """What the table needs to know of a session."""

    @property
    def starts(self) -> datetime: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def room(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> SessionKind: ...


T = TypeVar("T", bound=Drawn)


@dataclass(frozen=True)
class Column:
    """A room (empty: none named); `lanes`: how many of its sessions overlap at most."""

    room: str
    lanes: int


@dataclass(frozen=True)
class Cell(Generic[T]):
    """A session over so many rows and lanes, or (session None) a free place; `shut`: outside interpretation hours."""

    room: str
    rows: int = 1
    lanes: int = 1
    session: T | None = None
    shut: bool = False


@dataclass(frozen=True)
class Row(Generic[T]):
    """From one instant to the next, with the wall clock of both; `second`: of two equal hours the second."""

    starts_at: datetime
    ends_at: datetime
    starts: datetime
    ends: datetime
    second: bool | None
    cells: tuple[Cell[T], ...]

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


@dataclass(frozen=True)
class Block(Generic[T]):
    """Rows that belong together: a whole day, or one sitting of it."""

    number: int
    rows: tuple[Row[T], ...]


@dataclass(frozen=True)
class DayTable(Generic[T]):
    """A day of the meeting, in its zone; days that have no session are there too."""

    number: int
    date: date
    columns: tuple[Column, ...]
    blocks: tuple[Block[T], ...]


@dataclass(frozen=True)
class Frame:
    """What stands around the sessions: first and last instant, zone, rooms, interpretation hours.

    `sittings`: for a virtual meeting, whose days are drawn by these instead of as a whole.
    """

    starts_at: datetime
    ends_at: datetime
    zone: str
    rooms: tuple[str, ...]
    interpretation: tuple[Hours, ...] = ()
    sittings: tuple[Hours, ...] = ()

    @property
    def days(self) -> list[date]:
        first = wall_of(self.starts_at, self.zone).date()
        # A meeting that ends at midnight has no day more.
        last = wall_of(self.ends_at - timedelta(minutes=1), self.zone).date()
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def rooms_of(rooms: Sequence[str], sessions: Iterable[Drawn]) -> tuple[str, ...]:
    """The columns: the meeting's rooms in their order, then those in use besides; the nameless one last, if needed."""
    ordered = sorted(sessions, key=lambda s: (s.starts_at, s.label))
    used = [s.room for s in ordered if not _over_all(s) or _meets(s, ordered)]
    named = list(dict.fromkeys([*rooms, *(room for room in used if room)]))
    return (*named, "") if "" in used or not named else tuple(named)


def tables_of(frame: Frame, sessions: Iterable[T]) -> list[DayTable[T]]:
    """The meeting's days as tables; a session stands on the day on which it begins."""
    scheduled = sorted(sessions, key=lambda s: (s.starts_at, s.ends_at, s.label))
    names = rooms_of(frame.rooms, scheduled)
    days = sorted({*frame.days, *(s.starts.date() for s in scheduled)})
    return [
        _table(frame, number, day, [s for s in scheduled if s.starts.date() == day], names)
        for number, day in enumerate(days, 1)
    ]


def _table(frame: Frame, number: int, day: date, sessions: list[T], names: Sequence[str]) -> DayTable[T]:
    wide = {id(s) for s in sessions if _over_all(s) and not _meets(s, sessions)}
    lanes = {room: _lanes([s for s in sessions if s.room == room and id(s) not in wide]) for room in names}
    columns = tuple(Column(room, max(1, len(lanes[room]))) for room in names)
    marks = _marks(frame, day, sessions)
    at = {mark: n for n, mark in enumerate(marks)}
    rows: list[Row[T]] = []
    for starts_at, ends_at in pairwise(marks):
        cells = tuple(_cells(frame, starts_at, ends_at, columns, lanes, sessions, wide, at))
        starts, ends = wall_of(starts_at, frame.zone), wall_of(ends_at, frame.zone)
        rows.append(Row(starts_at, ends_at, starts, ends, second_of_two(starts_at, frame.zone), cells))
    return DayTable(number, day, columns, tuple(_blocks(frame, rows, sessions)))


def _cells(
    frame: Frame,
    starts_at: datetime,
    ends_at: datetime,
    columns: Sequence[Column],
    lanes: dict[str, list[list[T]]],
    sessions: Sequence[T],
    wide: set[int],
    at: dict[datetime, int],
) -> Iterable[Cell[T]]:
    shut = bool(frame.interpretation) and not any(
        h.hold(wall_of(starts_at, frame.zone), wall_of(ends_at, frame.zone)) for h in frame.interpretation
    )
    for s in sessions:
        if id(s) in wide and s.starts_at <= starts_at < s.ends_at:
            if s.starts_at == starts_at:
                yield Cell(s.room, at[s.ends_at] - at[starts_at], sum(c.lanes for c in columns), s)
            return
    for column in columns:
        for lane in lanes[column.room] or [[]]:
            held = next((s for s in lane if s.starts_at <= starts_at < s.ends_at), None)
            if held is None:
                yield Cell(column.room, shut=shut)
            elif held.starts_at == starts_at:
                yield Cell(column.room, at[held.ends_at] - at[starts_at], 1, held)


def _blocks(frame: Frame, rows: list[Row[T]], sessions: Sequence[T]) -> Iterable[Block[T]]:
    if not frame.sittings:
        yield Block(1, tuple(rows))
        return

    def kept(row: Row[T]) -> bool:
        held = any(h.hold(row.starts, row.ends) for h in frame.sittings)
        return held or any(s.starts_at <= row.starts_at < s.ends_at for s in sessions)

    runs = [list(run) for keep, run in groupby(rows, kept) if keep]
    for number, run in enumerate(runs, 1):
        yield Block(number, tuple(run))


def _marks(frame: Frame, day: date, sessions: Sequence[Drawn]) -> list[datetime]:
    """Where rows begin, and where the last one ends: each half hour, and where a session begins or ends."""
    first, last = _window(frame, day)
    edges = {edge for s in sessions for edge in (s.starts_at, s.ends_at)}
    first, last = min([first, *edges]), max([last, *edges])
    half = wall_of(first, frame.zone).minute % 30
    mark = first + timedelta(minutes=(30 - half) % 30)
    marks = {first, last} | edges
    while mark < last:
        marks.add(mark)
        mark += STEP
    return sorted(marks)


def _window(frame: Frame, day: date) -> tuple[datetime, datetime]:
    hours = [*frame.interpretation, *frame.sittings]
    starts, ends = wall_of(frame.starts_at, frame.zone), wall_of(frame.ends_at, frame.zone)
    first = datetime.combine(day, min([starts.time(), *(h.starts for h in hours)]))
    last = datetime.combine(day, max([ends.time(), *(h.ends for h in hours)]))
    first_at, last_at = max(_at(first, frame), frame.starts_at), min(_at(last, frame), frame.ends_at)
    if last_at <= first_at:  # a meeting through the night
        midnight = _at(datetime.combine(day, time(0)), frame)
        first_at = max(midnight, frame.starts_at)
        last_at = min(midnight + timedelta(days=1), max(frame.ends_at, first_at + SHORTEST_DAY))
    return first_at, max(last_at, first_at + STEP)


def _at(wall: datetime, frame: Frame) -> datetime:
    """The instant of a wall clock for the frame of a table, where any of two will do."""
    ways = meant(wall, frame.zone)
    return ways[0].at if ways else wall_to_utc(wall, frame.zone)


def _over_all(session: Drawn) -> bool:
    """A break that names no room is everybody's."""
    return session.kind is SessionKind.BREAK and not session.room


def _meets(one: Drawn, sessions: Iterable[Drawn]) -> bool:
    return any(s is not one and s.starts_at < one.ends_at and one.starts_at < s.ends_at for s in sessions)


def _lanes(sessions: Iterable[T]) -> list[list[T]]:
    """Sessions of one room in as few lanes as hold them without overlapping."""
    lanes: list[list[T]] = []
    for s in sessions:
        free = next((lane for lane in lanes if lane[-1].ends_at <= s.starts_at), None)
        if free is None:
            lanes.append([s])
        else:
            free.append(s)
    return lanes
