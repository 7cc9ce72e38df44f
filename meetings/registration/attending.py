"""What the pages of attendance ask, and what the report asks of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.programme.models import Meeting, MeetingSession
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import (
    SEEN_AT_THE_DOOR,
    THERE,
    Attended,
    Category,
    Presence,
    RegistrationStatus,
    sort_key,
)

PER_PAGE = 100
# Counts of a session: by what was noted; None: of how many nothing was.
Counts = dict[Presence | None, int]


@dataclass(frozen=True)
class Expected:
    """Somebody who has a place, and what was noted: no more of a person than is needed at a door."""

    key: str
    name: str
    organization: str
    category: Category
    presence: Presence | None
    noted_by: str


@dataclass(frozen=True)
class SessionList:
    """A page of those who are expected. `unseen`: how many only those who see registrations may note.

    `counts` and `groups` (category to those there, and those expected) are of everybody.
    """

    people: Sequence[Expected]
    total: int
    counts: Counts
    groups: dict[Category, tuple[int, int]]
    unseen: int


def session_list(actor: Actor, session: MeetingSession, q: str, only: str, page: int) -> SessionList:
    """Who is expected at a session, by name; `only`: "open" (nothing noted) or a presence. In four statements."""
    if not actor.may(Permission.NOTE_ATTENDANCE, session):
        raise NotFound
    noted = and_(Attendance.registration_id == Registration.id, Attendance.session_id == session.id)
    found = _expected(session).outerjoin(Attendance, noted)
    counted = _count(found, Attendance.presence)
    groups = _groups(found)
    seen = found if actor.may(Permission.SEE_REGISTRATIONS, session) else found.where(_at_the_door())
    unseen = sum(counted.values()) - (db.session.scalar(seen.with_only_columns(func.count())) or 0)
    shown = seen.where(*_fits(q, only))
    total = db.session.scalar(shown.with_only_columns(func.count())) or 0
    rows = db.session.execute(
        shown.with_only_columns(
            Registration.key,
            Registration.name,
            Registration.organization_name,
            Registration.category,
            Attendance.presence,
            func.coalesce(Attendance.noted_by, ""),
        )
        .order_by(Registration.sort_key, Registration.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    counts: Counts = {p: counted.get(p, 0) for p in (*Presence, None)}
    return SessionList([Expected(*row) for row in rows], total, counts, groups, unseen)


def _expected(session: MeetingSession) -> Select[Registration]:
    """Those who have a place; whose it was is deleted, only counts where it was noted."""
    return select(Registration).where(
        Registration.meeting_id == session.meeting_id,
        Registration.status == RegistrationStatus.APPROVED,
        Registration.forgotten_at.is_(None),
    )


def _at_the_door() -> ColumnElement[bool]:
    return Registration.listing.in_(SEEN_AT_THE_DOOR)


def _count(query: Select[Registration], column: object) -> dict[Presence | None, int]:
    rows = db.session.execute(query.with_only_columns(column, func.count()).group_by(column))  # type: ignore[call-overload]
    return {key: int(number) for key, number in rows}


def _groups(query: Select[Registration]) -> dict[Category, tuple[int, int]]:
    there = func.count(Attendance.presence).filter(Attendance.presence.in_(THERE))
    rows = db.session.execute(
        query.with_only_columns(Registration.category, there, func.count()).group_by(Registration.category)
    )
    found = {category: (int(came), int(expected)) for category, came, expected in rows}
    return {category: found[category] for category in Category if category in found}


def _fits(q: str, only: str) -> list[ColumnElement[bool]]:
    fits: list[ColumnElement[bool]] = []
    if q:
        fits.append(
            or_(
                Registration.sort_key.contains(sort_key(q), autoescape=True),
                func.lower(Registration.organization_name).contains(q.lower(), autoescape=True),
            )
        )
    if only == "open":
        fits.append(Attendance.presence.is_(None))
    elif only in set(Presence):
        fits.append(Attendance.presence == Presence(only))
    return fits


def of_keys(actor: Actor, session: MeetingSession, keys: Collection[str]) -> Sequence[Registration]:
    """Those of these keys whom the actor may note at the session."""
    known = [key for key in keys if key.isascii() and key.isprintable()]  # no database is asked for NUL
    query = _expected(session).where(Registration.key.in_(known))
    if not actor.may(Permission.SEE_REGISTRATIONS, session):
        query = query.where(_at_the_door())
    return db.session.scalars(query.order_by(Registration.id)).all()


def not_noted(actor: Actor, session: MeetingSession) -> Sequence[Registration]:
    """Those whom the actor may note at the session, and of whom nothing is noted yet."""
    noted = select(Attendance.registration_id).where(Attendance.session_id == session.id)
    query = _expected(session).where(Registration.id.not_in(noted))
    if not actor.may(Permission.SEE_REGISTRATIONS, session):
        query = query.where(_at_the_door())
    return db.session.scalars(query.order_by(Registration.id)).all()


def counts_of(actor: Actor, meeting: Meeting) -> dict[int, Counts]:
    """By session, how many were noted as what; only what was noted."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        raise NotFound
    rows = db.session.execute(
        select(Attendance.session_id, Attendance.presence, func.count())
        .join(Attendance.session)
        .where(MeetingSession.meeting_id == meeting.id)
        .group_by(Attendance.session_id, Attendance.presence)
    )
    found: dict[int, Counts] = {}
    for session_id, presence, number in rows:
        found.setdefault(session_id, {})[presence] = int(number)
    return found


def attended_by(actor: Actor, registration: Registration) -> Attended:
    """How many of the sessions that have begun somebody attended; cancelled ones do not count."""
    if not actor.may(Permission.SEE_REGISTRATIONS, registration):
        raise NotFound
    held = and_(
        MeetingSession.meeting_id == registration.meeting_id,
        MeetingSession.takes_place,
    )
    begun = select(func.count(MeetingSession.id)).where(held, MeetingSession.starts_at <= clock.now())
    there = (
        select(func.count())
        .select_from(Attendance)
        .join(Attendance.session)
        .where(held, Attendance.registration_id == registration.id, Attendance.presence.in_(THERE))
    )
    sessions, attended = db.session.execute(select(begun.scalar_subquery(), there.scalar_subquery())).one()
    return Attended(max(sessions, attended), attended)


def attendance_of(actor: Actor, meetings: Collection[Meeting]) -> dict[Category, int]:
    """How many people of each group attended at least one session of these meetings: evidence of OP8 (DOMAIN 1).

    Whose registration was deleted counts as before. A group without anybody is there with 0.
    """
    seen = [
        m.id
        for m in meetings
        if actor.may(Permission.SEE_REPORT) or actor.may(Permission.SEE_REGISTRATIONS, m)
    ]
    rows = db.session.execute(
        select(Registration.category, func.count(func.distinct(Registration.id)))
        .join(Attendance, Attendance.registration_id == Registration.id)
        .where(Registration.meeting_id.in_(seen), Attendance.presence.in_(THERE))
        .group_by(Registration.category)
    )
    found = {category: int(number) for category, number in rows}
    return {category: found.get(category, 0) for category in Category}
