"""Wall clock + IANA zone is the truth; the instant is derived from it."""

from datetime import UTC, datetime
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


def wall_to_utc(wall: datetime, zone: str, field: str | None = None) -> datetime:
    """The instant at which clocks in `zone` show `wall` (naive).

    Refused for an unknown zone, a time that the change to summer time skips (2027-03-28 02:30 in Zurich) and
    a time that its end repeats (2026-10-25 02:30 in Zurich).
    """
    tz = known_zone(zone, field)
    early = wall.replace(tzinfo=tz, fold=0).astimezone(UTC)
    late = wall.replace(tzinfo=tz, fold=1).astimezone(UTC)
    if early == late:
        return early
    shown = f"{wall:%H:%M}"
    if early.astimezone(tz).replace(tzinfo=None) != wall:
        raise Refused(
            "%(time)s does not exist on that day in %(zone)s: clocks are put forward over it. "
            "Choose an hour earlier or later.",
            field=field,
            time=shown,
            zone=zone,
        )
    raise Refused(
        "%(time)s comes twice on that day in %(zone)s: clocks are put back. Choose an hour earlier or later.",
        field=field,
        time=shown,
        zone=zone,
    )


def city(zone: str) -> str:
    """A zone's place as people say it: `America/Costa_Rica` → `Costa Rica`."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")
