"""The list of a meeting’s registrations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import Organization
from meetings.directory.rules import Region
from meetings.programme.models import Meeting
from meetings.registration.models import Registration
from meetings.registration.rules import Category, RegistrationStatus, sort_key

PER_PAGE = 50


@dataclass(frozen=True)
class RegistrationFilter:
    """What the list shows; `sort` is name, received or category, with a minus for the other way round."""

    state: RegistrationStatus | None = None
    category: Category | None = None
    region: Region | None = None
    q: str = ""
    sort: str = "received"
    page: int = 1


@dataclass(frozen=True)
class RegistrationList:
    """One page of registrations; `counts` are of all of the meeting, `total` of those let through.

    `approved` counts approved people by category, `regions` lists the regions of the registered organizations.
    """

    registrations: Sequence[Registration]
    total: int
    counts: dict[RegistrationStatus, int]
    approved: dict[Category, int]
    regions: tuple[Region, ...]


def registrations(actor: Actor, meeting: Meeting, shown: RegistrationFilter) -> RegistrationList:
    """The registrations of a meeting for whoever may see them, in five statements."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        raise NotFound
    mine = Registration.meeting_id == meeting.id
    counts = dict(_pairs(select(Registration.status, func.count()).where(mine).group_by(Registration.status)))
    approved = dict(
        _pairs(
            select(Registration.category, func.count())
            .where(mine, Registration.status == RegistrationStatus.APPROVED)
            .group_by(Registration.category)
        )
    )
    regions = db.session.scalars(
        select(Organization.region)
        .join(Registration, Registration.organization_id == Organization.id)
        .where(mine)
        .distinct()
        .order_by(Organization.region)
    ).all()
    query = _filtered(select(Registration).outerjoin(Registration.organization).where(mine), shown)
    total = db.session.scalar(query.with_only_columns(func.count(Registration.id))) or 0
    rows = db.session.scalars(
        query.options(contains_eager(Registration.organization))
        .order_by(*_order(shown.sort))
        .limit(PER_PAGE)
        .offset((shown.page - 1) * PER_PAGE)
    ).all()
    return RegistrationList(
        rows,
        total,
        {status: counts.get(status, 0) for status in RegistrationStatus},
        {category: approved.get(category, 0) for category in Category},
        tuple(regions),
    )


def _pairs(query: Select[Any, int]) -> list[tuple[Any, int]]:
    return [(key, int(number)) for key, number in db.session.execute(query)]


def _filtered(query: Select[Registration], shown: RegistrationFilter) -> Select[Registration]:
    if shown.state is not None:
        query = query.where(Registration.status == shown.state)
    if shown.category is not None:
        query = query.where(Registration.category == shown.category)
    if shown.region is not None:
        query = query.where(Organization.region == shown.region)
    if shown.q:
        query = query.where(
            or_(
                Registration.sort_key.contains(sort_key(shown.q), autoescape=True),
                Registration.email.contains(shown.q.lower(), autoescape=True),
                func.lower(Registration.organization_name).contains(shown.q.lower(), autoescape=True),
            )
        )
    return query


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:
    column: Any = {
        "name": Registration.sort_key,
        "category": Registration.category,
        "received": Registration.received_at,
    }.get(sort.removeprefix("-"), Registration.received_at)
    return (column.desc() if sort.startswith("-") else column.asc(), Registration.id.asc())
