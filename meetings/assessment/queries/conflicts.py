"""Whose application is whose own: of one of the member's organizations, nominated by one or by them, or their own."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Date, Subquery, bindparam, or_, select, union

from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import Role
from meetings.assessment.models import PanelMember
from meetings.base import clock
from meetings.base.database import db
from meetings.directory.models import FocalPoint, Organization, Person
from meetings.fellowship.models import FellowshipApplication, FellowshipNomination
from meetings.fellowship.rules import STANDS


@dataclass
class Own:
    """What is a member's own; `ids`, `names` of organizations."""

    email: str
    ids: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def add(self, organization: Organization) -> None:
        self.ids.add(organization.id)
        self.names |= {organization.name.casefold(), (organization.acronym or organization.name).casefold()}

    def has(self, application: FellowshipApplication) -> bool:
        """Whether the house sees by itself that this member may not judge this application."""
        stands = [one for one in application.nominations if one.state in STANDS]
        if self.email and self.email in {application.email, *(one.by_email for one in stands)}:
            return True
        several: list[FellowshipApplication | FellowshipNomination] = [application, *stands]
        return any(one.organization_id in self.ids for one in several) or any(
            one.organization_name.strip().casefold() in self.names for one in several
        )


def _each() -> Subquery:
    """For whom each account works: by the directory's record, as a focal point, by the role on an organization."""
    today = bindparam("today", type_=Date)
    person = or_(Person.account_id == Account.id, Person.email == Account.email)
    serves = or_(FocalPoint.until.is_(None), FocalPoint.until >= today)
    holds = or_(RoleHolding.until.is_(None), RoleHolding.until >= today)
    return union(
        select(Account.id.label("account_id"), Person.organization_id.label("organization_id")).join(
            Person, person
        ),
        select(Account.id, FocalPoint.organization_id)
        .join(Person, person)
        .join(FocalPoint, FocalPoint.person_id == Person.id)
        .where(serves),
        select(RoleHolding.account_id, RoleHolding.on_id).where(RoleHolding.role == Role.FOCAL_POINT, holds),
    ).subquery()


_works_for = _each()


# no actor: it says of members whom the caller has loaded what they may not judge
def own_of(members: Collection[PanelMember]) -> dict[int, Own]:
    """What is each member's own, by the member's id: one statement beside the members."""
    found = {one.id: Own("" if one.account is None else one.account.email) for one in members}
    by_account: dict[int, set[Organization]] = {}
    rows = select(_works_for.c.account_id, Organization).join(
        Organization, Organization.id == _works_for.c.organization_id
    )
    ids = [one.account_id for one in members if one.account_id is not None]
    today = {"today": clock.now().date()}
    for account_id, organization in db.session.execute(rows.where(_works_for.c.account_id.in_(ids)), today):
        by_account.setdefault(account_id, set()).add(organization)
    for one in members:
        for organization in {one.organization} | by_account.get(one.account_id or 0, set()):
            if organization is not None:
                found[one.id].add(organization)
    return found


def is_own(member: PanelMember, application: FellowshipApplication) -> bool:
    """Whether this member may not judge this application."""
    return own_of([member])[member.id].has(application)
