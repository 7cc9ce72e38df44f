"""How many registrations there are of each kind; counted anew only when one has changed."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, select, type_coerce

from meetings.base.database import db
from meetings.base.marks import Counted
from meetings.directory.models import Organization
from meetings.programme.models import Meeting
from meetings.registration.models import Registration
from meetings.registration.rules import Balance, RegistrationStatus, Traits, codes_in, count_people

# What people are counted by, as text: a list of languages is the same text for the same languages.
# The region of the organization; of whom is forgotten, as it was.
REGION = func.coalesce(type_coerce(Organization.region, String), type_coerce(Registration.region, String))
TRAITS = {
    "category": type_coerce(Registration.category, String),
    "region": func.coalesce(REGION, ""),
    "gender": func.coalesce(type_coerce(Registration.gender, String), ""),
    "languages": cast(Registration.languages, String),
    "organization": func.coalesce(Organization.name, Registration.organization_name),
}


@dataclass(frozen=True)
class Tally:
    """Of one meeting: registrations by state, the balance of the approved, and the organizations that are there.

    `kept` is for what is made of it alone, such as its pictures: it lives as long as the count does.
    """

    states: Counter[RegistrationStatus]
    approved: Balance
    organizations: tuple[str, ...]
    kept: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def all(self) -> int:
        return self.states.total()


# A meeting that is deleted takes its registrations along in the database, where nobody is told of each.
_TALLIES = Counted[Tally]("registrations", Registration, Organization, Meeting)


def tally_of(meeting: Meeting) -> Tally:
    """The tally of a meeting: one statement while nothing has changed, four when something has."""
    return _TALLIES.get(meeting.id, lambda: _count(meeting))


def _count(meeting: Meeting) -> Tally:
    mine = Registration.meeting_id == meeting.id
    states = db.session.execute(
        select(Registration.status, func.count().label("number")).where(mine).group_by(Registration.status)
    )
    organizations = db.session.scalars(
        select(TRAITS["organization"])
        .outerjoin(Registration.organization)
        .where(mine)
        .distinct()
        .order_by(TRAITS["organization"])
    )
    return Tally(
        Counter({row.status: row.number for row in states}),
        balance_of(mine, Registration.status == RegistrationStatus.APPROVED),
        tuple(organizations),
    )


def balance_of(*conditions: ColumnElement[bool]) -> Balance:
    """The balance of the registrations that meet these conditions, in one statement."""
    rows = db.session.execute(
        select(*TRAITS.values(), func.count())
        .select_from(Registration)
        .outerjoin(Registration.organization)
        .where(*conditions)
        .group_by(*TRAITS.values())
    )
    return count_people(_people(rows))


def _people(rows: Iterable[Any]) -> Iterable[tuple[Traits, int]]:
    for category, region, gender, languages, organization, number in rows:
        yield Traits(category, region, gender, codes_in(languages), organization), number
