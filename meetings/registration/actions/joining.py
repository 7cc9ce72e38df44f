"""Joining from afar: the one who presses the button is noted as there, once, at the sessions that run."""

from collections.abc import Sequence

from sqlalchemy import select

from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.programme.models import MeetingSession
from meetings.registration.actions.attending import hold
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import (
    Entrance,
    Presence,
    RegistrationStatus,
    Sitting,
    Way,
    counted_at,
)


def take_part(
    registration: Registration | None, way: Way, sittings: Sequence[Sitting], in_role: bool = False
) -> list[Sitting]:
    """Note that this person takes part online in what runs now; at which sessions. What was noted before stays.

    Whoever is `in_role` without a registration comes in, too: the record of the session names them, nobody counts them.
    Refused when the person is not admitted, or the entrance is shut.
    """
    admitted = registration is not None and is_admitted(registration)
    if not admitted and not in_role:
        raise Refused("No place is kept for you at this meeting, so you cannot join it.")
    if way.entrance is not Entrance.OPEN:
        raise Refused(way.entrance.label)
    if registration is None or not admitted:
        return []
    counted = counted_at(sittings, clock.now())
    for number in sorted(s.session_id for s in counted if s.session_id is not None):
        _note(registration, number)
    return counted


def is_admitted(registration: Registration) -> bool:
    """Whether a place is kept for whose registration this is."""
    return registration.status is RegistrationStatus.APPROVED and registration.forgotten_at is None


def _note(registration: Registration, session_id: int) -> None:
    session = db.session.scalar(select(MeetingSession).where(MeetingSession.id == session_id))
    if session is None:
        return
    hold(session)
    if db.session.get(Attendance, (session.id, registration.id), populate_existing=True) is None:
        db.session.add(
            Attendance(
                session_id=session.id,
                registration_id=registration.id,
                presence=Presence.ONLINE,
                noted_by=registration.name,
                noted_at=clock.now(),
            )
        )
