"""Whom a text about a session could name."""

from sqlalchemy import select

from meetings.base.database import db
from meetings.directory.models import Organization
from meetings.programme.models import MeetingSession, Speaker
from meetings.record.rules.names import KnownNames, fold
from meetings.registration.models import Registration
from meetings.registration.rules import Category, RegistrationStatus


def known_names(session: MeetingSession) -> KnownNames:
    """Whom a text about the session could name: its speakers, approved participants, organizations."""
    speakers = db.session.execute(
        select(Speaker.name, Speaker.organization)
        .where(Speaker.session_id == session.id)
        .order_by(Speaker.id)
    ).all()
    participants = db.session.execute(
        select(Registration.name, Registration.organization_name, Registration.category)
        .where(
            Registration.meeting_id == session.meeting_id, Registration.status == RegistrationStatus.APPROVED
        )
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
