"""Merges that concern whoever is signed in: which side was theirs, and whether it is shown that both are one person.

The office can be mistaken when it merges. So what came from the other side opens only when somebody who is signed in
with one side has followed a link that was mailed to the other, or when the office answers for it with a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select

from meetings.access.actor import Actor
from meetings.access.models import Account
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import Person
from meetings.directory.queries import find_own_person
from meetings.people.asked import Unproven
from meetings.people.models import MergeProof, PersonMerge


@dataclass(frozen=True)
class Side:
    """A merge from one side: the other's accounts and addresses, and the proof, if there is one."""

    merge: PersonMerge
    is_kept: bool
    accounts: frozenset[int]
    addresses: tuple[str, ...]
    proof: MergeProof | None

    @property
    def unproven(self) -> Unproven:
        """What of the merge is not told while there is no proof: the values and rows of the other."""
        merge = self.merge
        moved = {name: frozenset(ids) for name, ids in merge.moved.items()}
        own, other = (merge.before, merge.gone) if self.is_kept else (merge.gone, merge.before)
        if not self.is_kept:
            moved = {n: frozenset(ids) - moved.get(n, frozenset()) for n, ids in merge.there.items()}
        before = None if self.is_kept else merge.at
        return Unproven(merge.id, merge.kept_id, own, other, moved, before)


def sides_of(actor: Actor, person: Person | None) -> list[Side]:
    """The merges that stand and concern the actor (`person`: the own record), the oldest first; in two statements."""
    account, email = actor.account_id, actor.email
    if account is None:
        return []
    proven = and_(
        MergeProof.merge_id == PersonMerge.id,
        MergeProof.proven_at.is_not(None),
        or_(MergeProof.account_id == account, MergeProof.account_id.is_(None)),
    )
    values = (PersonMerge.gone, PersonMerge.before)
    was = [_was(one["account_id"].as_integer(), one["email"].as_string(), account, email) for one in values]
    if person is not None:
        was.append(PersonMerge.kept_id == person.id)
    rows = db.session.execute(
        select(PersonMerge, MergeProof)
        .outerjoin(MergeProof, proven)
        .where(PersonMerge.undone_at.is_(None), PersonMerge.kept_id.is_not(None), or_(*was))
        .order_by(PersonMerge.id, MergeProof.id)
    ).all()
    found = {merge.id: (merge, proof) for merge, proof in reversed(rows) if merge.gone}
    emails = _emails([merge for merge, _ in found.values()])
    return [_side(merge, proof, actor, emails) for merge, proof in (found[id_] for id_ in sorted(found))]


def _was(account_column: Any, email_column: Any, account: int, email: str) -> Any:
    return or_(account_column == account, and_(account_column.is_(None), email_column == email))


def _emails(merges: list[PersonMerge]) -> dict[int, str]:
    wanted = {v.get("account_id") for m in merges for v in (m.gone, m.before)} - {None}
    if not wanted:
        return {}
    rows = db.session.execute(select(Account.id, Account.email).where(Account.id.in_(wanted)))
    return {id_: email for id_, email in rows}  # noqa: C416 - pairs, of which dict() does not know the types


def _side(merge: PersonMerge, proof: MergeProof | None, actor: Actor, emails: Mapping[int, str]) -> Side:
    is_kept = not is_of(merge.gone, actor.account_id, actor.email)
    other = merge.gone if is_kept else merge.before
    account: Any = other.get("account_id")
    addresses = {other.get("email"), emails.get(account or 0)} - {None, "", actor.email}
    theirs = account is not None and account in emails and account != actor.account_id
    accounts = frozenset([account] if theirs else [])
    return Side(merge, is_kept, accounts, tuple(sorted(str(one) for one in addresses)), proof)


def is_of(values: Mapping[str, Any], account_id: int | None, email: str) -> bool:
    """Whether a record with these values was this account's, or, naming none, had its address."""
    account = values.get("account_id")
    return account == account_id if account is not None else values.get("email") == email


def unproven_sides(actor: Actor) -> list[Side]:
    """What the actor can show: merges of the own record whose other side has an address and no proof yet."""
    sides = sides_of(actor, find_own_person(actor))
    return [side for side in sides if side.proof is None and side.addresses]


def own_side_for(actor: Actor, merge_id: int) -> Side:
    """One of these; another's merge is NotFound."""
    for side in unproven_sides(actor):
        if side.merge.id == merge_id:
            return side
    raise NotFound


def proofs_of(actor: Actor, merges: list[int]) -> dict[int, MergeProof]:
    """The proof of each of these merges which the actor was given, if there is one."""
    rows = db.session.scalars(
        select(MergeProof)
        .where(MergeProof.merge_id.in_(merges), MergeProof.proven_at.is_not(None))
        .order_by(MergeProof.id.desc())
    )
    return {proof.merge_id: proof for proof in rows}


# no actor: whoever holds the link may know of what it asks; the verb compares the account
def find_proof(proof_id: int) -> MergeProof | None:
    return db.session.get(MergeProof, proof_id)
