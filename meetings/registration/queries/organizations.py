"""Organizations as those who register write them, and their places."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.programme.models import Meeting
from meetings.registration.models import PlaceLimit


# no actor: the names of organizations stand in a public form
def organization_names() -> list[tuple[int, str, str]]:
    """(id, name, acronym) of every organization of the directory, by name."""
    rows = db.session.execute(
        select(Organization.id, Organization.name, Organization.acronym).order_by(Organization.name)
    )
    return [(number, name, acronym) for number, name, acronym in rows]


def find_organization_named(written: str) -> Organization | None:
    """The directory's organization of that name or acronym, in any case; None when not exactly one is called so."""
    wanted = " ".join(written.split()).casefold()
    known = organization_names()
    found = [number for number, name, _ in known if name.casefold() == wanted]
    found = found or [number for number, _, acronym in known if acronym and acronym.casefold() == wanted]
    return db.session.get_one(Organization, found[0]) if len(found) == 1 else None


# no actor: limits stand on a page of one meeting, which its loader guards
def organization_limits(meeting: Meeting) -> Sequence[PlaceLimit]:
    """The limits on organizations, by name."""
    return db.session.scalars(
        select(PlaceLimit)
        .join(PlaceLimit.organization)
        .where(PlaceLimit.meeting_id == meeting.id)
        .options(contains_eager(PlaceLimit.organization))
        .order_by(Organization.name)
    ).all()
