"""Places: how many there are, how many are taken, and who waits for one."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from meetings.base.database import db
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.registration.models import PlaceLimit, Registration, RegistrationTerms
from meetings.registration.rules import HOLDS_A_PLACE, Bound, Claim, RegistrationStatus, Room


def places_taken(meeting: Meeting) -> int:
    """How many have a place, or one that is kept for them."""
    return db.session.scalar(_taken(meeting)) or 0


def _taken(meeting: Meeting) -> Select[int]:
    return select(func.count(Registration.id)).where(
        Registration.meeting_id == meeting.id, Registration.status.in_(HOLDS_A_PLACE)
    )


_LIMITS = select(PlaceLimit.category, PlaceLimit.organization_id, PlaceLimit.places).where(
    PlaceLimit.meeting_id == bindparam("meeting")
)


def limits_of(meeting: Meeting) -> dict[Bound, int]:
    """The places of the meeting, of its categories and of organizations."""
    limits: dict[Bound, int] = {} if meeting.places is None else {None: meeting.places}
    for category, organization, places in db.session.execute(_LIMITS, {"meeting": meeting.id}):
        limits[organization if category is None else category] = places
    return limits


def taken_of(meeting: Meeting) -> Counter[Bound]:
    """Places taken, by what they count against; ask it under the lock of the meeting when a place depends on it."""
    taken: Counter[Bound] = Counter()
    for category, organization, number in db.session.execute(
        select(Registration.category, Registration.organization_id, func.count())
        .where(Registration.meeting_id == meeting.id, Registration.status.in_(HOLDS_A_PLACE))
        .group_by(Registration.category, Registration.organization_id)
    ):
        for bound in Claim(0, category, organization).bounds():
            taken[bound] += number
    return taken


def claim_of(registration: Registration) -> Claim:
    """What its place counts against."""
    return Claim(registration.id, registration.category, registration.organization_id)


def terms_of(meeting: Meeting) -> RegistrationTerms:
    """How the meeting takes registrations; the defaults (not yet in the session) when nobody has set them."""
    return db.session.get(RegistrationTerms, meeting.id) or RegistrationTerms(
        meeting_id=meeting.id, waiting_list=True, offers_by_itself=True, reply_hours=72, version=1
    )


# no actor: the waiting list moves by its own rule
def waiting_list(meeting: Meeting) -> Sequence[Registration]:
    """Who waits for a place, in the order in which they do."""
    return db.session.scalars(
        select(Registration)
        .where(Registration.meeting_id == meeting.id, Registration.status == RegistrationStatus.WAITING)
        .options(joinedload(Registration.meeting))
        .order_by(Registration.waiting_since, Registration.id)
    ).all()


# no actor: the worker asks for everybody
def meetings_with_a_waiting_list(now: datetime) -> Sequence[Meeting]:
    """Meetings to come in which somebody waits, or has an offer."""
    waits = (RegistrationStatus.WAITING, RegistrationStatus.OFFERED)
    return db.session.scalars(
        select(Meeting)
        .where(
            Meeting.status == MeetingStatus.PUBLISHED,
            Meeting.id.in_(select(Registration.meeting_id).where(Registration.status.in_(waits))),
        )
        .order_by(Meeting.id)
    ).all()


# no actor: the worker asks for everybody
def lapsed_offers(meeting: Meeting, now: datetime) -> Sequence[Registration]:
    """Offers of this meeting whose time is over, the oldest first."""
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.meeting_id == meeting.id,
            Registration.status == RegistrationStatus.OFFERED,
            Registration.reply_by <= now,
        )
        .options(joinedload(Registration.meeting))
        .order_by(Registration.reply_by, Registration.id)
    ).all()


def room_of(meeting: Meeting) -> Room:
    """What decides whether registration is open, in one statement."""
    taken, waiting_list = db.session.execute(
        select(
            _taken(meeting).scalar_subquery(),
            select(RegistrationTerms.waiting_list)
            .where(RegistrationTerms.meeting_id == meeting.id)
            .scalar_subquery(),
        )
    ).one()
    return Room(
        meeting.status,
        meeting.registration_closes_at,
        meeting.ends_at,
        meeting.places,
        taken,
        waiting_list is not False,
    )
