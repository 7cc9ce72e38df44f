"""A meeting in several sittings: which session repeats which, and who was there over all of them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.agenda.models import SittingRepeat
from meetings.agenda.rules import There, attendance_of
from meetings.base.database import db
from meetings.outcomes.models import Summary
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.queries import Sittings
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


def _keeper(row: type[SittingRepeat]) -> ColumnElement[int]:
    """In whose record a repeat is: that of the first of the sittings that takes place."""
    first, other, again = aliased(MeetingSession), aliased(SittingRepeat), aliased(MeetingSession)
    own = select(first.id).where(first.id == row.of_id, first.takes_place)
    next_one = (
        select(again.id)
        .join(other, other.session_id == again.id)
        .where(other.of_id == row.of_id, again.takes_place)
        .order_by(other.sitting, again.id)
        .limit(1)
    )
    return func.coalesce(own.correlate(row).scalar_subquery(), next_one.correlate(row).scalar_subquery())


@cache
def _repeat(_asking: Callable[..., object]) -> tuple[type[SittingRepeat], ColumnElement[int]]:
    """A repeat, and in whose record it is: written once for each that asks, for every page of a session does.

    Writing it costs more than asking the database. Each has its own, so that one may stand within another.
    """
    row = aliased(SittingRepeat)
    return row, _keeper(row)


@cache
def _elsewhere() -> Select[int]:
    row, kept = _repeat(kept_elsewhere)
    own = or_(
        exists().where(Summary.session_id == row.session_id),
        exists().where(RecordParagraph.session_id == row.session_id),
    )
    return select(row.session_id).where(kept != row.session_id, ~own)


# no actor: ids alone
def kept_elsewhere(session_ids: Iterable[int] | None = None) -> Select[int]:
    """The ids of all sessions (or: of these) that repeat another and are in its record.

    What was written of a sitting in a record of its own stays there, and is brought to its end.
    """
    row, _kept = _repeat(kept_elsewhere)
    return _elsewhere() if session_ids is None else _elsewhere().where(row.session_id.in_(list(session_ids)))


# no actor: of sessions that whoever asks has found
def repeated(session_ids: Iterable[int]) -> set[int]:
    """Which of these sessions repeat another: their record is that of the other."""
    return set(db.session.scalars(kept_elsewhere(session_ids)))


# no actor: of a session that whoever asks has found
def first_of(session: MeetingSession) -> MeetingSession | None:
    """The session in whose record this one is; None where it is in its own."""
    return db.session.scalar(_first(), {"session": session.id})


@cache
def _first() -> Select[MeetingSession]:
    row, kept = _repeat(first_of)
    return (
        select(MeetingSession)
        .join(row, MeetingSession.id == kept)
        .where(row.session_id == bindparam("session"), row.session_id.in_(_elsewhere()))
        .options(joinedload(MeetingSession.meeting))
    )


# no actor: ids alone
def all_of(session_id: int | ColumnElement[int]) -> Select[int]:
    """The ids of a session and of those that are in its record."""
    row, kept = _repeat(all_of)
    again = select(row.session_id).where(kept == session_id)
    return select(MeetingSession.id).where(or_(MeetingSession.id == session_id, MeetingSession.id.in_(again)))


# no actor: ids alone
def keeper_of(session_ids: Collection[int]) -> dict[int, int]:
    """Of these sessions those that are in the record of another, and in which one."""
    row, kept = _repeat(keeper_of)
    query = select(row.session_id, kept).where(row.session_id.in_(kept_elsewhere(session_ids)))
    return dict(db.session.execute(query).all())


# no actor: ids alone
def keepers(session_ids: Collection[int]) -> frozenset[int]:
    """In the records of which sessions these are."""
    found = keeper_of(session_ids)
    return frozenset(found.get(one, one) for one in session_ids)


# no actor: ids alone
def ends(session_ids: Collection[int]) -> dict[int, datetime]:
    """Of these sessions those in whose record others are, and when the last of the others ends."""
    row, keeper = _repeat(ends)
    kept = keeper.label("kept")
    query = (
        select(kept, func.max(MeetingSession.ends_at))
        .select_from(row)
        .join(MeetingSession, MeetingSession.id == row.session_id)
        .where(kept.in_(list(session_ids)), MeetingSession.takes_place)
        .group_by(kept)
    )
    return dict(db.session.execute(query).all())


SITTINGS = Sittings(first_of, all_of, kept_elsewhere, keepers, ends)


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
