"""Who took part, in numbers: from the registrations themselves, which stay as nameless rows after the deletion."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.directory.rules import Region
from meetings.mandate.models import Cycle
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration.models import Registration
from meetings.registration.rules import Category, Gender, RegistrationStatus


@dataclass(frozen=True)
class Cell:
    """So many approved participants of one meeting, group, region and gender (None: not known, not said)."""

    meeting: int
    category: Category
    region: Region | None
    gender: Gender | None
    number: int


@dataclass(frozen=True)
class Participation:
    """Approved participants of all meetings of a cycle, in the smallest cells."""

    meetings: Sequence[Meeting]
    cells: Sequence[Cell]

    @property
    def years(self) -> list[int]:
        return sorted({m.starts.year for m in self.meetings})

    def count(self, *by: Callable[[Cell], Any]) -> Counter[Any]:
        """How many, by what these say of a cell (alone, or as a tuple)."""
        counted: Counter[Any] = Counter()
        for cell in self.cells:
            key = tuple(one(cell) for one in by)
            counted[key[0] if len(key) == 1 else key] += cell.number
        return counted

    def year(self, cell: Cell) -> int:
        """The year of the cell's meeting."""
        return next(m.starts.year for m in self.meetings if m.id == cell.meeting)


def participation(actor: Actor, cycle: Cycle) -> Participation:
    """The counts of a cycle, in two statements, for whoever sees the report."""
    if not actor.may(Permission.SEE_REPORT):
        return Participation((), ())
    meetings = db.session.scalars(
        select(Meeting)
        .where(Meeting.cycle_id == cycle.id, Meeting.status != MeetingStatus.CANCELLED)
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()
    region = func.coalesce(Organization.region, Registration.region)
    keys = (Registration.meeting_id, Registration.category, region, Registration.gender)
    rows = db.session.execute(
        select(*keys, func.count())
        .outerjoin(Registration.organization)
        .where(
            Registration.meeting_id.in_([m.id for m in meetings]),
            Registration.status == RegistrationStatus.APPROVED,
        )
        .group_by(*keys)
    ).all()
    cells = [Cell(m, category, Region(r) if r else None, gender, n) for m, category, r, gender, n in rows]
    there = {cell.meeting for cell in cells}
    return Participation([m for m in meetings if m.id in there], cells)
