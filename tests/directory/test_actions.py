"""Loading and correcting the directory, naming focal points: on both databases."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.base.database import db
from meetings.base.refusals import Refused, Stale
from meetings.base.tables import BadRow
from meetings.directory import actions, queries
from meetings.directory.forms import organization_values
from meetings.directory.models import FocalPoint, Instrument, Organization, Person
from meetings.directory.rules import (
    ORGANIZATION_COLUMNS,
    Capacity,
    OrganizationDraft,
    PersonDraft,
    organization_row,
)
from tests.builders import a_person, an_organization
from tests.kit_app import work

HEADER = ",".join(ORGANIZATION_COLUMNS)
GOOD = "Example Forum,EF,Africa,network,association_network,Nairobi,Kenya,Africa/Nairobi,,,1999,example.org"


def counts() -> list[int]:
    tables = (Organization, Instrument, Person, FocalPoint, AuditRow)
    return [db.session.scalar(select(func.count()).select_from(t)) or 0 for t in tables]


def draft_of(organization: Organization, **changed: str) -> OrganizationDraft:
    values = organization_values(organization) | changed
    row = organization_row({c: values[c] for c in ORGANIZATION_COLUMNS})
    return OrganizationDraft(row, values["mailbox"], values["note"])


def test_loading_twice_is_loading_once(app: Flask) -> None:
    with work(app):
        loaded = actions.load_defaults(OPERATOR)
        assert (loaded.created, loaded.updated, loaded.kept) == (78, 0, 0)
    with work(app):
        first = counts()
        loaded = actions.load_defaults(OPERATOR)
        assert (loaded.created, loaded.updated, loaded.kept) == (0, 0, 0)
    with work(app):
        assert counts() == first == [78, 14, 0, 0, 1]
        commission = queries.organization_for(OPERATOR, "african-commission-on-human-and-peoples-rights")
        assert commission.parent is not None and commission.parent.name == "African Union"


def test_a_corrected_row_is_not_overwritten(app: Flask) -> None:
    with work(app):
        actions.load_defaults(OPERATOR)
        union = queries.organization_for(OPERATOR, "african-union")
        actions.edit_organization(OPERATOR, union, draft_of(union, seat_city="Elsewhere", year="2001"), 1)
    with work(app):
        assert actions.load_defaults(OPERATOR).kept == 1
        union = queries.organization_for(OPERATOR, "african-union")
        assert (union.seat_city, union.year, union.version) == ("Elsewhere", 2001, 2)
        row = db.session.scalars(select(AuditRow).where(AuditRow.verb == "edit_organization")).one()
        assert (row.before, row.after) == (
            {"seat_city": "Addis Ababa", "year": 2000},
            {"seat_city": "Elsewhere", "year": 2001},
        )


def test_a_file_from_outside(app: Flask) -> None:
    with work(app):
        actions.load_defaults(OPERATOR)
        child = "Example Office,,Africa,office,charter_body,,,,African Union,,,"
        loaded = actions.load_organizations(OPERATOR, f"{HEADER}\n{GOOD}\n{child}\n", "more.csv")
        assert (loaded.created, loaded.updated, loaded.kept) == (2, 0, 0)
    with work(app):
        office = queries.organization_for(OPERATOR, "example-office")
        assert office.parent is not None and office.parent.slug == "african-union"
        assert office.year is None and queries.organization_for(OPERATOR, "example-forum").year == 1999


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (GOOD.replace("Africa,", "Mars,", 1), "more.csv, line 3, column region: “Mars” should be one of"),
        (GOOD.replace("1999", "199x"), "more.csv, line 3, column year: “199x”"),
        (GOOD.replace("Africa/Nairobi", "Nairobi"), "more.csv, line 3, column time_zone: “Nairobi”"),
        (
            GOOD.replace("Africa/Nairobi,,", "Africa/Nairobi,Nobody,"),
            "more.csv, line 3, column parent: “Nobody”",
        ),
        (GOOD.replace("EF", "E" * 31), "more.csv, line 3, column acronym: This is longer than 30"),
        (GOOD + ",more", "more.csv, line 3: 13 cells, 12 columns"),
        (GOOD + "\n" + GOOD, "more.csv, line 4, column name: “Example Forum” stands here twice"),
    ],
)
def test_a_broken_row_is_named_and_nothing_is_half_loaded(app: Flask, rows: str, sentence: str) -> None:
    first = "Example Agency,,Europe,agency,secondary_law_agency,,,,,,,"
    with work(app):
        actions.load_defaults(OPERATOR)
    with work(app, writing=False):
        before = counts()
    with pytest.raises(BadRow) as no, work(app):
        actions.load_organizations(OPERATOR, f"{HEADER}\n{first}\n{rows}\n", "more.csv")
    assert str(no.value).startswith(sentence)
    with work(app, writing=False):
        assert counts() == before


def test_stale_namesake_and_circle_are_refused(app: Flask) -> None:
    with work(app):
        above = an_organization("Example Above")
        below = an_organization("Example Below", parent=above)
        db.session.flush()
        with pytest.raises(Stale):
            actions.edit_organization(OPERATOR, above, draft_of(above), 7)
        with pytest.raises(Refused, match="of this name already"):
            actions.edit_organization(OPERATOR, above, draft_of(above, name=below.name), 1)
        with pytest.raises(Refused, match="would stand above itself"):
            actions.edit_organization(OPERATOR, above, draft_of(above, parent=below.name), 1)


def test_a_new_organization_keeps_its_address_when_renamed(app: Flask) -> None:
    with work(app):
        example = an_organization("Example Above")
        first = actions.create_organization(OPERATOR, draft_of(example, name="Example Sea Forum"))
        second = actions.create_organization(OPERATOR, draft_of(example, name="Example Sea-Forum"))
        assert (first.slug, second.slug) == ("example-sea-forum", "example-sea-forum-2")
        actions.edit_organization(OPERATOR, first, draft_of(first, name="Renamed"), 1)
        assert (first.name, first.slug) == ("Renamed", "example-sea-forum")


def test_one_primary_focal_point_at_a_time(app: Flask) -> None:
    with work(app):
        organization, one, two = an_organization(), a_person("One"), a_person("Two")
        named = actions.name_focal_point(OPERATOR, organization, one, Capacity.PRIMARY, date(2025, 1, 1))
        with pytest.raises(Refused, match="One is the focal point in that time"):
            actions.name_focal_point(OPERATOR, organization, two, Capacity.PRIMARY, date(2026, 1, 1))
        actions.name_focal_point(OPERATOR, organization, two, Capacity.ALTERNATE, date(2026, 1, 1))
        with pytest.raises(Refused, match="The last day is before the first"):
            actions.end_focal_point(OPERATOR, named, date(2024, 12, 31))
        actions.end_focal_point(OPERATOR, named, date(2025, 12, 31))
        actions.name_focal_point(
            OPERATOR, organization, a_person("Three"), Capacity.PRIMARY, date(2026, 1, 1)
        )
        people = [(f.person.name, f.capacity, f.until) for f in queries.focal_points(OPERATOR, organization)]
        assert people == [
            ("Three", Capacity.PRIMARY, None),
            ("Two", Capacity.ALTERNATE, None),
            ("One", Capacity.PRIMARY, date(2025, 12, 31)),
        ]
        verbs = db.session.scalars(select(AuditRow.verb).where(AuditRow.on_kind == "organization"))
        assert list(verbs) == ["name_focal_point", "name_focal_point", "end_focal_point", "name_focal_point"]


def test_people_and_their_addresses(app: Flask) -> None:
    with work(app):
        person = actions.add_person(OPERATOR, PersonDraft("Amina  Éxample", email="Amina@Example.org"))
        assert (person.sort_key, person.email) == ("Éxample, Amina", "amina@example.org")
        with pytest.raises(Refused, match="has this address already"):
            actions.add_person(OPERATOR, PersonDraft("Other", email="AMINA@example.org"))
        with pytest.raises(Stale):
            actions.edit_person(OPERATOR, person, PersonDraft("Amina"), 3)
        actions.edit_person(OPERATOR, person, PersonDraft("Amina", function="Director"), 1)
        assert (person.name, person.function, person.email, person.version) == ("Amina", "Director", None, 2)
