"""What rooms above can do to many things: each registers how it foresees an act and how it does one row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.bulk.models import BulkAct, BulkRow
from meetings.bulk.rules import Foresight


@dataclass(frozen=True)
class Kind:
    """A kind of act on many.

    `thing` loads what it is on, for this actor (or raises NotFound); `permission` is asked on it, when the act is
    looked at and again before each portion is done. `do` changes what one row says, in the worker's transaction, and
    returns the sentence of the result; a Refused leaves that row undone and the others as they are. `back` is the
    page (label, address) to return to, `aside` the page's second column as (template, its values), `papers` what can be
    fetched about the rows, as (label, address).
    """

    permission: Permission
    thing: Callable[[Actor, BulkAct], object]
    foresee: Callable[[Actor, BulkAct, Sequence[BulkRow]], Foresight]
    do: Callable[[Actor, BulkAct, BulkRow], str]
    back: Callable[[BulkAct], tuple[str, str]]
    aside: Callable[[Actor, BulkAct, Sequence[BulkRow]], tuple[str, dict[str, object]] | None] | None = None
    papers: Callable[[BulkAct], Sequence[tuple[str, str]]] | None = None


_kinds: dict[str, Kind] = {}


def answer_kind(name: str, kind: Kind) -> None:
    """Register who does the acts of this kind (see `rooms`)."""
    _kinds[name] = kind


def kind_of(act: BulkAct) -> Kind:
    """Who does this act."""
    return _kinds[act.kind]
