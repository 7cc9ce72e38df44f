"""Wall clock + IANA zone is the truth; the instant is derived from it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from meetings.base.refusals import Refused

# Names that are in the database of zones but no one's wall clock.
_NOT_PLACES = ("Etc/", "SystemV/", "posix/", "right/")


@cache
def zone_names() -> tuple[str, ...]:
    """IANA zones of places (`Area/City`) and UTC, sorted."""
    places = (n for n in available_timezones() if "/" in n and not n.startswith(_NOT_PLACES))
    return tuple(sorted([*places, "UTC"]))


@cache
def zone_places() -> tuple[str, ...]:
    """The zones that a list offers: each country's own places and UTC, without the older names of the same place.

    Source: zone.tab of the tzdata package. Shorter lists name one city for several countries, and a reader in
    Kigali would have to look for Maputo.
    """
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple(sorted({*(row[2] for row in rows), "UTC"}))


def known_zone(name: str, field: str | None = None) -> ZoneInfo:
    """The zone of that name; Refused when there is none."""
    if name not in zone_names():
        raise Refused(
            "“%(zone)s” is not a time zone we know. Write it like Pacific/Fiji.", field=field, zone=name
        )
    return ZoneInfo(name)


@dataclass(frozen=True)
class Meant:
    """What a time of day on a day on which clocks change can mean: a wall clock that exists, at its distance to UTC.

    `second`: which of two equal hours it is; None: it comes once.
    """

    wall: datetime
    at: datetime
    second: bool | None = None


def meant(wall: datetime, zone: str) -> tuple[Meant, ...]:
    """The times that `wall` (naive) can mean where it is not plain; empty for a time that comes once.

    A time that comes twice (2026-10-25 02:30 in Zurich): the first, then the second. One that is skipped
    (2027-03-28 02:30): the hour as it was before the change and as it is after it, 01:30 and 03:30.
    """
    tz = known_zone(zone)
    early, late = (wall.replace(tzinfo=tz, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early == late:
        return ()
    if early.astimezone(tz).replace(tzinfo=None) == wall:
        return Meant(wall, early, False), Meant(wall, late, True)
    # Read with the distance to UTC of after the change, a skipped time lies before it, and the other way round.
    return tuple(Meant(wall_of(at, zone), at) for at in (late, early))


def wall_of(at: datetime, zone: str) -> datetime:
    """What clocks in `zone` show (naive) at an instant."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def second_of_two(at: datetime, zone: str) -> bool | None:
    """Which of two equal hours an instant is in its zone; None: its hour comes once."""
    found = {one.at: one.second for one in meant(wall_of(at, zone), zone)}
    return found.get(at)


def distance(at: datetime, zone: str) -> str:
    """The distance of a zone's clocks to UTC at an instant: `UTC+5:45`, `UTC−3`, `UTC`."""
    offset = at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)
    minutes = int(offset.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"


def wall_to_utc(wall: datetime, zone: str, field: str | None = None, second: bool | None = None) -> datetime:
    """The instant at which clocks in `zone` show `wall` (naive); `second`: which of two equal hours, if it was said.

    Refused for an unknown zone, a time that the change to summer time skips (2027-03-28 02:30 in Zurich) and
    a time that its end repeats (2026-10-25 02:30 in Zurich) when nobody said which; at the ends of the calendar.
    """
    tz = known_zone(zone, field)
    try:
        ways, plain = meant(wall, zone), wall.replace(tzinfo=tz).astimezone(UTC)
    except OverflowError:  # the first or the last day that there is, and UTC has another
        raise Refused("The calendar ends there. Choose a day in another year.", field=field) from None
    if not ways:
        return plain
    first, last = ways
    if second is not None and first.second is not None:
        return last.at if second else first.at
    said = {
        "time": f"{wall:%H:%M}",
        "zone": zone,
        "before": _said(first, wall, zone),
        "after": _said(last, wall, zone),
    }
    if first.second is None:
        raise Refused(
            "%(time)s does not exist on that day in %(zone)s: clocks are put forward over it. "
            "Choose an hour earlier or later, %(before)s or %(after)s.",
            field=field,
            **said,
        )
    raise Refused(
        "%(time)s comes twice on that day in %(zone)s: clocks are put back. The first time it is %(before)s, the "
        "second %(after)s. Say which is meant, or choose an hour earlier or later.",
        field=field,
        **said,
    )


def _said(one: Meant, wall: datetime, zone: str) -> str:
    """Its hour and distance to UTC; with its day where that is another."""
    day = "" if one.wall.date() == wall.date() else f"{one.wall:%Y-%m-%d} "
    return f"{day}{one.wall:%H:%M} {distance(one.at, zone)}"


def city(zone: str) -> str:
    """A zone's place as people say it: `America/Costa_Rica` → `Costa Rica`."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")
