"""Who somebody was called and where they were written to, on all their days: from whatever is kept of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, func, or_, select

from meetings.access.actor import OF_THE_HOUSE
from meetings.access.models import AuditRow
from meetings.base.database import Base, db
from meetings.people.models import PersonMerge
from meetings.people.rules.traces import NAMELESS, Traces


@dataclass(frozen=True)
class Who:
    """A table whose rows say a name and an address of one person, and by which columns they are that person's.

    One with an account is not found by its record alone: a merge can be a mistake. `kind`: what the trail calls it.
    """

    table: str
    kind: str
    name: str = "name"
    email: str = "email"
    account: str = ""
    person: str = ""


WHO = (
    Who("account", "account", account="id"),
    Who("person", "person", person="id"),
    Who("registration", "registration", account="account_id", person="person_id"),
    Who("invitation", "invitation"),
    Who("update_addressee", "update_addressee"),
    Who("person_request", "person_request", account="account_id", person="person_id"),
    Who("speaker", "speaker", person="person_id"),
    Who("outbox_message", "", "to_name", "to_email"),
)
# Who carries an address or a name now: of whom another is, it is not looked for as this person's.
CARRY = ("account", "person", "registration", "invitation")


# no actor: the verb that deletes a person has asked for the permission
def traces_of(
    accounts: Collection[int],
    records: Collection[int],
    addresses: Collection[str],
    things: Mapping[str, Collection[int]] | None = None,
) -> Traces:
    """All names and addresses of these; `things`: rows (ids by table) that are theirs besides.

    An address of before a correction is theirs no longer once somebody else has it.
    """
    found = {table: set(ids) for table, ids in (things or {}).items()} | {"person": set(records)}
    names, now, before = set[str](), set(addresses), set[str]()
    for merge in db.session.scalars(select(PersonMerge).where(PersonMerge.kept_id.in_(records))):
        for values in (merge.gone, merge.before, merge.after):
            names.add(str(values.get("name") or ""))
    lines: list[tuple[str, set[int]]] = []
    for who in WHO:
        table = Base.metadata.tables[who.table]
        mine = _theirs(who, table, accounts, records, now, found.get(who.table, set()))
        rows = db.session.execute(select(table.c.id, table.c[who.name], table.c[who.email]).where(mine)).all()
        names |= {row[1] for row in rows}
        if who.table not in ("speaker", "outbox_message"):
            now |= _not_of_others({row[2] for row in rows if row[2]} - now, accounts)
        ids = {row[0] for row in rows} | found.get(who.table, set())
        found[who.table] = ids
        if who.kind:
            lines.append((who.kind, ids))
    for line in _lines(lines):
        names.add(str(line.get("name") or ""))
        before.add(str(line.get("email") or "").strip().lower())
    before -= now
    before -= carried("email", before, found)
    names |= _called_at(before)
    return Traces(
        frozenset(n for n in names if len(n) > 1 and n not in (*OF_THE_HOUSE, NAMELESS)),
        frozenset(address.lower() for address in now | before if "@" in address),
    )


def _not_of_others(addresses: Collection[str], accounts: Collection[int]) -> set[str]:
    """These without what is the account of somebody else: the office mistook it (as in `subject_of`)."""
    others = Base.metadata.tables["account"]
    held = select(others.c.email).where(others.c.email.in_(addresses), others.c.id.not_in(accounts))
    return set(addresses) - set(db.session.scalars(held)) if addresses else set()


def _theirs(
    who: Who,
    table: Table,
    accounts: Collection[int],
    records: Collection[int],
    addresses: Collection[str],
    ids: Collection[int],
) -> ColumnElement[bool]:
    ways: list[ColumnElement[bool]] = [table.c[who.email].in_(addresses), table.c.id.in_(ids)]
    if who.account:
        ways.append(table.c[who.account].in_(accounts))
    if who.person:
        nobody_s = table.c[who.account].is_(None) if who.account else table.c.id.is_not(None)
        ways.append(and_(table.c[who.person].in_(records), nobody_s))
    return or_(*ways)


def _lines(of: list[tuple[str, set[int]]]) -> list[Any]:
    about = or_(*(and_(AuditRow.on_kind == kind, AuditRow.on_id.in_(ids)) for kind, ids in of))
    return [
        values
        for line in db.session.execute(select(AuditRow.before, AuditRow.after).where(about))
        for values in line
        if values
    ]


def _called_at(addresses: Collection[str]) -> set[str]:
    mails = Base.metadata.tables["outbox_message"]
    return set(db.session.scalars(select(mails.c.to_name).where(mails.c.to_email.in_(addresses))))


# no actor: as above
def carried(column: str, values: Collection[str], but_for: Mapping[str, Collection[int]]) -> set[str]:
    """Which of these names or addresses another has now, in lower case; `but_for`: one's own rows (ids by table)."""
    low, held = {value.lower() for value in values}, set[str]()
    for name in CARRY:
        table = Base.metadata.tables[name]
        said = table.c[column]
        same = or_(said.in_(values), func.lower(said).in_(low))  # SQLite knows the capitals of English alone
        mine = table.c.id.in_(but_for.get(name, ()))
        held |= set(db.session.scalars(select(said).where(same, ~mine)))
    further = Base.metadata.tables["person_address"]
    if column == "email":
        mine = further.c.person_id.in_(but_for.get("person", ()))
        held |= set(db.session.scalars(select(further.c.email).where(further.c.email.in_(values), ~mine)))
    return {value.lower() for value in held}
