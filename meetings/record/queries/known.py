"""Whom a text about a session could name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, literal, or_, select, text, union_all

from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.floor.models import FloorAsk
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.queries import sittings_of
from meetings.record.rules.names import KnownNames, fold
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import THERE, Category, RegistrationStatus

Sessions = Sequence[int] | Select[int]


def known_names(session: MeetingSession) -> KnownNames:
    """Whom a text about the session could name: who spoke, was there or takes part in the meeting; organizations."""
    return _known(sittings_of(session), Registration.meeting_id == session.meeting_id)


def known_around(meeting: Meeting | None, session: MeetingSession | None) -> KnownNames:
    """The same for an outcome: of a session, of a meeting as a whole, or of before this house."""
    if session is not None:
        return known_names(session)
    if meeting is None:
        return _known([], false())
    in_it = select(MeetingSession.id).where(MeetingSession.meeting_id == meeting.id)
    return _known(in_it, Registration.meeting_id == meeting.id)


def _known(sessions: Sessions, takes_part: ColumnElement[bool]) -> KnownNames:
    spoke = _who_spoke(sessions)
    participants = _who_takes_part(sessions, takes_part)
    directory = organizations_named()
    # The Office is the host of every session: its name tells nothing of who spoke.
    host = {p.organization_name for p in participants if p.is_host}
    theirs = [p.organization_name for p in participants if p.organization_name not in host]
    # Where nobody was noted as present, everybody may have been.
    noted = any(p.here for p in participants)
    here = [p.name for p in participants if p.here or not noted]
    return KnownNames(
        tuple(dict.fromkeys([*(s.name for s in spoke), *here])),
        tuple(p.name for p in participants),
        tuple(
            dict.fromkeys(
                o for o in [*(s.organization for s in spoke), *(d.name for d in directory), *theirs] if o
            )
        ),
        tuple(d.acronym for d in directory if d.acronym),
    )


def _who_spoke(sessions: Sessions) -> Sequence[Any]:
    """Speakers of the programme, and whoever asked for the floor: also guests whom the keeper wrote down."""
    speakers = select(
        Speaker.name.label("name"), Speaker.organization.label("organization"), literal(0), Speaker.id
    ).where(Speaker.session_id.in_(sessions))
    floor = (
        select(
            func.coalesce(Registration.name, FloorAsk.name), FloorAsk.organization, literal(1), FloorAsk.id
        )
        .outerjoin(Registration, Registration.id == FloorAsk.registration_id)
        .where(FloorAsk.session_id.in_(sessions))
    )
    return db.session.execute(union_all(speakers, floor).order_by(text("3"), text("4"))).all()


def _who_takes_part(sessions: Sessions, takes_part: ColumnElement[bool]) -> Sequence[Any]:
    """Those approved, and those noted as present whatever became of the registration; `here`: at these sessions.

    `is_host`: staff of the Office, which has approved it.
    """
    there = (
        select(Attendance.registration_id)
        .where(Attendance.registration_id == Registration.id, Attendance.presence.in_(THERE))
        .correlate(Registration)
    )
    here = there.where(Attendance.session_id.in_(sessions)).exists().label("here")
    known = or_(Registration.status == RegistrationStatus.APPROVED, there.exists())
    host = (Registration.category == Category.OHCHR_STAFF) & (
        Registration.status == RegistrationStatus.APPROVED
    )
    query = select(Registration.name, Registration.organization_name, host.label("is_host"), here)
    return db.session.execute(query.where(takes_part, known).order_by(Registration.id)).all()


# no actor: of a meeting that whoever asks has found
def names_of_host(meeting_id: int) -> tuple[str, ...]:
    """How the Office is called by those of it who take part: it is the host, so its name tells nothing of who spoke."""
    # Whoever registers chooses the capacity: it is the Office that has approved it.
    approved = Registration.status == RegistrationStatus.APPROVED
    theirs = approved, Registration.meeting_id == meeting_id, Registration.category == Category.OHCHR_STAFF
    return tuple(db.session.scalars(select(Registration.organization_name).where(*theirs).distinct()))


# no actor: every signed-in person may see the names of the directory
def organizations_named() -> list[Organization]:
    """The directory by name, for suggestions."""
    return list(db.session.scalars(select(Organization).order_by(Organization.name)))


def find_organization_named(name: str) -> Organization | None:
    """The organization of the directory that is meant by a name or an acronym, however it is written."""
    wanted = fold(name)
    found = [o for o in organizations_named() if wanted in (fold(o.name), fold(o.acronym))] if wanted else []
    return found[0] if found else None
