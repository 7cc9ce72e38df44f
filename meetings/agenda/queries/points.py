"""The points of an agenda in their order, and the conclusions of the meeting before."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.agenda.models import AgendaPoint
from meetings.agenda.rules import PointKind, has_follow_up
from meetings.base.database import db
from meetings.outcomes.queries import Followed, conclusions_of
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.queries import programme
from meetings.programme.rules import MeetingKind, MeetingStatus


@dataclass(frozen=True)
class Point:
    """A point as it is shown. `row` None: the follow-up of the last conclusions, of which nobody has settled more."""

    number: int
    kind: PointKind
    title: str
    about: str
    minutes: int | None
    lead: str
    session: MeetingSession | None
    row: AgendaPoint | None


def points(actor: Actor, meeting: Meeting) -> list[Point]:
    """All points; that of a focal-point meeting begins with the follow-up of the last conclusions, by itself."""
    rows = db.session.scalars(
        select(AgendaPoint)
        .where(AgendaPoint.meeting_id == meeting.id)
        .options(joinedload(AgendaPoint.session))
        .order_by(AgendaPoint.kind != PointKind.FOLLOW_UP, AgendaPoint.position, AgendaPoint.id)
    ).all()
    first = not any(row.kind is PointKind.FOLLOW_UP for row in rows) and has_follow_up(meeting.kind)
    found = [Point(1, PointKind.FOLLOW_UP, "", "", None, "", None, None)] if first else []
    for number, row in enumerate(rows, len(found) + 1):
        found.append(Point(number, row.kind, row.title, row.about, row.minutes, row.lead, row.session, row))
    return found


def last_conclusions(actor: Actor, meeting: Meeting) -> tuple[Meeting | None, list[Followed]]:
    """The meeting of focal points before this one, and what became of each of its conclusions."""
    if not has_follow_up(meeting.kind):
        return None, []
    before = db.session.scalar(
        select(Meeting)
        .where(
            Meeting.kind == MeetingKind.FOCAL_POINT_MEETING,
            Meeting.status.in_((MeetingStatus.HELD, MeetingStatus.CLOSED)),
            Meeting.starts_at < meeting.starts_at,
            Meeting.id != meeting.id,
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(1)
    )
    return before, [] if before is None else conclusions_of(actor, before)


def sessions_of(actor: Actor, meeting: Meeting) -> list[MeetingSession]:
    """The sessions that a point can belong to."""
    return [session for session in programme(actor, meeting) if session.takes_place]
