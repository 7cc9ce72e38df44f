"""A paragraph of the record and what becomes of it when several write at once. Pure.

Whoever changes or takes out a paragraph says on which version they do so; on another one the answer is `Stale`, and
both texts are shown. So nothing that was kept goes unless somebody who had it before their eyes wanted that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from meetings.base.refusals import Refused, Stale
from meetings.base.words import N_, Labelled
from meetings.record.rules.places import Order, moved, placed

# Of one paragraph, and of what is pasted at once and parted by its empty lines.
MOST_TEXT, MOST_PASTED = 10_000, 200_000
MOST_PARAGRAPHS = 3_000


class ParagraphKind(Labelled):
    PARAGRAPH = "paragraph", N_("Paragraph")
    INTERVENTION = "intervention", N_("Intervention")


@dataclass(frozen=True)
class Kept:
    """A paragraph as it stands, or (`out`) as it was when somebody took it out."""

    id: int
    text: str
    position: int
    version: int = 1
    out: bool = False


CHANGED = N_("Somebody changed this paragraph while you were writing. Here are both texts.")
TAKEN_OUT = N_("Somebody took this paragraph out while you were writing. Here are both texts.")
CHANGED_SINCE = N_(
    "Somebody changed this paragraph meanwhile, so it was not taken out. Read what it says now."
)


def edited(kept: Kept, text: str, version: int) -> Kept:
    """The text changed on the version that was read; Stale on any other.

    The same text sent again (its answer was lost on the way) changes nothing. Whoever has seen that it was taken out
    and sends a text all the same brings it back.
    """
    if text == kept.text and not kept.out:
        return kept
    if version != kept.version:
        raise Stale(TAKEN_OUT if kept.out else CHANGED, field="text")
    return replace(kept, text=text, version=kept.version + 1, out=False)


def taken_out(kept: Kept, version: int) -> Kept:
    """Out of the record, from where it can be brought back; Stale when it is not what was read."""
    if kept.out:
        return kept
    if version != kept.version:
        raise Stale(CHANGED_SINCE)
    return replace(kept, version=kept.version + 1, out=True)


def brought_back(kept: Kept) -> Kept:
    """In the record again, where it stood."""
    return replace(kept, version=kept.version + 1, out=False) if kept.out else kept


@dataclass(frozen=True)
class Write:
    """A new paragraph behind `after`; None: at the end."""

    id: int
    text: str
    after: int | None = None


@dataclass(frozen=True)
class Edit:
    id: int
    text: str
    version: int


@dataclass(frozen=True)
class TakeOut:
    id: int
    version: int


@dataclass(frozen=True)
class BringBack:
    id: int


@dataclass(frozen=True)
class Move:
    id: int
    up: bool


Act = Write | Edit | TakeOut | BringBack | Move
Record = Mapping[int, Kept]


def apply(record: Record, act: Act) -> Record:
    """The record after one act of somebody; Refused (Stale) leaves it as it is."""
    if isinstance(act, Write):
        if act.id in record:
            return record
        place = placed(order_of(record), act.after)
        new = Kept(act.id, act.text, place.position)
        return {**_spread(record, place.others), act.id: new}
    kept = record.get(act.id)
    if kept is None:
        raise Refused("This paragraph is no longer there.")
    if isinstance(act, Edit):
        return {**record, act.id: edited(kept, act.text, act.version)}
    if isinstance(act, TakeOut):
        return {**record, act.id: taken_out(kept, act.version)}
    if isinstance(act, BringBack):
        return {**record, act.id: brought_back(kept)}
    place = moved(order_of(record), act.id, act.up, {one.id for one in record.values() if not one.out})
    return {**_spread(record, place.others), act.id: replace(kept, position=place.position)}


def order_of(record: Record) -> Order:
    """Ids and positions, from the first to the last."""
    return tuple(sorted(((one.id, one.position) for one in record.values()), key=lambda pair: pair[1]))


def _spread(record: Record, others: Mapping[int, int]) -> Record:
    return {number: replace(k, position=others.get(number, k.position)) for number, k in record.items()}
