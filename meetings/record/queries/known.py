"""Whom a text about a session could name."""

from sqlalchemy import ColumnElement, false, select

from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.record.rules.names import KnownNames, fold
from meetings.registration.models import Registration
from meetings.registration.rules import Category, RegistrationStatus


def known_names(session: MeetingSession) -> KnownNames:
    """Whom a text about the session could name: its speakers, approved participants, organizations."""
    return _known(Speaker.session_id == session.id, Registration.meeting_id == session.meeting_id)


def known_around(meeting: Meeting | None, session: MeetingSession | None) -> KnownNames:
    """The same for an outcome: of a session, of a meeting as a whole, or of before this house."""
    if session is not None:
        return known_names(session)
    if meeting is None:
        return _known(false(), false())
    in_it = select(MeetingSession.id).where(MeetingSession.meeting_id == meeting.id)
    return _known(Speaker.session_id.in_(in_it), Registration.meeting_id == meeting.id)


def _known(speaks: ColumnElement[bool], takes_part: ColumnElement[bool]) -> KnownNames:
    speakers = db.session.execute(
        select(Speaker.name, Speaker.organization).where(speaks).order_by(Speaker.id)
    ).all()
    participants = db.session.execute(
        select(Registration.name, Registration.organization_name, Registration.category)
        .where(takes_part, Registration.status == RegistrationStatus.APPROVED)
        .order_by(Registration.id)
    ).all()
    directory = organizations_named()
    # The Office is the host of every session: its name tells nothing of who spoke.
    theirs = [name for _, name, category in participants if category is not Category.OHCHR_STAFF]
    return KnownNames(
        tuple(name for name, _ in speakers),
        tuple(name for name, _, _ in participants),
        tuple(
            dict.fromkeys(
                o for o in [*(s.organization for s in speakers), *(d.name for d in directory), *theirs] if o
            )
        ),
        tuple(d.acronym for d in directory if d.acronym),
    )


# no actor: every signed-in person may see the names of the directory
def organizations_named() -> list[Organization]:
    """The directory by name, for suggestions."""
    return list(db.session.scalars(select(Organization).order_by(Organization.name)))


def find_organization_named(name: str) -> Organization | None:
    """The organization of the directory that is meant by a name or an acronym, however it is written."""
    wanted = fold(name)
    found = [o for o in organizations_named() if wanted in (fold(o.name), fold(o.acronym))] if wanted else []
    return found[0] if found else None
