"""The list of fellows of years before this house."""

from dataclasses import dataclass

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.fellowship.models import FellowshipPast
from meetings.fellowship.rules import FIRST_PAST_YEAR, LAST_YEAR
from meetings.registration.queries import find_organization_named
from meetings.registration.rules import sort_key


@dataclass(frozen=True)
class PastDraft:
    """A fellow of an earlier year, as the office's lists name them."""

    name: str
    year: int
    email: str = ""
    organization: str = ""
    edition_title: str = ""


def add_past_fellow(actor: Actor, draft: PastDraft) -> FellowshipPast:
    """Put somebody on the list; Refused when the same person stands there for that year."""
    if not FIRST_PAST_YEAR <= draft.year <= LAST_YEAR:
        raise Refused(
            "Write a whole number from %(least)s to %(most)s.",
            field="year",
            least=FIRST_PAST_YEAR,
            most=LAST_YEAR,
        )
    key = sort_key(draft.name)
    same = select(FellowshipPast.id).where(FellowshipPast.year == draft.year, FellowshipPast.sort_key == key)
    if db.session.scalar(same.limit(1)) is not None:
        raise Refused("This name is on the list for that year.", field="name")
    found = find_organization_named(draft.organization) if draft.organization else None
    row = FellowshipPast(
        key=secrets.new_key(),
        edition_title=draft.edition_title,
        year=draft.year,
        name=draft.name,
        sort_key=key,
        email=draft.email,
        organization_id=found.id if found else None,
        organization_name=found.name if found else draft.organization,
    )
    db.session.add(row)
    db.session.flush()  # the trail needs its id
    audit.record(actor, "add_past_fellow", "fellowship_past", row.id, None, {"year": draft.year})
    return row
