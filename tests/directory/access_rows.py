"""The directory's rows of the access table."""

from datetime import date

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.directory.actions import name_focal_point
from meetings.directory.models import Organization
from meetings.directory.rules import Capacity
from tests.access.rows import ALL_SIGNED_IN, OFFICE, Row
from tests.builders import a_person

STAFF = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})
SEE_PEOPLE = OFFICE | {Role.FOCAL_POINT}


def _end(organization: Organization) -> str:
    named = name_focal_point(OPERATOR, organization, a_person(), Capacity.PRIMARY, date(2025, 1, 1))
    return f"/organizations/{organization.slug}/focal-points/{named.id}/end"


ROWS = [
    Row("directory.organizations", lambda w: "/organizations", ALL_SIGNED_IN),
    Row("directory.new_organization", lambda w: "/organizations/new", STAFF),
    Row("directory.organization", lambda w: f"/organizations/{w.organization.slug}", ALL_SIGNED_IN),
    Row(
        "directory.edit_organization",
        lambda w: f"/organizations/{w.organization.slug}/edit",
        STAFF | {Role.FOCAL_POINT},
        another=lambda w: f"/organizations/{w.other_organization.slug}/edit",
        allowed_another=STAFF,
    ),
    Row(
        "directory.name_focal_point",
        lambda w: f"/organizations/{w.organization.slug}/focal-points/new",
        STAFF,
    ),
    Row("directory.end_focal_point", lambda w: _end(w.organization), STAFF),
    Row("directory.people", lambda w: "/people", SEE_PEOPLE),
    Row("directory.new_person", lambda w: "/people/new", STAFF),
    Row(
        "directory.person",
        lambda w: _person(w.organization),
        SEE_PEOPLE,
        another=lambda w: _person(w.other_organization),
        allowed_another=OFFICE,
    ),
    Row("directory.edit_person", lambda w: _person(w.organization) + "/edit", STAFF),
]


def _person(organization: Organization) -> str:
    return f"/people/{a_person(organization=organization).key}"
