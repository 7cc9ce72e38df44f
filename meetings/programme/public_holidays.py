"""Public holidays, computed by the library `holidays` and kept for as long as the process lives."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files

import holidays

from meetings.programme.rules.warnings import Holiday

LONGEST = 60  # days of a meeting that are looked at
# Cities of meetings and seats that have holidays of their own (country, city: the part of the country, ISO 3166-2).
PARTS = {
    ("AT", "vienna"): "9",
    ("CH", "geneva"): "GE",
    ("FR", "strasbourg"): "6AE",
    ("US", "new york"): "NY",
    ("US", "washington, d.c."): "DC",
}

Place = tuple[str, str]
"""A zone and a city."""


@cache
def _countries() -> dict[str, str]:
    """The country (ISO 3166, alpha-2) of each zone, also by an older name; source: the tzdata package."""
    source = files("tzdata") / "zoneinfo"
    table = (source / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    known = {row[2]: row[0] for row in rows}
    links = [line.split() for line in (source / "tzdata.zi").read_text(encoding="utf-8").splitlines()]
    same = [(link[1], link[2]) for link in links if link[:1] == ["L"] and link[1] in known]
    # One clock for several countries: whose an older name of it was is not said.
    several = {zone for zone, name in same if known.get(name, known[zone]) != known[zone]}
    return {name: known[zone] for zone, name in same if zone not in several} | known


@lru_cache(maxsize=1024)
def _of_year(country: str, part: str | None, year: int) -> dict[date, str]:
    """The holidays of a country, or a part of it, in a year, in English where the library knows them so."""
    try:
        return dict(holidays.country_holidays(country, subdiv=part, years=year, language="en_US"))
    except NotImplementedError:  # it knows none of this country
        return {}


def holidays_between(places: Iterable[Place], first: date, last: date) -> tuple[Holiday, ...]:
    """The public holidays from one day to another, both included, at these places."""
    there = {
        (country, city.casefold().strip()) for zone, city in places if (country := _countries().get(zone))
    }
    parts = sorted({(country, PARTS.get((country, city), "")) for country, city in there})
    days = [first + timedelta(days=n) for n in range(min((last - first).days + 1, LONGEST))]
    return tuple(
        dict.fromkeys(
            Holiday(day, name, country)
            for country, part in parts
            for day in days
            if (name := _of_year(country, part or None, day.year).get(day))
        )
    )
