"""What two records hold, what a merge moves, and what was merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased, defer

from meetings.access.actor import ANYONE, Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import Person, PersonAddress
from meetings.outbox.models import OutboxMessage
from meetings.people.asked import Figure, Refers, refers
from meetings.people.models import MergeProof, PersonMerge
from meetings.people.queries.proofs import proofs_of

PER_PAGE = 50


@dataclass(frozen=True)
class Moving:
    """What else goes from one record to the other, in figures; `mails` are found by the address, which is kept."""

    rows: Sequence[Figure]
    mails: int


@dataclass(frozen=True)
class Merged:
    """A merge, the record that stayed, and who went into it; "" and None: deleted."""

    merge: PersonMerge
    kept: Person | None
    name: str
    email: str
    proof: MergeProof | None = None
    since: Sequence[Figure] = ()


def moving(actor: Actor, person: Person) -> Moving:
    """What refers to a person whom the actor was given, in one statement a table."""
    counted: dict[str, int] = {}
    for refer in refers().values():
        if refer.moves:
            number = db.session.scalar(
                select(func.count()).select_from(refer.column.class_).where(refer.column == person.id)
            )
            counted[refer.what] = counted.get(refer.what, 0) + (number or 0)
    mails = select(func.count()).where(OutboxMessage.to_email == person.email)
    return Moving([Figure(what, n) for what, n in counted.items() if n], db.session.scalar(mails) or 0)


# no actor: numbers without anybody’s name, for the verb that holds both records
def row_ids(refer: Refers, person_id: int) -> list[int]:
    """The rows of a column that refer to this person."""
    table = refer.column.class_.__table__
    return list(db.session.scalars(select(table.c.id).where(refer.column == person_id).order_by(table.c.id)))


def snapshot(person_id: int) -> dict[str, list[int]]:
    """All rows that refer to a person, where a change of them is in the way of undoing a merge."""
    return {name: row_ids(r, person_id) for name, r in refers().items() if r.moves and r.watched}


def merges(actor: Actor, page: int) -> tuple[Sequence[Merged], int]:
    """What was merged, the latest first, and how many. The route asks for EDIT_PEOPLE."""
    total = db.session.scalar(select(func.count(PersonMerge.id))) or 0
    return _merged(_MERGES.limit(PER_PAGE).offset((page - 1) * PER_PAGE)), total


def merges_of(actor: Actor, person: Person) -> Sequence[Merged]:
    """What was merged into a record that the actor was given, the latest first."""
    found = _merged(_MERGES.where(PersonMerge.kept_id == person.id))
    now = snapshot(person.id) if any(row.merge.undone_at is None for row in found) else {}
    return [replace(row, since=_since(row.merge, now)) for row in found]


def _since(merge: PersonMerge, now: Mapping[str, list[int]]) -> list[Figure]:
    """What was written since under the record that stayed, and stays with it when the merge is undone."""
    if merge.undone_at is not None:
        return []
    new = {name: set(ids) - set(merge.there.get(name, ())) for name, ids in now.items()}
    return [Figure(refers()[name].what, len(ids)) for name, ids in new.items() if ids]


_other: Any = aliased(Person)  # none, where the join finds nobody
_MERGES = (
    select(PersonMerge, Person, _other)
    .outerjoin(Person, Person.id == PersonMerge.kept_id)
    .outerjoin(
        _other, and_(PersonMerge.undone_at.is_not(None), _other.id == PersonMerge.gone["id"].as_integer())
    )
    .order_by(PersonMerge.id.desc())
)


def _merged(query: Select[PersonMerge, Person, Any]) -> list[Merged]:
    """With the names of today where a merge is undone: it keeps none."""
    found = []
    rows = db.session.execute(query).all()
    proofs = proofs_of(ANYONE, [merge.id for merge, _, _ in rows])
    for merge, kept, other in rows:
        values: dict[str, Any] = merge.gone
        if merge.undone_at is not None:
            values = {} if other is None else {"name": other.name, "email": other.email}
        found.append(
            Merged(merge, kept, values.get("name", ""), values.get("email") or "", proofs.get(merge.id))
        )
    return found


def mails_of(actor: Actor, person: Person) -> Sequence[OutboxMessage]:
    """The latest mails to any address of a person; nothing for those who do not see the outbox."""
    if not actor.may(Permission.SEE_OUTBOX):
        return []
    further = select(PersonAddress.email).where(PersonAddress.person_id == person.id)
    return db.session.scalars(
        select(OutboxMessage)
        .where(or_(OutboxMessage.to_email == person.email, OutboxMessage.to_email.in_(further)))
        .options(defer(OutboxMessage.calendar), defer(OutboxMessage.text))
        .order_by(OutboxMessage.id.desc())
        .limit(10)
    ).all()


def merge_for(actor: Actor, merge_id: int) -> PersonMerge:
    """One merge; the route asks for EDIT_PEOPLE, which is held everywhere."""
    merge = db.session.get(PersonMerge, merge_id)
    if merge is None:
        raise NotFound
    return merge
