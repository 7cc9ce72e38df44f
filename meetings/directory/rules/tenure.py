"""Periods as bars on a line of years; positions are per cent of its length."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from meetings.directory.rules.focal_points import Period

MOST_TICKS = 6


@dataclass(frozen=True)
class Bar:
    """One period drawn: where it begins and how long it is; `now`: it holds today."""

    x: float
    width: float
    now: bool


@dataclass(frozen=True)
class Tenures:
    """The line from 1 January of the first year to the end of this one: its ticks, and a bar for each period."""

    ticks: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...]


def tenures(periods: Sequence[Period], today: date) -> Tenures:
    """Draw periods; one that is open lasts until today. A period to come has no length yet."""
    first = min([today.year, *(period.since.year for period in periods)])
    start, end = date(first, 1, 1), date(max([today.year, *(p.since.year for p in periods)]) + 1, 1, 1)
    whole = (end - start).days

    def at(day: date) -> float:
        return round(100 * (day - start).days / whole, 2)

    years = range(first, end.year)
    step = -(-len(years) // MOST_TICKS)
    bars = []
    for period in periods:
        last = min(period.until or today, end)
        x = at(period.since)
        bars.append(
            Bar(x, max(0.0, round(at(last) - x, 2)), period.since <= today <= (period.until or today))
        )
    return Tenures(tuple((at(date(y, 1, 1)), str(y)) for y in years[::step]), tuple(bars))
