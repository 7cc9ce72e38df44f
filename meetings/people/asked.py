"""What this room asks of every room that knows something of a person; `rooms.py` registers who answers.

`personal_data_of`, `merge` and `forget` are one answer, so that a room which gives the one cannot forget the other.
A test compares the columns named here with all foreign keys to `person`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import InstrumentedAttribute

from meetings.access.actor import Actor
from meetings.base.models import StoredFile
from meetings.people.rules.traces import Traces


@dataclass(frozen=True)
class Unproven:
    """A merge of which it is not shown that both were this person: what came of the other is not told.

    `own` and `other`: the values of the two records then. `rows`: the other's, by `table.column`. `before`: what was
    done to the record until then is the other's too.
    """

    merge_id: int
    kept_id: int | None
    own: Mapping[str, Any]
    other: Mapping[str, Any]
    rows: Mapping[str, frozenset[int]]
    before: datetime | None

    def is_anothers(self, name: str, value: Any) -> bool:
        """Whether a value of that field came from the other."""
        return bool(value) and name in self.other and value == self.other[name] != self.own.get(name)


@dataclass(frozen=True)
class Subject:
    """Whose data it is: the record, the accounts and the addresses (lower case) that are this person's.

    `called`: all names and addresses by which others may have written of them (for a deletion).
    `unproven`: merges that may be mistakes (for a copy; a deletion takes all, and the office has seen the list).
    """

    person_id: int | None
    accounts: frozenset[int]
    addresses: frozenset[str]
    called: Traces = field(default_factory=Traces, compare=False)
    unproven: tuple[Unproven, ...] = field(default=(), compare=False)
    proven: frozenset[int] = field(default=frozenset(), compare=False)

    @property
    def records(self) -> frozenset[int]:
        """The record, to be looked for with `in_`: compared with none, a column would find what is nobody's."""
        return frozenset() if self.person_id is None else frozenset({self.person_id})

    def anothers(self, column: Any) -> frozenset[int]:
        """The rows that a column refers to this record, and that came from another by a merge without proof."""
        name = str(column.property.columns[0])
        return frozenset(id_ for one in self.unproven for id_ in one.rows.get(name, ()))

    def own_values(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the record, or of a line about it, without those that came from another so."""
        return {
            name: value
            for name, value in values.items()
            if not any(one.is_anothers(name, value) for one in self.unproven)
        }

    @property
    def named(self) -> str:
        """The addresses in one line, by which a page and the act after it know that they mean the same people."""
        return " ".join(sorted(self.addresses))


@dataclass(frozen=True)
class Told:
    """All that a room keeps of somebody: rows by table, and the files that they handed in."""

    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    files: Sequence[StoredFile] = ()


@dataclass(frozen=True)
class Figure:
    """A line of the dry run: how many of what go, or stay and why (`why`: a sentence, marked for translation).

    `names`: what they are called, where somebody else would miss them.
    """

    label: str
    number: int
    stays: bool = False
    why: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refers:
    """A column that refers to a person; `what` its rows are called. One that does not move goes with the record.

    A merge is undone only while the `watched` rows are those that were there when it was made.
    """

    column: InstrumentedAttribute[Any]
    what: str
    moves: bool = True
    watched: bool = True


@dataclass(frozen=True)
class Knows:
    """A room's answer."""

    refers: tuple[Refers, ...]
    told: Callable[[Subject], Told]
    goes: Callable[[Subject], Iterable[Figure]]
    forget: Callable[[Actor, Subject], None]


_rooms: dict[str, Knows] = {}


def answer(room: str, knows: Knows) -> None:
    """Register what a room knows of people (see `rooms`)."""
    _rooms[room] = knows


def answered() -> Mapping[str, Knows]:
    """The rooms that have answered, in the order in which they forget: what stands on others first."""
    return _rooms


def refers() -> dict[str, Refers]:
    """All columns that refer to a person, as `table.column`."""
    return {str(r.column.property.columns[0]): r for room in _rooms.values() for r in room.refers}


def plain_row(row: object, *without: str) -> dict[str, Any]:
    """A row as plain values, for a machine to read; without what names others or opens doors."""
    names = (a.key for a in inspect(row).mapper.column_attrs if a.key not in without)
    return {name: plain(getattr(row, name)) for name in names}


def plain(value: Any) -> Any:
    """A value as JSON can hold it: instants and days in ISO 8601, codes as their text."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return value
