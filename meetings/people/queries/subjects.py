"""Whose data it is: which record, accounts and addresses are one person's."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from meetings.access.actor import Actor
from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import STAFF, Role
from meetings.base.database import db
from meetings.base.words import N_
from meetings.directory.models import FocalPoint, Person, PersonAddress
from meetings.directory.queries import find_own_person, find_person
from meetings.people.asked import Subject
from meetings.people.queries.proofs import sides_of
from meetings.people.queries.traces import traces_of


def own_subject(actor: Actor) -> Subject:
    """Whoever asks: the account and address that they signed in with, and the record.

    Not the accounts of addresses that came to the record by a merge, nor the record that has one's address by it: a
    mistaken merge must open nothing. Of a merge with a proof (see proofs) both sides are whoever asks.
    """
    if actor.account_id is None:
        return Subject(None, frozenset(), frozenset())
    person = find_own_person(actor)
    sides = sides_of(actor, person)
    proven = [side for side in sides if side.proof is not None]
    record = person.id if person else next((side.merge.kept_id for side in proven), None)
    return Subject(
        record,
        frozenset({actor.account_id, *(id_ for side in proven for id_ in side.accounts)}),
        frozenset({actor.email, *(email for side in proven for email in side.addresses)}),
        unproven=tuple(side.unproven for side in sides if side.proof is None),
        proven=frozenset(side.merge.id for side in proven),
    )


def subject_of(person: Person | None, account_id: int | None) -> Subject:
    """All that is this person's, for deletion: also what came by a merge, and addresses without an account.

    An address that is the account of somebody else is left alone: the office mistook it.
    """
    accounts = set() if account_id is None else {account_id}
    addresses: set[str] = set()
    if person is not None:
        accounts |= set() if person.account_id is None else {person.account_id}
        own = select(PersonAddress.email).where(PersonAddress.person_id == person.id)
        addresses = set(db.session.scalars(own))
    rows = db.session.execute(
        select(Account.id, Account.email).where(or_(Account.id.in_(accounts), Account.email.in_(addresses)))
    ).all()
    accounts |= {row.id for row in rows}
    addresses |= {row.email for row in rows}
    if person is not None and person.email is not None:
        holder = db.session.scalar(select(Account.id).where(Account.email == person.email))
        addresses |= {person.email} if holder is None or holder in accounts else set()
    records = set() if person is None else {person.id}
    called = traces_of(accounts, records, addresses)
    return Subject(
        person.id if person else None, frozenset(accounts), frozenset(addresses) | called.addresses, called
    )


@dataclass(frozen=True)
class Going:
    """An address of which everything would go: with its account, if it has one, and why it belongs to the request.

    `elsewhere`: a record that is not this person's and has the address too, since a merge.
    """

    email: str
    account: Account | None
    why: str
    elsewhere: Person | None


def going(actor: Actor, subject: Subject, asking: int | None) -> list[Going]:
    """Whom a deletion would take, address by address, the one that asks (`asking`: its account) first."""
    accounts = db.session.scalars(select(Account).where(Account.email.in_(subject.addresses)))
    by_email = {a.email: a for a in accounts}
    person = db.session.get(Person, subject.person_id) if subject.person_id else None

    def line(email: str) -> Going:
        account, known = by_email.get(email), find_person(email)
        why = N_("known since a merge, or from before a correction")
        if account is not None and account.id == asking:
            why = N_("asks")
        elif person is not None and person.email == email:
            why = N_("main address of the record")
        elif person is not None and account is not None and account.id == person.account_id:
            why = N_("account of the record")
        mine = known is None or known.id in subject.records
        return Going(email, account, why, None if mine else known)

    return sorted((line(e) for e in subject.addresses), key=lambda g: (g.why != "asks", g.email))


def works_here(subject: Subject, today: date) -> bool:
    """Whether one of the accounts holds a role of the office."""
    return _holds(subject, list(STAFF), today)


def speaks_now(subject: Subject, today: date) -> bool:
    """Whether an organization is spoken for by this person today, or from a later day on."""
    named = select(FocalPoint.id).where(
        FocalPoint.person_id.in_(subject.records),
        or_(FocalPoint.until.is_(None), FocalPoint.until >= today),
    )
    return db.session.scalar(named.limit(1)) is not None or _holds(subject, [Role.FOCAL_POINT], today)


def _holds(subject: Subject, roles: list[Role], today: date) -> bool:
    held = select(RoleHolding.id).where(
        RoleHolding.account_id.in_(subject.accounts),
        RoleHolding.role.in_(roles),
        or_(RoleHolding.until.is_(None), RoleHolding.until >= today),
    )
    return db.session.scalar(held.limit(1)) is not None
