"""People, and who speaks for which organization from when to when."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.base.texts import as_looked_for
from meetings.directory.models import FocalPoint, Organization, Person, PersonAddress
from meetings.directory.queries.found import ON_A_PAGE, Found


def focal_points(actor: Actor, organization: Organization, whole: bool = False) -> Sequence[FocalPoint]:
    """Who was and is named, the latest first; none for those who may not see this organization's people.

    `whole`: for a rule that must know all periods, whoever asks.
    """
    if not whole and not actor.may(Permission.SEE_PEOPLE, organization):
        return []
    query = (
        select(FocalPoint)
        .where(FocalPoint.organization_id == organization.id)
        .options(joinedload(FocalPoint.person))
        .order_by(FocalPoint.until.is_not(None), FocalPoint.capacity.desc(), FocalPoint.since.desc())
    )
    return db.session.scalars(query).all()


def focal_point_for(actor: Actor, org_slug: str, focal_point_id: int) -> FocalPoint:
    """A period of that organization; NotFound when it is another's."""
    query = (
        select(FocalPoint)
        .join(FocalPoint.organization)
        .where(FocalPoint.id == focal_point_id, Organization.slug == org_slug)
        .options(joinedload(FocalPoint.person), joinedload(FocalPoint.organization))
    )
    focal_point = db.session.scalar(query)
    if focal_point is None:
        raise NotFound
    return focal_point


def people(actor: Actor, q: str = "", page: int = 1, addresses: Select[str] | None = None) -> Found:
    """People with their organizations, in the order of their sort keys; a focal point sees those of the own one.

    `addresses`: only of those who have one of these.
    """
    base = select(Person)
    own = actor.scope(Permission.SEE_PEOPLE, "organization")
    if own is not None:
        base = base.where(Person.organization_id.in_(own))
    query = base if addresses is None else base.where(Person.email.in_(addresses))
    for word in q.split():
        columns = (Person.name, Person.sort_key, Person.function)
        found = (column.icontains(word, autoescape=True) for column in columns)
        query = query.where(or_(*found, Person.email.icontains(as_looked_for(word), autoescape=True)))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    of = db.session.scalar(select(func.count()).select_from(base.subquery())) or 0
    pages = max(1, -(-total // ON_A_PAGE))
    page = min(max(1, page), pages)
    query = (
        query.options(joinedload(Person.organization))
        .order_by(func.lower(Person.sort_key), Person.id)
        .limit(ON_A_PAGE)
        .offset((page - 1) * ON_A_PAGE)
    )
    return Found(db.session.scalars(query).all(), total, of, page, pages)


def person_for(actor: Actor, key: str) -> Person:
    """A person whom the actor may see; NotFound otherwise."""
    person = db.session.scalar(
        select(Person).where(Person.key == key).options(joinedload(Person.organization))
    )
    if person is None or not actor.may(Permission.SEE_PEOPLE, person):
        raise NotFound
    return person


def periods_of(actor: Actor, person: Person) -> Sequence[FocalPoint]:
    """For which organizations the person was and is a focal point, the latest first."""
    query = (
        select(FocalPoint)
        .where(FocalPoint.person_id == person.id)
        .options(joinedload(FocalPoint.organization))
        .order_by(FocalPoint.since.desc())
    )
    return db.session.scalars(query).all()


def find_person(email: str) -> Person | None:
    """The person with that address, in whatever case it is written; also by an address known since a merge."""
    wanted = email.strip().lower()
    other = select(PersonAddress.person_id).where(PersonAddress.email == wanted)
    return db.session.scalar(
        select(Person)
        .where(or_(Person.email == wanted, Person.id.in_(other)))
        .order_by(Person.email != wanted)
        .limit(1)
    )


def find_own_person(actor: Actor) -> Person | None:
    """The record of whoever asks: see `record_of`."""
    return None if actor.account_id is None else record_of(actor.account_id, actor.email)


def record_of(account_id: int | None, email: str) -> Person | None:
    """The record that names the account; else the one of that main address, if it names none.

    Never one that knows the address since a merge: the merge can be a mistake, and must open nothing.
    """
    unnamed = and_(Person.account_id.is_(None), Person.email == email.strip().lower())
    named = Person.account_id == account_id
    return db.session.scalar(
        select(Person)
        .where(unnamed if account_id is None else or_(named, unnamed))
        .order_by(Person.account_id.is_(None))
        .limit(1)
    )


def all_people(actor: Actor) -> Sequence[Person]:
    """Everybody whom the actor may see, in the order of their sort keys, for forms."""
    query = select(Person).order_by(func.lower(Person.sort_key), Person.id)
    own = actor.scope(Permission.SEE_PEOPLE, "organization")
    if own is not None:
        query = query.where(Person.organization_id.in_(own))
    return db.session.scalars(query).all()
