"""Rows of the directory's tables, read strictly; a Refused names the column."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from meetings.base.refusals import Refused
from meetings.base.tables import BadRow, Row, choice, read_rows
from meetings.base.zones import known_zone
from meetings.directory.rules.kinds import Confidence, Formalization, OrganizationKind, Region

E = TypeVar("E", bound=StrEnum)

ORGANIZATION_COLUMNS = (
    "name",
    "acronym",
    "region",
    "kind",
    "formalization",
    "seat_city",
    "seat_country",
    "time_zone",
    "parent",
    "founding_instrument",
    "year",
    "website",
)
INSTRUMENT_COLUMNS = ("title", "short_title", "year", "organization", "open_to_other_regions", "confidence")
# The Central Commission for the Navigation of the Rhine (1815) is the oldest international organization.
EARLIEST_YEAR, LATEST_YEAR = 1815, 2100
# host.tld, perhaps a path; no scheme, no blank, nothing that could end an attribute or start a script
# The longest text that each column of a row may hold.
LONGEST = {
    "name": 200,
    "acronym": 30,
    "seat_city": 100,
    "seat_country": 100,
    "founding_instrument": 300,
    "website": 200,
    "title": 300,
    "short_title": 100,
}
_WEBSITE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[A-Za-z0-9._~%/-]*)?", re.ASCII)


@dataclass(frozen=True)
class OrganizationRow:
    """An organization of the directory; "" and None: not known. `website` has no scheme."""

    name: str
    acronym: str
    region: Region
    kind: OrganizationKind
    formalization: Formalization
    seat_city: str
    seat_country: str
    time_zone: str
    parent: str
    founding_instrument: str
    year: int | None
    website: str


@dataclass(frozen=True)
class InstrumentRow:
    """A treaty; `organization` "": its organization is not in the directory."""

    title: str
    short_title: str
    year: int | None
    organization: str
    open_to_other_regions: bool
    confidence: Confidence


def organization_row(row: Row) -> OrganizationRow:
    """The organization of a row, or of a form with the same names; Refused names the column."""
    _check_lengths(row)
    if row["time_zone"]:
        known_zone(row["time_zone"], "time_zone")
    website = row["website"]
    if website and not _WEBSITE.fullmatch(website):
        raise Refused(
            "Write the web address “%(found)s” as host and path, without https://, like example.org/rights.",
            field="website",
            found=website,
        )
    name = _needed(row, "name")
    if row["parent"] == name:
        raise Refused("An organization is not its own parent.", field="parent")
    return OrganizationRow(
        name=name,
        acronym=row["acronym"],
        region=choice(row, "region", Region),
        kind=choice(row, "kind", OrganizationKind),
        formalization=choice(row, "formalization", Formalization),
        seat_city=row["seat_city"],
        seat_country=row["seat_country"],
        time_zone=row["time_zone"],
        parent=row["parent"],
        founding_instrument=row["founding_instrument"],
        year=_year(row),
        website=website,
    )


def organization_rows(
    rows: Sequence[tuple[int, Row]], name: str = "", there: Mapping[str, str] | None = None
) -> list[OrganizationRow]:
    """All rows of a table, or BadRow with line and column: no name twice, no circle.

    Every parent is a row of the table or in the directory already (`there`: name → parent's name).
    """
    found = read_rows(rows, organization_row, name)
    parents = dict(there or {})
    seen: set[str] = set()
    for (line, _), row in zip(rows, found, strict=True):
        if row.name in seen:
            raise BadRow(
                "%(file)s, line %(line)s, column name: “%(found)s” stands here twice.",
                file=name,
                line=line,
                found=row.name,
            )
        seen.add(row.name)
        parents[row.name] = row.parent
    for (line, _), row in zip(rows, found, strict=True):
        try:
            check_parent(row.name, row.parent, parents)
        except Refused as no:
            raise BadRow(
                "%(file)s, line %(line)s, column parent: %(why)s", file=name, line=line, why=str(no)
            ) from no
    return found


def check_parent(name: str, parent: str, parents: Mapping[str, str]) -> None:
    """Refused when the parent is not in the directory (`parents`: name → parent's name) or comes back to `name`."""
    above, seen = parent, {name}
    while above:
        if above not in parents:
            raise Refused("“%(parent)s” is not in the directory.", field="parent", parent=above)
        if above in seen:
            raise Refused("“%(name)s” would stand above itself.", field="parent", name=above)
        seen.add(above)
        above = parents[above]


def instrument_row(row: Row, organizations: Collection[str]) -> InstrumentRow:
    """The instrument of a row; its organization, if it names one, is in the directory. Refused names the column."""
    _check_lengths(row)
    if row["organization"] and row["organization"] not in organizations:
        raise Refused("“%(found)s” is not in the directory.", field="organization", found=row["organization"])
    if row["open_to_other_regions"] not in ("yes", "no"):
        raise Refused(
            "“%(found)s” should be yes or no.",
            field="open_to_other_regions",
            found=row["open_to_other_regions"],
        )
    return InstrumentRow(
        title=_needed(row, "title"),
        short_title=row["short_title"],
        year=_year(row),
        organization=row["organization"],
        open_to_other_regions=row["open_to_other_regions"] == "yes",
        confidence=choice(row, "confidence", Confidence),
    )


def _check_lengths(row: Row) -> None:
    for column, most in LONGEST.items():
        if len(row.get(column, "")) > most:
            raise Refused("This is longer than %(most)s characters.", field=column, most=most)


def _needed(row: Row, column: str) -> str:
    if not row[column]:
        raise Refused("This cell is empty.", field=column)
    return row[column]


def _year(row: Row) -> int | None:
    if not row["year"]:
        return None
    if re.fullmatch(r"\d{4}", row["year"], re.ASCII) and EARLIEST_YEAR <= int(row["year"]) <= LATEST_YEAR:
        return int(row["year"])
    raise Refused(
        "“%(found)s” is not a year from %(first)s to %(last)s.",
        field="year",
        found=row["year"],
        first=EARLIEST_YEAR,
        last=LATEST_YEAR,
    )
