"""What a cycle plans and what of it is there."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.mandate.models import Cycle, PlannedMeeting
from meetings.mandate.queries import answers_in_force
from meetings.mandate.rules import ExistingMeeting, missing_meetings, planned_meetings
from meetings.programme.models import Meeting
from meetings.programme.rules import PUBLIC_STATUSES, MeetingStatus


@dataclass(frozen=True)
class Plan:
    """The meetings that the mandate asks for under the answers in force, those that are there, those missing.

    `by_code` gives the meeting that stands for a planned one, where it is known by the plan's code.
    """

    planned: tuple[PlannedMeeting, ...]
    existing: Sequence[Meeting]
    missing: tuple[PlannedMeeting, ...]
    by_code: dict[str, Meeting]

    def standing_for(self, planned: PlannedMeeting) -> Meeting | None:
        """The meeting made from this plan, otherwise one made by hand that stands for it."""
        if planned.code in self.by_code or planned in self.missing:
            return self.by_code.get(planned.code)
        same = [m for m in self.others if (m.kind.value, m.starts.year) == (planned.kind.value, planned.year)]
        return same[0] if same else None

    @property
    def others(self) -> list[Meeting]:
        """Meetings of the cycle that were made by hand, beside the plan."""
        codes = {p.code for p in self.planned}
        return [m for m in self.existing if m.planned_code not in codes]


def meetings_of(actor: Actor, cycle: Cycle) -> Sequence[Meeting]:
    """The cycle's meetings by time, drafts only for those who may see them; their cycle is the one at hand."""
    query = select(Meeting).where(Meeting.cycle_id == cycle.id).order_by(Meeting.starts_at, Meeting.id)
    if actor.scope(Permission.SEE_PROGRAMME, "meeting") is not None:
        query = query.where(Meeting.status.in_(PUBLIC_STATUSES))
    return db.session.scalars(query).all()


def plan_of(actor: Actor, cycle: Cycle) -> Plan:
    """A cycle's plan against its meetings."""
    answers = answers_in_force(cycle)
    existing = meetings_of(actor, cycle)
    known = [
        ExistingMeeting(m.planned_code or "", m.kind.value, m.starts.year, m.mode.value)
        for m in existing
        # One made from the plan counts when it is cancelled, too: planning again does not bring it back.
        if m.planned_code or m.status is not MeetingStatus.CANCELLED
    ]
    return Plan(
        planned=planned_meetings(cycle.planned_meetings, answers),
        existing=existing,
        missing=missing_meetings(cycle.planned_meetings, known, answers),
        by_code={m.planned_code: m for m in existing if m.planned_code},
    )
