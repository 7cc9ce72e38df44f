"""What the list of a meeting's outcomes asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.outcomes.models import OutcomeRecord, Summary
from meetings.outcomes.rules import USED, Late, SummaryStatus, lateness, still_approved
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.queries import in_anothers_record, kept_in, last_ends
from meetings.programme.rules import Attribution, SpeakerRole


@dataclass(frozen=True)
class SessionRow:
    """One line of a meeting's outcomes."""

    session: MeetingSession
    status: SummaryStatus | None
    words: int
    returned: bool
    records: int
    rapporteurs: tuple[str, ...]
    begun: bool
    outdated: bool
    late: Late | None

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.session.scopes()


@dataclass(frozen=True)
class MeetingOutcomes:
    """A meeting's sessions, as far as the actor may see them, and what was kept of each."""

    meeting: Meeting
    rows: list[SessionRow]

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (*self.meeting.scopes(), *(scope for row in self.rows for scope in row.scopes()))

    def count(self, status: SummaryStatus | str | None) -> int:
        """How many sessions stand so; None: nothing is written. An approval that no longer holds counts nowhere."""
        return sum(row.status == status and not row.outdated for row in self.rows)

    @property
    def late(self) -> int:
        return sum(row.late is not None for row in self.rows)

    @property
    def records(self) -> int:
        return sum(row.records for row in self.rows)


def outcomes_for(actor: Actor, slug: str) -> MeetingOutcomes:
    """The outcomes of a meeting: all its sessions for staff, their own for rapporteurs."""
    meeting = db.session.scalar(select(Meeting).where(Meeting.slug == slug))
    if meeting is None:
        raise NotFound
    found = db.session.execute(_sessions_of(actor, meeting)).all()
    sessions, mine = [session for session, *_ in found], actor.scope(Permission.SEE_OUTCOMES, "session")
    for session in sessions:
        session.recorded_with = tuple(mine or ())  # it is among these, or in one record with one of them
    over = last_ends(sessions)
    rows = [_row(meeting, over, *one) for one in found]
    outcomes = MeetingOutcomes(meeting, rows)
    if not (meeting.is_public or actor.may(Permission.SEE_PROGRAMME, outcomes)):
        raise NotFound
    return outcomes


def is_recorded(actor: Actor, session: MeetingSession) -> bool:
    """Whether a summary or a record of the session is kept."""
    for kept in (Summary, OutcomeRecord):
        if db.session.scalar(select(kept.id).where(kept.session_id == session.id).limit(1)) is not None:
            return True
    return False


def _sessions_of(actor: Actor, meeting: Meeting) -> Any:
    counted = (
        select(func.count(OutcomeRecord.id))
        .where(OutcomeRecord.session_id == MeetingSession.id)
        .correlate(MeetingSession)
        .scalar_subquery()
    )
    query = (
        select(
            MeetingSession,
            Summary.status,
            Summary.words,
            Summary.returned_because,
            counted,
            Summary.approved_under,
        )
        .outerjoin(Summary, Summary.session_id == MeetingSession.id)
        .where(MeetingSession.meeting_id == meeting.id, MeetingSession.takes_place)
        .options(selectinload(MeetingSession.speakers.and_(Speaker.role == SpeakerRole.RAPPORTEUR)))
        .order_by(MeetingSession.starts_at, MeetingSession.label)
    )
    mine = actor.scope(Permission.SEE_OUTCOMES, "session")
    query = query.where(MeetingSession.id.not_in(in_anothers_record()))
    return query if mine is None else query.where(MeetingSession.id.in_(kept_in(mine)))


def _row(
    meeting: Meeting,
    over: Mapping[int, datetime],
    session: MeetingSession,
    status: SummaryStatus | None,
    words: int | None,
    returned: str | None,
    records: int,
    approved_under: Attribution | None,
) -> SessionRow:
    now = clock.now()
    valid = still_approved(status, approved_under, session.attribution)
    owed = SummaryStatus.SUBMITTED if status in USED and not valid else status
    return SessionRow(
        session=session,
        status=status,
        words=words or 0,
        returned=bool(returned) and status is SummaryStatus.DRAFT,
        records=records,
        rapporteurs=tuple(s.name for s in session.speakers),
        outdated=owed is not status,
        begun=session.starts_at <= now,
        late=lateness(owed, over[session.id], meeting.starts_at, now),
    )
