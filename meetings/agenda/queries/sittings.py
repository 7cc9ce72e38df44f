"""A meeting in several sittings: which session repeats which, and who was there over all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.agenda.models import SittingRepeat
from meetings.agenda.rules import There, attendance_of
from meetings.base.database import db
from meetings.outcomes.models import Summary
from meetings.programme.models import Meeting, MeetingSession
from meetings.record.models import RecordParagraph
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import THERE


@dataclass(frozen=True)
class SittingShown:
    """One of the sittings of a meeting; all go through the same agenda and have one record."""

    number: int
    sessions: Sequence[MeetingSession]
    starts: datetime
    ends: datetime
    starts_at: datetime
    ends_at: datetime


def repeats_of(meeting: Meeting) -> dict[int, SittingRepeat]:
    """What repeats what, by the id of the session that repeats another."""
    rows = db.session.scalars(
        select(SittingRepeat)
        .join(MeetingSession, MeetingSession.id == SittingRepeat.session_id)
        .where(MeetingSession.meeting_id == meeting.id)
    )
    return {row.session_id: row for row in rows}


# no actor: ids alone
def kept_elsewhere() -> Select[int]:
    """The ids of all sessions that repeat another and are in its record.

    A sitting has its own where the one that it repeats does not take place; and what was written of it in a record of
    its own stays there, and is brought to its end.
    """
    first = aliased(MeetingSession)
    own = or_(
        exists().where(Summary.session_id == SittingRepeat.session_id),
        exists().where(RecordParagraph.session_id == SittingRepeat.session_id),
    )
    query = select(SittingRepeat.session_id).join(first, first.id == SittingRepeat.of_id)
    return query.where(first.takes_place, ~own)


# no actor: of sessions that whoever asks has found
def repeated(session_ids: Iterable[int]) -> set[int]:
    """Which of these sessions repeat another: their record is that of the other."""
    query = kept_elsewhere().where(SittingRepeat.session_id.in_(list(session_ids)))
    return set(db.session.scalars(query))


# no actor: of a session that whoever asks has found
def first_of(session: MeetingSession) -> MeetingSession | None:
    """The session that this one repeats and in whose record it is; None where it is in its own."""
    return db.session.scalar(
        select(MeetingSession)
        .join(SittingRepeat, SittingRepeat.of_id == MeetingSession.id)
        .where(SittingRepeat.session_id == session.id, SittingRepeat.session_id.in_(kept_elsewhere()))
        .options(joinedload(MeetingSession.meeting))
    )


# no actor: ids alone
def all_of(session: MeetingSession) -> Select[int]:
    """The ids of a session and of those that repeat it."""
    again = select(SittingRepeat.session_id).where(SittingRepeat.of_id == session.id)
    return select(MeetingSession.id).where(or_(MeetingSession.id == session.id, MeetingSession.id.in_(again)))


# no actor: groups the sessions that whoever asks has found
def sittings(sessions: Sequence[MeetingSession], repeats: dict[int, SittingRepeat]) -> list[SittingShown]:
    """The sittings by number, each from its first session to its last; one where nothing repeats anything."""
    by: dict[int, list[MeetingSession]] = {}
    for session in sessions:
        by.setdefault(repeats[session.id].sitting if session.id in repeats else 1, []).append(session)
    return [_sitting(number, by[number]) for number in sorted(by)]


def _sitting(number: int, sessions: list[MeetingSession]) -> SittingShown:
    first, last = min(sessions, key=lambda s: s.starts_at), max(sessions, key=lambda s: s.ends_at)
    return SittingShown(number, sessions, first.starts, last.ends, first.starts_at, last.ends_at)


def attendance(actor: Actor, meeting: Meeting, shown: Sequence[SittingShown]) -> list[There]:
    """How many people of which organization were at which sitting; for those who note attendance. No names."""
    if not actor.may(Permission.NOTE_ATTENDANCE, meeting):
        return []
    of = {session.id: sitting.number for sitting in shown for session in sitting.sessions}
    rows = db.session.execute(
        select(Registration.organization_name, Attendance.session_id, Registration.id)
        .join(Registration, Registration.id == Attendance.registration_id)
        .where(Attendance.session_id.in_(of), Attendance.presence.in_(THERE))
    )
    return attendance_of((organization, of[session], person) for organization, session, person in rows)
