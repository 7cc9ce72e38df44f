"""The cycle as a line: where things stand in a view box 1216 wide (the lanes begin at 104)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, LEFT, BOTTOM = 1216.0, 104.0, 136
LETTER = 6.6  # what a letter of the labels takes at 12.5 px, rounded up
GAP = 8.0
BOX = 74.0  # of the word "today" with its date


@dataclass(frozen=True)
class Event:
    """Something on one day. `label` is what it takes to write it, in English; `held`: it has taken place."""

    day: date
    label: str
    held: bool = False


@dataclass(frozen=True)
class Span:
    """A stretch of time, first and last day."""

    label: str
    first: date
    last: date
    projected: bool = False


@dataclass(frozen=True)
class Mark:
    """An event drawn at `x`; its label begins at `label_x` (None: no room, the table has it)."""

    x: float
    label_x: float | None
    below: bool
    event: Event


@dataclass(frozen=True)
class Drawn:
    """A span drawn from `x`, `width` long; its number in the middle."""

    x: float
    width: float
    middle: float
    span: Span


@dataclass(frozen=True)
class Line:
    """Everything in its place. `years` and `quarters` are the ticks; `today` None: outside the line."""

    years: tuple[tuple[float, str], ...]
    quarters: tuple[float, ...]
    councils: tuple[Drawn, ...]
    meetings: tuple[Mark, ...]
    slots: tuple[Mark, ...]
    today: float | None
    today_box: float


def per_cent(day: date, first: date, last: date) -> float:
    """Where a day stands on a line from `first` to `last`, in per cent, never beyond its ends."""
    return round(min(100.0, max(0.0, 100 * (day - first).days / (last - first).days)), 2)


def drawn_line(
    first: date,
    last: date,
    today: date,
    councils: Iterable[Span],
    meetings: Sequence[Event],
    slots: Sequence[Event],
) -> Line:
    """Put a cycle from `first` to `last` (both included) into the view box; what lies outside is left out."""
    end = last + timedelta(days=1)
    scale = (WIDTH - LEFT) / (end - first).days

    def at(day: date) -> float:
        return round(LEFT + (day - first).days * scale, 1)

    drawn = []
    for span in councils:
        if span.last < first or span.first > last:
            continue
        x, stop = at(max(span.first, first)), at(min(span.last + timedelta(days=1), end))
        drawn.append(Drawn(x, round(stop - x, 1), round((x + stop) / 2, 1), span))
    inside = first <= today <= last
    starts = [date(y, m, 1) for y in range(first.year, last.year + 1) for m in (1, 4, 7, 10)]
    ticks = [day for day in starts if first <= day <= last]
    now = at(today) if inside else None
    return Line(
        years=tuple((at(day), str(day.year)) for day in ticks if day.month == 1),
        quarters=tuple(at(day) for day in ticks if day.month != 1),
        councils=tuple(drawn),
        meetings=_placed([e for e in meetings if first <= e.day <= last], at, 12.0, now),
        slots=_placed([e for e in slots if first <= e.day <= last], at, 12.0, now),
        today=now,
        today_box=0.0 if now is None else max(LEFT, round(now - BOX, 1)),
    )


def _placed(
    events: Sequence[Event], at: Callable[[date], float], offset: float, now: float | None
) -> tuple[Mark, ...]:
    """Labels above where there is room, otherwise below; before the mark near the end; otherwise none."""
    free = {False: 0.0, True: 0.0}
    marks = []
    for event in sorted(events, key=lambda e: e.day):
        x = at(event.day)
        length = len(event.label) * LETTER
        start = x + offset if x + offset + length <= WIDTH else max(x - offset - length, LEFT)
        if now is not None and abs(start - now) < GAP and now + GAP + length <= WIDTH:
            start = now + GAP  # the stroke of today does not cross the first letter
        side = next((below for below in (False, True) if start >= free[below]), None)
        if side is not None:
            free[side] = start + length + GAP
        marks.append(Mark(x, None if side is None else round(start, 1), bool(side), event))
    return tuple(marks)
