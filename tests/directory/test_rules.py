from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.base.tables import BadRow
from meetings.directory.rules import (
    Capacity,
    Designation,
    Formalization,
    OrganizationKind,
    Period,
    Region,
    check_designation,
    current,
    holds_on,
    instrument_row,
    organization_row,
    organization_rows,
    overlap,
)


def a_row(**cells):
    return {
        "name": "Example Commission",
        "acronym": "EXC",
        "region": "Pacific",
        "kind": "commission",
        "formalization": "treaty_monitoring_body",
        "seat_city": "Suva",
        "seat_country": "Fiji",
        "time_zone": "Pacific/Fiji",
        "parent": "",
        "founding_instrument": "",
        "year": "1999",
        "website": "example.org/rights",
    } | cells


def test_an_organization():
    found = organization_row(a_row())
    assert (found.region, found.kind, found.year) == (Region.PACIFIC, OrganizationKind.COMMISSION, 1999)
    assert found.formalization.label == "Treaty-monitoring body"


def test_what_is_not_known_may_be_empty():
    blank = dict.fromkeys(
        [
            "acronym",
            "seat_city",
            "seat_country",
            "time_zone",
            "parent",
            "founding_instrument",
            "year",
            "website",
        ],
        "",
    )
    found = organization_row(a_row(**blank))
    assert (found.time_zone, found.year, found.website) == ("", None, "")


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("name", "", "This cell is empty."),
        (
            "region",
            "Atlantis",
            "“Atlantis” should be one of: Africa, Americas, Arab region, Asia, Europe, Interregional, Pacific.",
        ),
        ("time_zone", "Fiji time", "“Fiji time” is not a time zone we know. Write it like Pacific/Fiji."),
        ("time_zone", "+12:00", "“+12:00” is not a time zone we know. Write it like Pacific/Fiji."),
        ("parent", "Example Commission", "An organization is not its own parent."),
        ("year", "1492", "“1492” is not a year from 1815 to 2100."),
        ("year", "١٩٩٩", "“١٩٩٩” is not a year from 1815 to 2100."),
        ("year", "c. 1999", "“c. 1999” is not a year from 1815 to 2100."),
    ],
)
def test_the_wrong_column_is_named(column, cell, sentence):
    with pytest.raises(Refused) as no:
        organization_row(a_row(**{column: cell}))
    assert (no.value.field, str(no.value)) == (column, sentence)


@pytest.mark.parametrize(
    "website",
    [
        "https://example.org",
        "//example.org",
        "example",
        "example.org/a b",
        'example.org/"onclick=x',
        "javascript:alert(1)",
        "user@example.org",
        "-example.org",
        "example.org\n",
    ],
)
def test_a_website_is_host_and_path(website):
    with pytest.raises(Refused) as no:
        organization_row(a_row(website=website))
    assert no.value.field == "website"
    assert str(no.value) == (
        f"Write the web address “{website}” as host and path, without https://, like example.org/rights."
    )


@pytest.mark.parametrize("column", ["kind", "formalization"])
def test_unknown_code(column):
    with pytest.raises(Refused) as no:
        organization_row(a_row(**{column: "club"}))
    assert no.value.field == column


def numbered(*rows):
    return list(enumerate(rows, start=2))


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([a_row(), a_row()], "o.csv, line 3, column name: “Example Commission” stands here twice."),
        ([a_row(parent="Nobody")], "o.csv, line 2, column parent: “Nobody” is not in the directory."),
        (
            [a_row(name="A", parent="B"), a_row(name="B", parent="C"), a_row(name="C", parent="A")],
            "o.csv, line 2, column parent: “A” would stand above itself.",
        ),
        (
            [a_row(), a_row(name="B", year="0")],
            "o.csv, line 3, column year: “0” is not a year from 1815 to 2100.",
        ),
    ],
)
def test_a_table_is_refused_by_line_and_column(rows, sentence):
    with pytest.raises(BadRow) as no:
        organization_rows(numbered(*rows), "o.csv")
    assert str(no.value) == sentence


def test_a_parent_may_come_after_its_child():
    found = organization_rows(numbered(a_row(name="A", parent="B"), a_row(name="B")))
    assert [(o.name, o.parent) for o in found] == [("A", "B"), ("B", "")]


def test_every_code_has_its_own_label():
    for codes in (Region, OrganizationKind, Formalization, Capacity):
        labels = [code.label for code in codes]
        assert len(set(labels)) == len(labels)
        assert [label for label in labels if "_" in label or label != label.strip()] == []


def an_instrument(**cells):
    return {
        "title": "Example Convention",
        "short_title": "",
        "year": "2001",
        "organization": "A",
        "open_to_other_regions": "yes",
        "confidence": "verify",
    } | cells


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"title": ""}, "title", "This cell is empty."),
        ({"organization": "B"}, "organization", "“B” is not in the directory."),
        ({"open_to_other_regions": "maybe"}, "open_to_other_regions", "“maybe” should be yes or no."),
        ({"confidence": ""}, "confidence", "“” should be one of: found, verify, ours."),
    ],
)
def test_bad_instrument(cells, column, sentence):
    with pytest.raises(Refused) as no:
        instrument_row(an_instrument(**cells), {"A"})
    assert (no.value.field, str(no.value)) == (column, sentence)


# ─── Focal points ────────────────────────────────────────────────────────────

DAYS = st.dates(date(2025, 1, 1), date(2025, 3, 1))


@st.composite
def periods(draw):
    since = draw(DAYS)
    return Period(since, draw(st.none() | DAYS.filter(lambda day: day >= since)))


def named(person=1, capacity=Capacity.PRIMARY, since=date(2026, 1, 1), until=None):
    return Designation(person, f"Person {person}", capacity, Period(since, until))


def test_a_period_ends_after_it_begins():
    assert holds_on(Period(date(2026, 1, 1), date(2026, 1, 1)), date(2026, 1, 1))
    with pytest.raises(Refused) as no:
        Period(date(2026, 1, 2), date(2026, 1, 1))
    assert (no.value.field, str(no.value)) == ("until", "The last day is before the first.")


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2025-12-31", False), ("2026-01-01", True), ("2026-06-30", True), ("2026-07-01", False)],
)
def test_both_ends_belong_to_a_period(day, holds):
    assert holds_on(Period(date(2026, 1, 1), date(2026, 6, 30)), date.fromisoformat(day)) is holds


@given(periods(), periods())
def test_periods_overlap_when_a_day_belongs_to_both(one, other):
    days = [date.fromordinal(o) for o in range(date(2025, 1, 1).toordinal(), date(2025, 3, 2).toordinal())]
    shared = any(holds_on(one, day) and holds_on(other, day) for day in days)
    assert overlap(one, other) is overlap(other, one) is shared


@pytest.mark.parametrize(
    ("new", "others"),
    [
        (named(), []),
        (named(2, Capacity.ALTERNATE), [named()]),
        (named(3, Capacity.ALTERNATE), [named(2, Capacity.ALTERNATE)]),
        (named(2, since=date(2026, 7, 1)), [named(until=date(2026, 6, 30))]),
        (named(1, since=date(2026, 7, 1)), [named(1, Capacity.ALTERNATE, until=date(2026, 6, 30))]),
    ],
)
def test_allowed_designations(new, others):
    check_designation(new, others)


ONE_AT_A_TIME = (
    "Person 1 is the focal point in that time. An organization has one at a time: "
    "end that period first, or name an alternate."
)
TWICE = "Person 1 is already a focal point of this organization in that time. End the earlier period first."


@pytest.mark.parametrize(
    ("new", "others", "sentence"),
    [
        (named(2), [named()], ONE_AT_A_TIME),
        (named(2, since=date(2026, 6, 30)), [named(until=date(2026, 6, 30))], ONE_AT_A_TIME),
        (named(2, since=date(2025, 1, 1)), [named(since=date(2026, 5, 1))], ONE_AT_A_TIME),
        (named(1, Capacity.ALTERNATE), [named()], TWICE),
        (named(1), [named(1)], TWICE),
    ],
)
def test_refused_designations(new, others, sentence):
    with pytest.raises(Refused) as no:
        check_designation(new, others)
    assert (no.value.field, str(no.value)) == ("since", sentence)


@given(st.lists(st.tuples(periods(), st.sampled_from(Capacity)), max_size=8), DAYS)
def test_never_two_primary_focal_points_on_a_day(wanted, day):
    accepted: list[Designation] = []
    for person, (period, capacity) in enumerate(wanted):
        new = Designation(person, f"Person {person}", capacity, period)
        try:
            check_designation(new, accepted)
        except Refused:
            continue
        accepted.append(new)
    there = current(accepted, day)
    primary = [d for d in there if d.capacity is Capacity.PRIMARY]
    assert len(primary) <= 1
    assert there[: len(primary)] == primary
    alternates = [d for d in accepted if d.capacity is Capacity.ALTERNATE]
    assert len(alternates) == [capacity for _, capacity in wanted].count(Capacity.ALTERNATE)
