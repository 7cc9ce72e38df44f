"""The directory as it is shipped."""

from collections import Counter
from pathlib import Path

import meetings.directory
from meetings.base.tables import read_rows, read_table
from meetings.directory.rules import (
    INSTRUMENT_COLUMNS,
    ORGANIZATION_COLUMNS,
    Formalization,
    OrganizationKind,
    Region,
    instrument_row,
    organization_rows,
)

REGIONS = {
    Region.AFRICA: 16,
    Region.AMERICAS: 17,
    Region.ARAB_REGION: 6,
    Region.ASIA: 5,
    Region.EUROPE: 21,
    Region.INTERREGIONAL: 9,
    Region.PACIFIC: 4,
}
DATA = Path(meetings.directory.__file__).parent / "data"


def organizations():
    text = (DATA / "organizations.csv").read_text(encoding="utf-8")
    return organization_rows(read_table(text, ORGANIZATION_COLUMNS, "organizations.csv"), "organizations.csv")


def instruments():
    names = {o.name for o in organizations()}
    text = (DATA / "instruments.csv").read_text(encoding="utf-8")
    rows = read_table(text, INSTRUMENT_COLUMNS, "instruments.csv")
    return read_rows(rows, lambda row: instrument_row(row, names), "instruments.csv")


def test_the_78_organizations_by_region():
    assert Counter(o.region for o in organizations()) == REGIONS
    assert len(organizations()) == 78


def test_every_kind_and_level_of_formalization_is_used():
    assert {o.kind for o in organizations()} == set(OrganizationKind)
    assert {o.formalization for o in organizations()} == set(Formalization)
    assert {o.region for o in organizations()} == set(Region)


def test_organizations_without_a_seat():
    assert [o.acronym for o in organizations() if not o.time_zone] == ["RAADH", "RINDHCA"]


def test_instruments_open_to_other_regions():
    by_openness: dict[bool, list[str]] = {True: [], False: []}
    for found in instruments():
        by_openness[found.open_to_other_regions].append(found.short_title)
    assert by_openness == {
        True: [
            "Convention 108", "Convention 108+", "Budapest Convention",
            "Framework Convention on Artificial Intelligence",
            "Istanbul Convention", "Lanzarote Convention", "Oviedo Convention", "Aarhus Convention",
        ],
        False: [
            "European Convention on Human Rights", "Escazú Agreement", "African Charter", "Malabo Convention",
            "American Convention", "Arab Charter",
        ],
    }  # fmt: skip


def test_instruments_whose_organization_is_not_in_the_directory():
    assert [i.short_title for i in instruments() if not i.organization] == [
        "Aarhus Convention",
        "Escazú Agreement",
    ]
