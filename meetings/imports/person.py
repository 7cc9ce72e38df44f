"""What files on their way in, and lines that were not taken in, say of a person; deleted, they come in no more."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Text, cast, func, or_, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.models import Account
from meetings.base import files
from meetings.base.database import db
from meetings.base.file_kinds import FileKind
from meetings.base.refusals import NotFound
from meetings.base.words import N_
from meetings.bulk.models import BulkAct, BulkRow
from meetings.directory.models import Person
from meetings.imports.actions import drop
from meetings.imports.models import RegistrationImport
from meetings.imports.queries import KIND
from meetings.people.asked import Figure, Knows, Subject, Told
from meetings.registration.models import Registration
from meetings.registration.rules import holds_address, sort_key

# Nobody has said yet in which a file is written: of each, whatever an address may stand beside.
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "shift_jis", "big5", "gb18030", "euc_kr")
GONE = N_("deleted at the person’s request")


def _names(subject: Subject) -> set[str]:
    asked = (
        select(Person.name).where(Person.id.in_(subject.records)),
        select(Account.name).where(Account.id.in_(subject.accounts)),
        select(Registration.name).where(Registration.account_id.in_(subject.accounts)),
    )
    return {name for query in asked for name in db.session.scalars(query) if len(name) > 1}


def _rows(subject: Subject) -> list[BulkRow]:
    """Lines with an address of the person, or with the name and no address; and those said to be like this person."""
    names = _names(subject)
    written = func.lower(cast(BulkRow.data, Text))
    # What is in both spellings of a name, with its accents and without.
    plain = {max(filter(str.isascii, sort_key(name).split()), key=len, default=name) for name in names}
    words = [json.dumps(word)[1:-1].lower() for word in {*subject.addresses, *names, *plain}]
    if not words:
        return []
    held = or_(*(written.contains(word, autoescape=True) for word in words))
    acts = select(BulkAct.id).where(BulkAct.kind == KIND)
    rows = db.session.scalars(
        select(BulkRow).where(BulkRow.act_id.in_(acts), held).order_by(BulkRow.position)
    )
    keys = {sort_key(name) for name in names}
    return [row for row in rows if is_of(row, subject.addresses, keys) or _is_like(row, keys)]


def _holds(text: str, addresses: Iterable[str]) -> bool:
    return any(holds_address(text, address) for address in addresses)


def is_of(row: BulkRow, addresses: Iterable[str], names: set[str]) -> bool:
    """Whether a line is of the person with these addresses, or, where it has none, of that name."""
    draft: dict[str, Any] = row.data.get("draft") or {}
    said = [str(one) for one in (*row.data.get("cells", ()), *draft.values())]
    if any(_holds(one, addresses) for one in said):
        return True
    called = {sort_key(one) for one in (*said, row.label)}
    return bool(called & names) and not any("@" in one for one in said)


def _is_like(row: BulkRow, names: set[str]) -> bool:
    return sort_key(str((row.data.get("twin") or {}).get("name", ""))) in names


def _told(subject: Subject) -> Told:
    # What somebody else has written of a person and nobody has taken in is no record of theirs.
    return Told({})


def _goes(subject: Subject) -> Iterator[Figure]:
    yield Figure(N_("lines of files that were not taken in"), len(_rows(subject)))


def _forget(actor: Actor, subject: Subject) -> None:
    keys = {sort_key(name) for name in _names(subject)}
    acts = set()
    for row in _rows(subject):
        if is_of(row, subject.addresses, keys):
            acts.add(row.act_id)
            row.label, row.about = "", ""
            row.said = row.said and GONE
            row.data = {
                "line": row.data.get("line", row.position),
                "bad": {"column": "", "msgid": GONE, "params": {}},
            }
        else:
            row.data = row.data | {"twin": row.data["twin"] | {"name": "–"}}
    for found in db.session.scalars(select(RegistrationImport).options(joinedload(RegistrationImport.file))):
        if found.act_id in acts or (found.act_id is None and _may_hold(found, subject.addresses)):
            drop(found)
    db.session.flush()


def _may_hold(found: RegistrationImport, addresses: Iterable[str]) -> bool:
    """A file that was not tried yet: a text with an address, in any encoding; a workbook is not looked through."""
    if found.file.kind is not FileKind.CSV:
        return True
    try:
        content = files.content_of(found.file)
    except NotFound:
        return True
    return any(_holds(content.decode(encoding, "replace"), addresses) for encoding in ENCODINGS)


KNOWS = Knows((), _told, _goes, _forget)
