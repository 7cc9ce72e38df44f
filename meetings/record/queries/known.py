"""Whom a text about a session could name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, literal, or_, select, text, true, union_all

from meetings.base.database import db
from meetings.directory.models import Organization, Person
from meetings.directory.rules import called
from meetings.floor.models import FloorAsk
from meetings.floor.rules import AskStatus
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.queries import sittings_of
from meetings.record.rules.names import KnownNames, fold
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import THERE, Category, RegistrationStatus

Sessions = Sequence[int] | Select[int]


@dataclass(frozen=True)
class Spoke:
    """Somebody who spoke in a session or asked to, by the names under which the house knows them; `heard`: did."""

    session_id: int
    names: tuple[str, ...]
    organization: str
    heard: bool


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
    spoke = who_spoke(sessions)
    participants = _who_takes_part(sessions, takes_part)
    directory = organizations_named()
    # The Office is the host of every session: its name tells nothing of who spoke.
    host = {p.organization_name for p in participants if p.is_host}
    theirs = [p.organization_name for p in participants if p.organization_name not in host]
    # Where nobody was noted as present, everybody may have been.
    noted = any(p.here for p in participants)
    here = [name for p in participants if p.here or not noted for name in called(p.name, p.sort_key)]
    return KnownNames(
        tuple(dict.fromkeys([*(name for s in spoke for name in s.names), *here])),
        tuple(dict.fromkeys(name for p in participants for name in called(p.name, p.sort_key))),
        tuple(
            dict.fromkeys(
                o for o in [*(s.organization for s in spoke), *(d.name for d in directory), *theirs] if o
            )
        ),
        tuple(d.acronym for d in directory if d.acronym),
    )


# no actor: of sessions that whoever asks has found
def who_spoke(sessions: Sessions) -> list[Spoke]:
    """Speakers of the programme, and whoever asked for the floor: also guests whom the keeper wrote down."""
    of_programme = (Speaker.session_id, Speaker.name, Speaker.organization, Person.sort_key, true())
    speakers = (
        select(*of_programme, literal(0), Speaker.id)
        .outerjoin(Person, Person.id == Speaker.person_id)
        .where(Speaker.session_id.in_(sessions))
    )
    name = func.coalesce(Registration.name, FloorAsk.name)
    heard = FloorAsk.status.in_((AskStatus.SPEAKING, AskStatus.DONE))
    from_floor = (FloorAsk.session_id, name, FloorAsk.organization, Person.sort_key, heard)
    floor = (
        select(*from_floor, literal(1), FloorAsk.id)
        .outerjoin(Registration, Registration.id == FloorAsk.registration_id)
        .outerjoin(Person, Person.id == Registration.person_id)
        .where(FloorAsk.session_id.in_(sessions))
    )
    rows = db.session.execute(union_all(speakers, floor).order_by(text("6"), text("7")))
    return [Spoke(of, called(name, key), org, heard) for of, name, org, key, heard, *_ in rows]


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
    query = select(
        Registration.name, Registration.organization_name, Person.sort_key, host.label("is_host"), here
    ).outerjoin(Person, Person.id == Registration.person_id)
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
