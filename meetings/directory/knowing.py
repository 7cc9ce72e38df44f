"""One record of a person through the years: found by the address, or made once, whoever comes first."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import secrets
from meetings.base.database import db
from meetings.directory.models import Person
from meetings.directory.queries import find_person
from meetings.directory.rules import sorted_as


@dataclass(frozen=True)
class Met:
    """Somebody whose address is proven, or whom the office has entered, as they wrote of themselves that day."""

    name: str
    email: str
    function: str = ""
    organization_id: int | None = None
    zone: str = ""
    account_id: int | None = None
    demonstration: bool = False


def know(actor: Actor, met: Met) -> Person:
    """The record of that address, made when there is none; what the office wrote in one that is there stays.

    Of two at once the second waits for the first, and finds its record. The row is held until the transaction ends.
    """
    email = met.email.strip().lower()
    found = find_person(email)
    number = found.id if found is not None else _make(actor, met, email)
    if number is None:
        return know(actor, met)  # somebody else has made it meanwhile
    person = db.session.scalar(
        select(Person)
        .where(Person.id == number)
        .with_for_update(of=Person)
        .execution_options(populate_existing=True)
    )
    if person is None:
        return know(actor, met)  # it was merged into another meanwhile, which has the address now
    # An address that came by a merge names nobody's account: the merge can be a mistake.
    mine = person.email == email and person.account_id is None
    if mine and met.account_id is not None and not _has_record(met.account_id):
        person.account_id = met.account_id
        db.session.flush()  # whoever asks next for the record of the account finds it
    return person


def _make(actor: Actor, met: Met, email: str) -> int | None:
    """The id of the new record; None when there is one of that address by now."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    values = {
        "key": secrets.new_key(),
        "name": met.name,
        "sort_key": sorted_as(met.name),
        "email": email,
        "function": met.function,
        "organization_id": met.organization_id,
        "zone": met.zone,
        "version": 1,
        "demonstration": met.demonstration,
    }
    made = insert(Person).values(values).on_conflict_do_nothing().returning(Person.id)
    row = db.session.execute(made).first()
    if row is None:
        return None
    number = int(row.id)
    told = {name: values[name] for name in ("name", "email", "function", "organization_id", "zone")}
    audit.record(actor, "add_person", "person", number, None, told)
    return number


def _has_record(account_id: int) -> bool:
    return db.session.scalar(select(Person.id).where(Person.account_id == account_id)) is not None
