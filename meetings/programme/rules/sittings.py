"""The hours of a day that have interpretation, or a virtual meeting's sittings, as an office writes them. Pure."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from meetings.base.refusals import Refused

LINE = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)\s*[-–—]\s*([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
MOST = 8


@dataclass(frozen=True)
class Hours:
    """From a time of day to a later one of the same day."""

    starts: time
    ends: time

    def hold(self, starts: datetime, ends: datetime) -> bool:
        """Whether both times of the wall clock lie within, on one day."""
        same = starts.date() == ends.date()
        return same and self.starts <= starts.time() and ends.time() <= self.ends

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


def hours_of(pairs: Iterable[Iterable[str]]) -> tuple[Hours, ...]:
    """Hours as they are kept: pairs of `10:00`."""
    return tuple(Hours(*(time.fromisoformat(text) for text in pair)) for pair in pairs)


def pairs_of(hours: Iterable[Hours]) -> list[list[str]]:
    """Hours as they are kept."""
    return [[f"{one.starts:%H:%M}", f"{one.ends:%H:%M}"] for one in hours]


def written(text: str) -> tuple[Hours, ...]:
    """Hours out of lines like `10:00–13:00`, by time; Refused when a line says something else, or two overlap."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise Refused("At most %(most)s lines.", field="sittings", most=MOST)
    hours = sorted((_line(line) for line in lines), key=lambda one: one.starts)
    for one, other in itertools.pairwise(hours):
        if other.starts < one.ends:
            raise Refused("%(one)s and %(other)s overlap.", field="sittings", one=str(one), other=str(other))
    return tuple(hours)


def _line(line: str) -> Hours:
    found = LINE.fullmatch(line)
    if found is None:
        raise Refused("Write each line like 10:00–13:00.", field="sittings")
    one = Hours(time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4])))
    if one.ends <= one.starts:
        raise Refused("%(hours)s: the end must come after the start.", field="sittings", hours=str(one))
    return one
