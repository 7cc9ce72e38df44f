"""Organizations with their filters, and what an organization's page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import FocalPoint, Instrument, Organization, Person
from meetings.directory.queries.found import ON_A_PAGE, Found
from meetings.directory.rules import Capacity, Formalization, OrganizationKind, Region


@dataclass(frozen=True)
class Wanted:
    """What of a list is asked for; empty: all. `sort` is a key of SORTS, with `-` before it from the end."""

    q: str = ""
    region: Region | None = None
    kind: OrganizationKind | None = None
    formalization: Formalization | None = None
    country: str = ""
    focal: str = ""
    sort: str = "name"
    page: int = 1


@dataclass(frozen=True)
class Line:
    """An organization in the list, with who speaks for it today ("": nobody, or not the actor's to see)."""

    organization: Organization
    parent: str
    focal_point: str


SORTS: Mapping[str, Any] = {
    "name": func.lower(Organization.name),
    "region": Organization.region,
    "kind": Organization.kind,
    "formalization": Organization.formalization,
    "seat": func.lower(Organization.seat_city),
}


def organizations(actor: Actor, wanted: Wanted, today: date) -> Found:
    """The organizations that fit, one page of them: three statements. Everybody signed in sees all of them."""
    fits = _filtered(select(Organization.id), wanted, today)
    total = db.session.scalar(select(func.count()).select_from(fits.subquery())) or 0
    of = db.session.scalar(select(func.count(Organization.id))) or 0
    pages = max(1, -(-total // ON_A_PAGE))
    page = min(max(1, wanted.page), pages)
    parent = aliased(Organization)
    key = SORTS[wanted.sort.lstrip("-")]
    query = (
        _filtered(select(Organization, parent.name, _speaks(today).label("speaks")), wanted, today)
        .outerjoin(parent, parent.id == Organization.parent_id)
        .order_by(key.desc() if wanted.sort.startswith("-") else key, func.lower(Organization.name))
        .limit(ON_A_PAGE)
        .offset((page - 1) * ON_A_PAGE)
    )
    seen = actor.scope(Permission.SEE_PEOPLE, "organization")
    rows = [
        Line(organization, above or "", (speaks or "") if seen is None or organization.id in seen else "")
        for organization, above, speaks in db.session.execute(query)
    ]
    return Found(rows, total, of, page, pages)


def matching(actor: Actor, wanted: Wanted, today: date, most: int) -> Sequence[Organization]:
    """The organizations that fit, by name and not in pages, at most so many; for whoever writes to many at once."""
    query = _filtered(select(Organization), wanted, today).order_by(func.lower(Organization.name)).limit(most)
    return db.session.scalars(query).all()


def _speaks(today: date) -> Any:
    """The primary focal point of an organization on that day, by name."""
    return (
        select(func.min(Person.name))
        .join(FocalPoint, FocalPoint.person_id == Person.id)
        .where(
            FocalPoint.organization_id == Organization.id,
            FocalPoint.capacity == Capacity.PRIMARY,
            *_holds(today),
        )
        .correlate(Organization)
        .scalar_subquery()
    )


def _holds(today: date) -> tuple[Any, ...]:
    return (FocalPoint.since <= today, or_(FocalPoint.until.is_(None), FocalPoint.until >= today))


def _filtered(query: Select[Any], wanted: Wanted, today: date) -> Select[Any]:
    for word in wanted.q.split():
        query = query.where(
            or_(
                *(
                    column.icontains(word, autoescape=True)
                    for column in (Organization.name, Organization.acronym, Organization.seat_city)
                )
            )
        )
    filters: dict[str, StrEnum | str | None] = {
        "region": wanted.region,
        "kind": wanted.kind,
        "formalization": wanted.formalization,
        "seat_country": wanted.country,
    }
    for column, value in filters.items():
        if value:
            query = query.where(getattr(Organization, column) == value)
    if wanted.focal:
        named = (
            select(FocalPoint.id)
            .where(FocalPoint.organization_id == Organization.id, *_holds(today))
            .correlate(Organization)
            .exists()
        )
        query = query.where(named if wanted.focal == "named" else ~named)
    return query


@dataclass(frozen=True)
class Directory:
    """The directory as a whole: only a role that is held everywhere holds on it."""


def directory_for(actor: Actor) -> Directory:
    """What a new organization is entered into; a focal point's role, held on one organization, is not enough."""
    return Directory()


def countries(actor: Actor) -> list[str]:
    """The countries of seats, for the filter."""
    query = select(Organization.seat_country).where(Organization.seat_country != "").distinct()
    return sorted(db.session.scalars(query))


def organization_for(actor: Actor, org_slug: str) -> Organization:
    """The organization of that address, with its parent; NotFound when there is none."""
    query = select(Organization).where(Organization.slug == org_slug).options(joinedload(Organization.parent))
    organization = db.session.scalar(query)
    if organization is None:
        raise NotFound
    return organization


def children(actor: Actor, organization: Organization) -> Sequence[Organization]:
    """The organizations of which this one is the parent."""
    query = select(Organization).where(Organization.parent_id == organization.id).order_by(Organization.name)
    return db.session.scalars(query).all()


def instruments(actor: Actor, organization: Organization) -> Sequence[Instrument]:
    """The treaties of an organization, earliest first."""
    query = select(Instrument).where(Instrument.organization_id == organization.id)
    return db.session.scalars(query.order_by(Instrument.year, Instrument.title)).all()


def organizations_by_name(actor: Actor) -> dict[str, Organization]:
    """All organizations with their parents, by name: to find parents and namesakes."""
    query = select(Organization).options(joinedload(Organization.parent)).order_by(Organization.name)
    return {organization.name: organization for organization in db.session.scalars(query)}


def names(actor: Actor) -> list[tuple[int, str]]:
    """All organizations (id, name) by name, for forms."""
    query = select(Organization.id, Organization.name).order_by(func.lower(Organization.name))
    return [(id_, name) for id_, name in db.session.execute(query)]


def slugs(actor: Actor) -> set[str]:
    """All addresses that are taken."""
    return set(db.session.scalars(select(Organization.slug)))


def instruments_by_title(actor: Actor) -> dict[str, Instrument]:
    """All instruments, by title."""
    return {instrument.title: instrument for instrument in db.session.scalars(select(Instrument))}
