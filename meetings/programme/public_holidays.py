"""Public holidays, computed by the library `holidays` and kept for as long as the process lives."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files

import holidays

from meetings.programme.rules.warnings import Holiday

LONGEST = 60  # days of a meeting that are looked at


@cache
def _countries() -> dict[str, str]:
    """The country (ISO 3166, alpha-2) of each zone; source: zone.tab of the tzdata package."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}


@lru_cache(maxsize=1024)
def _of_year(country: str, year: int) -> dict[date, str]:
    """The holidays of a whole country in a year, in English where the library knows them so; none if it knows none."""
    try:
        return dict(holidays.country_holidays(country, years=year, language="en_US"))
    except NotImplementedError:
        return {}


def holidays_between(zones: Iterable[str], first: date, last: date) -> tuple[Holiday, ...]:
    """The public holidays from one day to another, both included, in the countries of these zones."""
    countries = sorted({country for zone in zones if (country := _countries().get(zone))})
    days = [first + timedelta(days=n) for n in range(min((last - first).days + 1, LONGEST))]
    return tuple(
        Holiday(day, name, country)
        for country in countries
        for day in days
        if (name := _of_year(country, day.year).get(day))
    )
