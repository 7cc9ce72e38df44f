"""How many registrations there are of each kind; counted anew only when one of the meeting's has changed."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, select, type_coerce

from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.programme.models import Meeting
from meetings.registration import marking
from meetings.registration.models import Registration, RegistrationMark
from meetings.registration.rules import Balance, RegistrationStatus, Traits, codes_in, count_people

__all__ = ["Tally", "balance_of", "marking", "tally_of"]
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


_counted: dict[int, tuple[str, Tally]] = {}


def tally_of(meeting: Meeting) -> Tally:
    """The tally of a meeting: one statement while nothing has changed, four when something has."""
    mark = db.session.scalar(select(RegistrationMark.mark).where(RegistrationMark.meeting_id == meeting.id))
    kept = _counted.get(meeting.id)
    if kept is not None and kept[0] == mark:
        return kept[1]
    # The mark was read first: what is counted now is at least as new.
    tally = _count(meeting)
    if mark is not None and not db.session.info["writing"]:  # what is being changed may be taken back
        _counted[meeting.id] = (mark, tally)
    return tally


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
