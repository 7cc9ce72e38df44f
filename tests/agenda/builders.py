"""Meetings of focal points, and organizations that are asked before them. Call them inside `work(app)`."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from meetings.access.actions import token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import MailLink
from meetings.agenda import actions
from meetings.agenda.models import OrganizationUpdate, UpdateAddressee
from meetings.base.database import db
from meetings.directory.models import FocalPoint, Organization
from meetings.directory.rules import Capacity
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingKind, Mode
from tests.builders import a_meeting, a_person, a_session, an_organization

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def a_focal_point_meeting(slug: str = "focal", year: int = 2026, sessions: int = 1, **given: Any) -> Meeting:
    """A published one on 9 December of the year, 08:00 to 22:00 in Geneva, so that a second sitting fits."""
    values: dict[str, Any] = {
        "kind": MeetingKind.FOCAL_POINT_MEETING,
        "mode": Mode.VIRTUAL,
        "title": f"Focal points {year}",
        "starts": datetime(year, 12, 9, 8),
        "ends": datetime(year, 12, 9, 22),
        "registration_closes": None,
    }
    meeting = a_meeting(slug, **values | given)
    for number in range(sessions):
        a_session(meeting, label=str(number + 1), starts=meeting.starts + timedelta(minutes=30 * number))
    return meeting


def a_voice(
    organization: Organization, email: str = "sela@example.org", name: str = "Sela Example"
) -> FocalPoint:
    """Somebody who speaks for it since 2020."""
    person = a_person(name, email=email, organization_id=organization.id, zone="Pacific/Fiji")
    row = FocalPoint(
        person=person, organization=organization, capacity=Capacity.ALTERNATE, since=date(2020, 1, 1)
    )
    db.session.add(row)
    db.session.flush()  # rules ask the database who speaks
    return row


def an_asked(meeting: Meeting, organization: Organization | None = None) -> OrganizationUpdate:
    """An organization that was asked for its update, with somebody who speaks for it."""
    organization = organization or an_organization()
    if not db.session.scalar(select(FocalPoint.id).where(FocalPoint.organization_id == organization.id)):
        a_voice(organization, f"focal-{organization.id}@example.org")
    actions.ask_many(OPERATOR, meeting, [organization.id])
    return db.session.scalars(
        select(OrganizationUpdate).where(
            OrganizationUpdate.meeting_id == meeting.id,
            OrganizationUpdate.organization_id == organization.id,
        )
    ).one()


def token_for(update: OrganizationUpdate, email: str = "") -> str:
    """The token of the newest link that was mailed about it."""
    to = select(UpdateAddressee.id).where(UpdateAddressee.update_id == update.id)
    if email:
        to = to.where(UpdateAddressee.email == email)
    link = db.session.scalars(
        select(MailLink)
        .where(MailLink.purpose == "update", MailLink.subject_id.in_(to))
        .order_by(MailLink.expires_at.desc())
    ).first()
    assert link is not None
    return token_of(link)
