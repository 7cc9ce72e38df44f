"""Who is entered twice, probably; and pairs that the office has said not to be the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import Person
from meetings.directory.queries import person_for
from meetings.people.models import NotSame
from meetings.people.rules import Entry, Reason, likely_pairs

PER_PAGE = 25


@dataclass(frozen=True)
class Proposed:
    """Two records that may be one person's, and why."""

    one: Person
    other: Person
    reason: Reason


@dataclass(frozen=True)
class Pair:
    """Two people named in an address: `kept` first. Whoever may edit people everywhere may edit both."""

    kept: Person
    gone: Person


def duplicates(actor: Actor, page: int) -> tuple[Sequence[Proposed], int]:
    """A page of likely duplicates and how many there are, in three statements; the route asks for EDIT_PEOPLE."""
    rows = db.session.execute(select(Person.id, Person.name, Person.email, Person.organization_id))
    entries = [Entry(row.id, row.name, row.email or "", row.organization_id) for row in rows]
    said = [(low, high) for low, high in db.session.execute(select(NotSame.low_id, NotSame.high_id))]
    likely = likely_pairs(entries, said)
    shown = likely[(page - 1) * PER_PAGE : page * PER_PAGE]
    ids = {id_ for one in shown for id_ in (one.low, one.high)}
    people = {
        p.id: p
        for p in db.session.scalars(
            select(Person).where(Person.id.in_(ids)).options(joinedload(Person.organization))
        )
    }
    return [Proposed(people[one.low], people[one.high], one.reason) for one in shown], len(likely)


def pair_for(actor: Actor, key: str, other_key: str) -> Pair:
    """Two people for whoever may edit them; NotFound when one is not there, or both are one."""
    kept, gone = person_for(actor, key), person_for(actor, other_key)
    if kept.id == gone.id or not actor.may(Permission.EDIT_PEOPLE):
        raise NotFound
    return Pair(kept, gone)


def not_same_for(actor: Actor, person: Person) -> Sequence[Person]:
    """Whom the office has said not to be this person."""
    low = select(NotSame.low_id).where(NotSame.high_id == person.id)
    high = select(NotSame.high_id).where(NotSame.low_id == person.id)
    return db.session.scalars(
        select(Person).where(Person.id.in_(low.union(high))).order_by(Person.sort_key)
    ).all()
