"""What a focal point's calendar holds: meetings to which people of the organization are admitted, and by when it names
people."""

from datetime import datetime

from sqlalchemy import Integer, and_, bindparam, select

from meetings.access.actor import Actor
from meetings.base.asked_often import AskedOften
from meetings.calendars.queries.meeting import IS_PUBLIC, STAMP, Stamp, gone_before, stamp_of
from meetings.calendars.queries.subscriptions import PrivateFeed
from meetings.calendars.rules import Deadline, DeadlineKind
from meetings.directory.models import Organization
from meetings.invitations.models import Nomination
from meetings.invitations.rules import NominationStatus
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus

ORGANIZATION = bindparam("organization", type_=Integer())
_ADMITTED = (
    select(Registration.id)
    .where(
        Registration.meeting_id == Meeting.id,
        Registration.organization_id == ORGANIZATION,
        Registration.status == RegistrationStatus.APPROVED,
    )
    .correlate(Meeting)
    .exists()
)
_FEED = AskedOften(
    select(
        _ADMITTED,
        Nomination.deadline_at,
        Meeting.slug,
        Meeting.title,
        Meeting.status,
        Organization.slug,
        *STAMP,
    )
    .select_from(Meeting)
    .join(Organization, Organization.id == ORGANIZATION)
    .outerjoin(
        Nomination,
        and_(
            Nomination.meeting_id == Meeting.id,
            Nomination.organization_id == ORGANIZATION,
            Nomination.status == NominationStatus.OPEN,
        ),
    )
    .where(IS_PUBLIC, _ADMITTED | Nomination.id.is_not(None))
    .order_by(Meeting.starts_at, Meeting.id)
)


def organization_calendar(actor: Actor, feed: PrivateFeed) -> tuple[tuple[Stamp, ...], tuple[Deadline, ...]]:
    """Meetings and deadlines of the organization of the feed, by time; one statement."""
    rows = _FEED.all(organization=feed.organization_id, gone_before=gone_before())
    stamps = tuple(stamp_of(*row[6:]) for row in rows if row[0])
    return stamps, tuple(_deadline(*row[1:6], uid=row[7]) for row in rows if row[1] is not None)


def _deadline(
    at: datetime, slug: str, title: str, status: MeetingStatus, org_slug: str, *, uid: str
) -> Deadline:
    return Deadline(
        uid=f"nomination-{org_slug}-{uid}",
        kind=DeadlineKind.NOMINATION,
        day=None,
        at=at,
        words=title,
        path=f"/organizations/{org_slug}/nominations/{slug}",
        cancelled=status is MeetingStatus.CANCELLED,
    )
