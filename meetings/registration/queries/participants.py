"""What the report may say of participants."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.programme.models import Meeting, MeetingSession
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import Category, Listing, RegistrationStatus


@dataclass(frozen=True)
class Participant:
    """A row of the list of participants: what may be said of somebody, and no more."""

    category: Category
    name: str | None
    function: str
    organization: str


def is_attended(actor: Actor, session: MeetingSession) -> bool:
    """Whether it was noted of anybody that they were at the session, or were not."""
    noted = select(Attendance.session_id).where(Attendance.session_id == session.id)
    return db.session.scalar(noted.limit(1)) is not None


def participants_of(actor: Actor, meetings: Sequence[Meeting]) -> list[Participant]:
    """The approved participants of these meetings with what they let be said, by category and name.

    With consent to be named: name, function, organization. "Only my organization": the organization. Neither:
    the category alone, so that the person is counted. The annex of the report prints nothing else (DOMAIN 4).
    """
    seen = [
        m.id
        for m in meetings
        if actor.may(Permission.SEE_REPORT) or actor.may(Permission.SEE_REGISTRATIONS, m)
    ]
    rows = db.session.scalars(
        select(Registration)
        .where(Registration.meeting_id.in_(seen), Registration.status == RegistrationStatus.APPROVED)
        .options(joinedload(Registration.organization))
        .order_by(Registration.sort_key, Registration.id)
    ).all()
    told = [_told_of(r) for r in rows]
    order = list(Category)
    return sorted(told, key=lambda p: (order.index(p.category), p.name is None, not p.organization))


def _told_of(registration: Registration) -> Participant:
    organization = (
        registration.organization.name if registration.organization else registration.organization_name
    )
    match registration.listing:
        case Listing.NAME:
            return Participant(registration.category, registration.name, registration.function, organization)
        case Listing.ORGANIZATION:
            return Participant(registration.category, None, "", organization)
        case Listing.NONE:
            return Participant(registration.category, None, "", "")
