"""Two records become one, and two again."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.access.models import Account
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused, check_version
from meetings.directory.models import Organization, Person, PersonAddress
from meetings.people.actions.proving import forget_proofs
from meetings.people.asked import Refers, refers
from meetings.people.models import NotSame, PersonMerge, blank_merge
from meetings.people.queries import row_ids, snapshot
from meetings.people.rules import CHOSEN, Choice, changed_fields, check_chosen


def merge(
    actor: Actor, kept: Person, gone: Person, chosen: Mapping[str, Choice], seen: tuple[int, int]
) -> PersonMerge:
    """Make two records one: the chosen values stay, all that refers to the other moves, its addresses still lead here.

    `seen`: the versions of both on which it was decided. Nobody gets a right by it: accounts are not merged, the one
    that the record does not name can sign in as before.
    """
    _hold(kept, gone)
    check_version(seen[0], kept.version)
    check_version(seen[1], gone.version)
    if kept.demonstration is not gone.demonstration:
        raise Refused("One of these records belongs to the demonstration, the other is real. They stay two.")
    before, other = _values(kept), _whole(gone)
    values = check_chosen(before, other, chosen)
    further = _addresses(before, other, values["email"])
    pairs = _pairs(gone.id)
    moved = {name: row_ids(r, gone.id) for name, r in refers().items() if r.moves}
    _move(moved, kept.id)
    db.session.execute(delete(Person).where(Person.id == gone.id))
    db.session.expunge(gone)
    _write(kept, values)
    known = set(db.session.scalars(select(PersonAddress.email).where(PersonAddress.email.in_(further))))
    further = [email for email in further if email not in known]
    db.session.add_all(PersonAddress(email=email, person_id=kept.id) for email in further)
    db.session.flush()  # what refers to the record is noted with them
    made = PersonMerge(
        at=clock.now(),
        by=actor.name,
        kept_id=kept.id,
        gone=other,
        before=before,
        after=_values(kept),
        moved={name: ids for name, ids in moved.items() if ids},
        there=snapshot(kept.id),
        pairs=pairs,
        addresses=further,
    )
    db.session.add(made)
    db.session.flush()  # its page needs its id
    audit.record(actor, "merge_people", "person", kept.id, before, _values(kept))
    audit.record(actor, "merged_into", "person", other["id"], other, {"person_id": kept.id})
    return made


def undo(actor: Actor, made: PersonMerge) -> Person:
    """Make the two records again that there were; what was written since under the one that stayed stays with it.

    Refused where it cannot be told apart: another address or account since, a row that is a third person’s by now.
    """
    db.session.refresh(made, with_for_update=True)
    if made.undone_at is not None:
        raise Refused("This merge is undone already.")
    kept = db.session.get(Person, made.kept_id, with_for_update=True, populate_existing=True)
    if kept is None or not made.gone:
        raise Refused("This merge cannot be undone any more: the data of the person was deleted.")
    if db.session.get(Person, made.gone["id"]) is not None:
        # SQLite gives the number of the last row again once that row is gone.
        raise Refused(
            "This merge cannot be undone any more: another record has the number of the one that went."
        )
    _check_unchanged(made, kept)
    db.session.execute(
        delete(PersonAddress).where(
            PersonAddress.person_id == kept.id, PersonAddress.email.in_(made.addresses)
        )
    )
    since = {name: value for name, value in _values(kept).items() if value != made.after.get(name)}
    moved = {
        name: sorted(set(made.moved[name]) & set(row_ids(refers()[name], kept.id)))
        for name in made.moved.keys() & refers().keys()
    }
    _write(kept, made.before | since)
    db.session.execute(insert(Person).values(**made.gone))
    _move(moved, made.gone["id"])
    there = set(db.session.scalars(select(Person.id)).all()) if made.pairs else set()
    for id_, low, high in made.pairs:
        if {low, high} <= there:
            db.session.add(NotSame(id=id_, low_id=low, high_id=high))
    made.undone_at, made.undone_by = clock.now(), actor.name
    forget_proofs([made.id])
    _part(actor, made, kept)
    return kept


def _part(actor: Actor, made: PersonMerge, kept: Person) -> None:
    """Leave of an undone merge only that it was: its values are in the two records again, each in its own."""
    both = [kept.id, made.gone["id"]]
    audit.forget_values("person", both, made.at, clock.now())
    for person_id in both:
        audit.record(actor, "undo_merge", "person", person_id)
    for name, nothing in blank_merge().items():
        setattr(made, name, nothing)
    made.gone = {"id": both[1]}  # by which its name is looked up, while it is there


def say_not_same(actor: Actor, one: Person, other: Person) -> None:
    """Remember that these are two people; said twice, it changes nothing."""
    low, high = sorted((one.id, other.id))
    held = select(NotSame.id).where(NotSame.low_id == low, NotSame.high_id == high)
    if db.session.scalar(held) is None:
        db.session.add(NotSame(low_id=low, high_id=high))
        audit.record(actor, "not_same", "person", one.id, None, {"person_id": other.id})


def say_same_again(actor: Actor, one: Person, other: Person) -> None:
    """Take that back: they are proposed again."""
    low, high = sorted((one.id, other.id))
    db.session.execute(delete(NotSame).where(NotSame.low_id == low, NotSame.high_id == high))
    audit.record(actor, "maybe_same", "person", one.id, None, {"person_id": other.id})


def _hold(*people: Person) -> None:
    """Hold both rows, in one order for everybody."""
    ids = [p.id for p in people]
    rows = db.session.scalars(
        select(Person)
        .where(Person.id.in_(ids))
        .order_by(Person.id)
        .with_for_update(of=Person)
        .execution_options(populate_existing=True)
    ).all()
    if len(rows) != len(ids):
        raise NotFound


def _values(person: Person) -> dict[str, Any]:
    return audit.values_of(person, *CHOSEN)


def _whole(person: Person) -> dict[str, Any]:
    return audit.values_of(person, *(column.key for column in Person.__table__.columns))


def _write(person: Person, values: Mapping[str, Any]) -> None:
    for name in CHOSEN:
        setattr(person, name, values[name])
    person.version += 1
    db.session.flush()  # its address must be free before another row takes it


def _move(moved: Mapping[str, list[int]], to: int) -> None:
    for name, ids in moved.items():
        if ids and (refer := refers().get(name)) is not None:
            rows = refer.column.class_
            # Rows that are in hand are read again when they are looked at.
            db.session.execute(
                update(rows).where(rows.id.in_(ids)).values({refer.column.key: to}),
                execution_options={"synchronize_session": "fetch"},
            )


def _addresses(before: Mapping[str, Any], other: Mapping[str, Any], main: str | None) -> list[str]:
    """All that lead to the two records, also those of their accounts, but for the main one."""
    accounts = {before["account_id"], other["account_id"]} - {None}
    of_accounts = db.session.scalars(select(Account.email).where(Account.id.in_(accounts)))
    found = {before["email"], other["email"], *of_accounts} - {None, main}
    elsewhere = select(Person.email).where(
        Person.email.in_(found), Person.email.not_in({before["email"], other["email"]} - {None})
    )
    return sorted(found - set(db.session.scalars(elsewhere)))


def _pairs(person_id: int) -> list[list[int]]:
    rows = db.session.execute(
        select(NotSame.id, NotSame.low_id, NotSame.high_id)
        .where(or_(NotSame.low_id == person_id, NotSame.high_id == person_id))
        .order_by(NotSame.id)
    )
    return [list(row) for row in rows]


def _check_unchanged(made: PersonMerge, kept: Person) -> None:
    _check_not_merged_on(made, kept)
    now = _values(kept)
    told_apart = {name: now[name] for name in CHOSEN if name not in ("email", "account_id")}
    changed = list(changed_fields(made.after | told_apart, now))
    for name, ids in made.moved.items():
        refer = refers().get(name)
        if refer is not None and _are_anothers(refer, ids, kept.id):
            changed.append(refer.what)
    changed += [CHOSEN[name] for name in _taken(made, kept)]
    found = list(dict.fromkeys(changed))
    if len(found) == 1:
        raise Refused(
            "This merge cannot be undone any more. Since then this has changed: %(what)s.", what=found[0]
        )
    if found:
        raise Refused(
            "This merge cannot be undone any more. Since then these have changed: %(what)s, %(more)s.",
            what=found[0],
            more=found[1] if len(found) == 2 else f"{found[1]} …",
        )


def _check_not_merged_on(made: PersonMerge, kept: Person) -> None:
    """Merges of merges are undone from the last."""
    later = select(PersonMerge.moved).where(PersonMerge.kept_id == kept.id, PersonMerge.undone_at.is_(None))
    of_merges = str(PersonMerge.__table__.c.kept_id)
    if any(made.id in moved.get(of_merges, ()) for moved in db.session.scalars(later)):
        raise Refused(
            "This merge cannot be undone yet: the record went into another one since. Undo that merge first."
        )


def _are_anothers(refer: Refers, ids: list[int], kept_id: int) -> bool:
    rows = refer.column.class_
    theirs = select(rows.id).where(rows.id.in_(ids), refer.column.is_not(None), refer.column != kept_id)
    return db.session.scalar(theirs.limit(1)) is not None


def _taken(made: PersonMerge, kept: Person) -> list[str]:
    """Fields of the record to be made again whose value is another's now, or is gone."""
    gone = made.gone
    found = []
    for name in ("email", "account_id"):
        column = getattr(Person, name)
        if gone[name] and db.session.scalar(
            select(Person.id).where(column == gone[name], Person.id != kept.id)
        ):
            found.append(name)
    for name, table in (("organization_id", Organization), ("account_id", Account)):
        for values in (gone, made.before):
            if values[name] and db.session.get(table, values[name]) is None:
                found.append(name)
    return found
