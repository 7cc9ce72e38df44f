"""What files on their way in, and lines that were not taken in, say of a person; deleted, they come in no more."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.base import files
from meetings.base.database import db
from meetings.base.file_kinds import FileKind
from meetings.base.refusals import NotFound
from meetings.base.words import N_
from meetings.bulk.models import BulkAct, BulkRow
from meetings.imports.actions import drop
from meetings.imports.models import RegistrationImport
from meetings.imports.queries import KIND
from meetings.people.asked import Figure, Knows, Subject, Told
from meetings.people.rules.traces import UNSPACED
from meetings.registration.rules import holds_address, sort_key

# Nobody has said yet in which a file is written: of each, whatever an address may stand beside.
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "shift_jis", "big5", "gb18030", "euc_kr")
GONE = N_("deleted at the person’s request")


def _keys(subject: Subject) -> set[str]:
    """The names of all their days, as they are compared."""
    return {_as_called(name) for name in subject.called.names}


def _as_called(name: str) -> str:
    """The name without case, accents and order of its words; without spaces, where none need stand."""
    words = [word for word in re.split(r"[\W_]+", sort_key(name)) if word]
    return "".join(words) if UNSPACED.search(name) else " ".join(sorted(words))


def _rows(subject: Subject) -> list[BulkRow]:
    """Lines with an address of the person, or with a name and no address; and those said to be like this person.

    Each is read: a database compares letters of other scripts, and how JSON writes them, in ways of its own.
    """
    keys = _keys(subject)
    if not keys and not subject.addresses:
        return []
    acts = select(BulkAct.id).where(BulkAct.kind == KIND)
    rows = db.session.scalars(
        select(BulkRow).where(BulkRow.act_id.in_(acts), BulkRow.label != "").order_by(BulkRow.position)
    )
    return [row for row in rows if is_of(row, subject.addresses, keys) or _is_like(row, keys)]


def _holds(text: str, addresses: Iterable[str]) -> bool:
    return any(holds_address(text, address) for address in addresses)


def is_of(row: BulkRow, addresses: Iterable[str], names: set[str]) -> bool:
    """Whether a line is of the person with these addresses, or, where it has none, of that name."""
    draft: dict[str, Any] = row.data.get("draft") or {}
    said = [str(one) for one in (*row.data.get("cells", ()), *draft.values())]
    if any(_holds(one, addresses) for one in said):
        return True
    called = {_as_called(one) for one in (*said, row.label)}
    return bool(called & names) and not any("@" in one for one in said)


def _is_like(row: BulkRow, names: set[str]) -> bool:
    return _as_called(str((row.data.get("twin") or {}).get("name", ""))) in names


def _told(subject: Subject) -> Told:
    # What somebody else has written of a person and nobody has taken in is no record of theirs.
    return Told({})


def _goes(subject: Subject) -> Iterator[Figure]:
    yield Figure(N_("lines of files that were not taken in"), len(_rows(subject)))


def _forget(actor: Actor, subject: Subject) -> None:
    keys = _keys(subject)
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
