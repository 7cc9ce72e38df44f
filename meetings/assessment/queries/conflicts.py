"""Whose application is whose own: of one of the member's organizations, nominated by one or by them, or their own."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Date, Subquery, bindparam, null, or_, select, union

from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import Role
from meetings.assessment.models import PanelMember
from meetings.base import clock
from meetings.base.database import db
from meetings.directory.models import FocalPoint, Organization, Person, PersonAddress
from meetings.fellowship.models import FellowshipApplication, FellowshipNomination
from meetings.fellowship.rules import STANDS


@dataclass
class Own:
    """What is a member's own; `ids`, `names` of organizations."""

    emails: set[str] = field(default_factory=set)
    ids: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def add(self, organization: Organization | None) -> None:
        if organization is None:
            return
        self.ids.add(organization.id)
        self.names |= {organization.name.casefold(), (organization.acronym or organization.name).casefold()}

    def has(self, application: FellowshipApplication) -> bool:
        """Whether the house sees by itself that this member may not judge this application."""
        stands = [one for one in application.nominations if one.state in STANDS]
        if not self.emails.isdisjoint({application.email, *(one.by_email for one in stands)}):
            return True
        several: list[FellowshipApplication | FellowshipNomination] = [application, *stands]
        return any(one.organization_id in self.ids for one in several) or any(
            one.organization_name.strip().casefold() in self.names for one in several
        )


def _each() -> Subquery:
    """For whom each account works: by the directory's record, as a focal point, by the role on an organization.

    And the addresses of that record; it can be the account's by one of those that a merge left it.
    """
    today = bindparam("today", type_=Date)
    further = select(PersonAddress.person_id).where(PersonAddress.email == Account.email).correlate(Account)
    person = or_(Person.account_id == Account.id, Person.email == Account.email, Person.id.in_(further))
    serves = or_(FocalPoint.until.is_(None), FocalPoint.until >= today)
    holds = or_(RoleHolding.until.is_(None), RoleHolding.until >= today)
    return union(
        select(Account.id.label("account_id"), Person.organization_id.label("organization_id"), Person.email)
        .select_from(Account)
        .join(Person, person),
        select(Account.id, null(), PersonAddress.email)
        .select_from(Account)
        .join(Person, person)
        .join(PersonAddress, PersonAddress.person_id == Person.id),
        select(Account.id, FocalPoint.organization_id, null())
        .select_from(Account)
        .join(Person, person)
        .join(FocalPoint, FocalPoint.person_id == Person.id)
        .where(serves),
        select(RoleHolding.account_id, RoleHolding.on_id, null()).where(
            RoleHolding.role == Role.FOCAL_POINT, holds
        ),
    ).subquery()


_works_for = _each()


# no actor: it says of members whom the caller has loaded what they may not judge
def own_of(members: Collection[PanelMember]) -> dict[int, Own]:
    """What is each member's own, by the member's id: one statement beside the members."""
    by_account: dict[int, Own] = {}
    for one in members:
        if one.account is not None:
            by_account[one.account.id] = Own({one.account.email})
    rows = (
        select(_works_for.c.account_id, _works_for.c.email, Organization)
        .select_from(_works_for)
        .outerjoin(Organization, Organization.id == _works_for.c.organization_id)
        .where(_works_for.c.account_id.in_(by_account))
    )
    for account_id, email, organization in db.session.execute(rows, {"today": clock.now().date()}):
        by_account[account_id].emails |= {email} - {None}
        by_account[account_id].add(organization)
    found = {one.id: by_account.get(one.account_id or 0, Own()) for one in members}
    for one in members:
        found[one.id].add(one.organization)
    return found


def is_own(member: PanelMember, application: FellowshipApplication) -> bool:
    """Whether this member may not judge this application."""
    return own_of([member])[member.id].has(application)
