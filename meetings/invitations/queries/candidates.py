"""Lists of those to be asked, out of the directory: shown before anything is sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory import queries as directory
from meetings.directory.models import FocalPoint, Organization, Person
from meetings.directory.queries import Wanted
from meetings.directory.rules import Capacity
from meetings.invitations.queries.invitations import in_hand, registered_addresses
from meetings.invitations.queries.nominations import given_places
from meetings.invitations.queries.speaking import Voice, voices
from meetings.invitations.rules import MOST_AT_ONCE, Obstacle, Whom, category_for
from meetings.programme.models import Meeting
from meetings.registration.rules import Category


@dataclass(frozen=True)
class Candidate:
    """A person of the directory who can be asked, for whom, in which capacity; an obstacle leaves them out."""

    person: Person
    organization: Organization
    category: Category
    obstacle: Obstacle | None


@dataclass(frozen=True)
class Addressee:
    """An organization that can be given places, and who would be written to; an obstacle leaves it out."""

    organization: Organization
    voices: Sequence[Voice]
    obstacle: Obstacle | None


def candidates(actor: Actor, meeting: Meeting, wanted: Wanted, whom: Whom) -> list[Candidate]:
    """People of the organizations that fit, by organization and name: each person once, at most 500."""
    if not actor.may(Permission.INVITE_PEOPLE, meeting):
        raise NotFound
    today = clock.now().date()
    found = {o.id: o for o in directory.matching(actor, wanted, today, MOST_AT_ONCE)}
    people = select(Person, Organization.id).order_by(Organization.name, Person.sort_key, Person.id)
    if whom is Whom.PEOPLE:
        people = people.join(Organization, Organization.id == Person.organization_id)
    else:
        people = (
            people.join(FocalPoint, FocalPoint.person_id == Person.id)
            .join(Organization, Organization.id == FocalPoint.organization_id)
            .where(FocalPoint.since <= today, or_(FocalPoint.until.is_(None), FocalPoint.until >= today))
        )
    if whom is Whom.PRIMARY:
        people = people.where(FocalPoint.capacity == Capacity.PRIMARY)
    rows = db.session.execute(people.where(Organization.id.in_(found)).limit(2 * MOST_AT_ONCE)).all()
    have = registered_addresses(actor, meeting)
    asked = in_hand(actor, meeting)
    once: dict[int, Candidate] = {}
    for person, number in rows:
        organization = found[number]
        category = category_for(organization.kind, organization.region)
        obstacle = _obstacle(person, have, asked)
        once.setdefault(person.id, Candidate(person, organization, category, obstacle))
    return list(once.values())[:MOST_AT_ONCE]


def _obstacle(person: Person, registered: set[str], asked: set[str]) -> Obstacle | None:
    if not person.email:
        return Obstacle.NO_ADDRESS
    if person.email in registered:
        return Obstacle.REGISTERED
    return Obstacle.INVITED if person.email in asked else None


def addressees(actor: Actor, meeting: Meeting, wanted: Wanted) -> list[Addressee]:
    """The organizations that fit, by name, with who speaks for them; at most 500."""
    if not actor.may(Permission.INVITE_PEOPLE, meeting):
        raise NotFound
    found = directory.matching(actor, wanted, clock.now().date(), MOST_AT_ONCE)
    speak = voices(actor, [o.id for o in found])
    given = given_places(actor, meeting)
    return [Addressee(o, speak[o.id], _hindrance(o, speak[o.id], given)) for o in found]


def _hindrance(organization: Organization, speak: Sequence[Voice], given: set[int]) -> Obstacle | None:
    if organization.id in given:
        return Obstacle.HAS_PLACES
    return None if speak else Obstacle.NO_FOCAL_POINT


def people_known(actor: Actor, meeting: Meeting) -> Sequence[Person]:
    """People of the directory with an address, for the field that proposes them."""
    if not actor.may(Permission.INVITE_PEOPLE, meeting):
        raise NotFound
    return db.session.scalars(
        select(Person)
        .outerjoin(Person.organization)
        .where(Person.email.is_not(None))
        .options(contains_eager(Person.organization))
        .order_by(Person.sort_key, Person.id)
        .limit(MOST_AT_ONCE)
    ).all()
