"""Progress entries, and the paragraphs that still lack one."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.mandate.models import Cycle, Obligation, Resolution
from meetings.progress.models import ProgressEntry
from meetings.progress.rules import coverage


# no actor: the numbers of one cycle that the caller was given
def paragraphs(cycle: Cycle) -> tuple[int, ...]:
    """The operative paragraphs of which each wants a progress entry: OP1 to OP8 of 61/15."""
    return cycle.paragraphs


def entries_of(actor: Actor, cycle: Cycle) -> Sequence[ProgressEntry]:
    """The cycle's entries by paragraph and day; one statement."""
    query = (
        select(ProgressEntry)
        .where(ProgressEntry.cycle_id == cycle.id)
        .order_by(ProgressEntry.paragraph, ProgressEntry.since, ProgressEntry.id)
    )
    return db.session.scalars(query).all()


def uncovered_paragraphs(actor: Actor, cycle: Cycle) -> tuple[int, ...]:
    """The paragraphs without an entry; the report is not complete before there are none."""
    entries = ((entry.paragraph, entry.text) for entry in entries_of(actor, cycle))
    return coverage(paragraphs(cycle), entries).missing


def obligations_by_paragraph(actor: Actor, cycle: Cycle) -> dict[int, list[Obligation]]:
    """What each paragraph asks, in its order."""
    query = (
        select(Obligation)
        .where(Obligation.resolution_id == cycle.resolution_id)
        .order_by(Obligation.paragraph, Obligation.position)
    )
    by_paragraph: dict[int, list[Obligation]] = {}
    for obligation in db.session.scalars(query):
        by_paragraph.setdefault(obligation.paragraph, []).append(obligation)
    return by_paragraph


def entry_for(actor: Actor, symbol: str, entry_id: int) -> ProgressEntry:
    """An entry of that cycle, with the cycle; NotFound when there is none."""
    query = (
        select(ProgressEntry)
        .join(ProgressEntry.cycle)
        .join(Cycle.resolution)
        .where(ProgressEntry.id == entry_id, Resolution.symbol == symbol.replace("-", "/"))
        .options(joinedload(ProgressEntry.cycle).joinedload(Cycle.resolution))
    )
    entry = db.session.scalar(query)
    if entry is None:
        raise NotFound
    return entry
