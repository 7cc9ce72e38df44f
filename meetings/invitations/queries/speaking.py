"""Who speaks for organizations today, and where mail to them goes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from meetings.access.actor import Actor
from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.directory.models import FocalPoint, Organization, Person
from meetings.directory.rules import Capacity


@dataclass(frozen=True)
class Voice:
    """Somebody who speaks for an organization and has an address; `until` ends the period in the directory.

    `account`: the account that holds the role of focal point; None: the directory names the person, who cannot sign
    in yet.
    """

    name: str
    email: str
    account: int | None
    until: date | None = None


def voices(actor: Actor, ids: Collection[int]) -> dict[int, list[Voice]]:
    """Who speaks for these organizations today, in two statements; the route asks who may see it.

    Accounts that hold the role, then focal points of the directory with an address, the primary one first.
    Somebody who is both stands there once.
    """
    found: dict[int, dict[str, Voice]] = {one: {} for one in ids}
    today = clock.now().date()
    for organization, account in _accounts(ids, today):
        found[organization].setdefault(account.email, Voice(account.name, account.email, account.id))
    named = db.session.execute(
        select(FocalPoint.organization_id, Person.name, Person.email, FocalPoint.until)
        .join(FocalPoint.person)
        .where(
            FocalPoint.organization_id.in_(ids),
            FocalPoint.since <= today,
            or_(FocalPoint.until.is_(None), FocalPoint.until >= today),
            Person.email.is_not(None),
        )
        .order_by(FocalPoint.capacity != Capacity.PRIMARY, Person.sort_key, Person.id)
    )
    for organization, name, email, until in named:
        address = email or ""
        found[organization].setdefault(address, Voice(name, address, None, until))
    return {organization: list(there.values()) for organization, there in found.items()}


# no actor: news of a nomination go to whoever speaks for the organization
def accounts_of(organization: Organization) -> Sequence[Account]:
    """The accounts that hold the role of focal point on it today."""
    return [account for _, account in _accounts([organization.id], clock.now().date())]


def _accounts(ids: Collection[int], today: date) -> list[tuple[int, Account]]:
    rows = db.session.execute(
        select(RoleHolding.on_id, Account)
        .join(Account, Account.id == RoleHolding.account_id)
        .where(
            RoleHolding.role == Role.FOCAL_POINT,
            RoleHolding.on_kind == "organization",
            RoleHolding.on_id.in_(ids),
            RoleHolding.since <= today,
            or_(RoleHolding.until.is_(None), RoleHolding.until >= today),
            Account.disabled_at.is_(None),
        )
        .order_by(Account.name, Account.id)
    )
    return [(organization, account) for organization, account in rows if organization is not None]
