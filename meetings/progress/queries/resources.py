"""What is on record of resources."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.mandate.models import Cycle, Resolution
from meetings.progress.models import ResourceEntry
from meetings.progress.rules import Activity


def resources_of(actor: Actor, cycle: Cycle) -> Sequence[ResourceEntry]:
    """The cycle's resources by activity and year; one statement."""
    rows = db.session.scalars(select(ResourceEntry).where(ResourceEntry.cycle_id == cycle.id)).all()
    order = list(Activity)
    return sorted(rows, key=lambda row: (order.index(row.activity), row.year))


def resource_for(actor: Actor, symbol: str, number: int) -> ResourceEntry:
    """What one activity of that cycle had in a year; NotFound when there is none."""
    query = (
        select(ResourceEntry)
        .join(ResourceEntry.cycle)
        .join(Cycle.resolution)
        .where(ResourceEntry.id == number, Resolution.symbol == symbol.replace("-", "/"))
        .options(joinedload(ResourceEntry.cycle).joinedload(Cycle.resolution))
    )
    row = db.session.scalar(query)
    if row is None:
        raise NotFound
    return row
