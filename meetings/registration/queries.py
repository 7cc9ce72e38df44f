"""What the pages of registration ask, and what the report asks of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.base.refusals import NotFound
from meetings.directory.models import Organization
from meetings.directory.rules import Region
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingStatus
from meetings.questions.queries import file_of
from meetings.registration.models import PlaceLimit, Registration, RegistrationTerms
from meetings.registration.rules import (
    HOLDS_A_PLACE,
    STANDING,
    Bound,
    Category,
    Claim,
    Listing,
    RegistrationStatus,
    Room,
    sort_key,
)

PER_PAGE = 50


@dataclass(frozen=True)
class RegistrationFilter:
    """What the list shows; `sort` is name, received or category, with a minus for the other way round."""

    state: RegistrationStatus | None = None
    category: Category | None = None
    region: Region | None = None
    q: str = ""
    sort: str = "received"
    page: int = 1


@dataclass(frozen=True)
class RegistrationList:
    """One page of registrations; `counts` are of all of the meeting, `total` of those let through.

    `approved` counts approved people by category, `regions` lists the regions of the registered organizations.
    """

    registrations: Sequence[Registration]
    total: int
    counts: dict[RegistrationStatus, int]
    approved: dict[Category, int]
    regions: tuple[Region, ...]


@dataclass(frozen=True)
class Participant:
    """A row of the list of participants: what may be said of somebody, and no more."""

    category: Category
    name: str | None
    function: str
    organization: str


def registrations(actor: Actor, meeting: Meeting, shown: RegistrationFilter) -> RegistrationList:
    """The registrations of a meeting for whoever may see them, in five statements."""
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        raise NotFound
    mine = Registration.meeting_id == meeting.id
    counts = dict(_pairs(select(Registration.status, func.count()).where(mine).group_by(Registration.status)))
    approved = dict(
        _pairs(
            select(Registration.category, func.count())
            .where(mine, Registration.status == RegistrationStatus.APPROVED)
            .group_by(Registration.category)
        )
    )
    regions = db.session.scalars(
        select(_region())
        .select_from(Registration)
        .outerjoin(Registration.organization)
        .where(mine, _region().is_not(None))
        .distinct()
        .order_by(_region())
    ).all()
    query = _filtered(select(Registration).outerjoin(Registration.organization).where(mine), shown)
    total = db.session.scalar(query.with_only_columns(func.count(Registration.id))) or 0
    rows = db.session.scalars(
        query.options(contains_eager(Registration.organization))
        .order_by(*_order(shown.sort))
        .limit(PER_PAGE)
        .offset((shown.page - 1) * PER_PAGE)
    ).all()
    return RegistrationList(
        rows,
        total,
        {status: counts.get(status, 0) for status in RegistrationStatus},
        {category: approved.get(category, 0) for category in Category},
        tuple(regions),
    )


def _region() -> Any:
    """Of the organization; of whom is forgotten, as it was."""
    return func.coalesce(Organization.region, Registration.region)


def _pairs(query: Select[Any, int]) -> list[tuple[Any, int]]:
    return [(key, int(number)) for key, number in db.session.execute(query)]


def _filtered(query: Select[Registration], shown: RegistrationFilter) -> Select[Registration]:
    if shown.state is not None:
        query = query.where(Registration.status == shown.state)
    if shown.category is not None:
        query = query.where(Registration.category == shown.category)
    if shown.region is not None:
        query = query.where(_region() == shown.region)
    if shown.q:
        query = query.where(
            or_(
                Registration.sort_key.contains(sort_key(shown.q), autoescape=True),
                Registration.email.contains(shown.q.lower(), autoescape=True),
                func.lower(Registration.organization_name).contains(shown.q.lower(), autoescape=True),
            )
        )
    return query


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:
    column: Any = {
        "name": Registration.sort_key,
        "category": Registration.category,
        "received": Registration.received_at,
    }.get(sort.removeprefix("-"), Registration.received_at)
    return (column.desc() if sort.startswith("-") else column.asc(), Registration.id.asc())


def registration_for(actor: Actor, key: str) -> Registration:
    """A registration for whoever may see those of its meeting; else NotFound."""
    registration = _find(Registration.key == key)
    if registration is None or not actor.may(Permission.SEE_REGISTRATIONS, registration):
        raise NotFound
    return registration


def own_registration_for(actor: Actor, key: str) -> Registration:
    """The actor's own registration; anybody else's is NotFound, also for staff."""
    registration = _find(Registration.key == key)
    if registration is None or actor.account_id is None or registration.account_id != actor.account_id:
        raise NotFound
    return registration


@dataclass(frozen=True)
class StoredOf:
    """A file among the answers of a registration; whoever may have the one may have the other."""

    registration: Registration
    stored: StoredFile

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.registration.scopes()


def registration_file_for(actor: Actor, key: str, file_key: str) -> StoredOf:
    """A file that somebody sent with a registration, for whoever may see those of the meeting."""
    registration = registration_for(actor, key)
    return StoredOf(registration, file_of(actor, "registration", registration.id, file_key))


def own_file_for(actor: Actor, key: str, file_key: str) -> StoredOf:
    """A file of one's own registration."""
    registration = own_registration_for(actor, key)
    return StoredOf(registration, file_of(actor, "registration", registration.id, file_key))


def own_registrations(actor: Actor) -> Sequence[Registration]:
    """What the actor has registered for, the next meeting first."""
    if actor.account_id is None:
        return []
    return db.session.scalars(
        select(Registration)
        .join(Registration.meeting)
        .where(Registration.account_id == actor.account_id)
        .options(contains_eager(Registration.meeting))
        .order_by(Meeting.starts_at.desc(), Registration.id)
    ).all()


def get_registration(registration_id: int) -> Registration:
    """By its id, for those who hold a link to it."""
    registration = _find(Registration.id == registration_id)
    if registration is None:
        raise NotFound
    return registration


# no actor: the verb that moves the meeting on has asked for the permission
def standing_of(meeting: Meeting) -> Sequence[Registration]:
    """Registrations of a meeting that wait or are approved, for whoever tells them what becomes of it."""
    return db.session.scalars(
        select(Registration)
        .where(Registration.meeting_id == meeting.id, Registration.status.in_(STANDING))
        .options(contains_eager(Registration.meeting))
        .join(Registration.meeting)
        .order_by(Registration.id)
    ).all()


def find_registration(meeting: Meeting, email: str) -> Registration | None:
    """The registration of that address for the meeting."""
    return _find(Registration.meeting_id == meeting.id, Registration.email == email)


# no actor: the verb belongs to the one who named them
def named_alternates(registration: Registration) -> Sequence[Registration]:
    """Who was named to take this place over."""
    return db.session.scalars(select(Registration).where(Registration.instead_of_id == registration.id)).all()


def find_sent_with(once: str) -> Registration | None:
    """What came in with that copy of the form."""
    return _find(Registration.sent_with == once)


def _find(*conditions: ColumnElement[bool]) -> Registration | None:
    return db.session.scalar(
        select(Registration)
        .where(*conditions)
        .options(joinedload(Registration.meeting), joinedload(Registration.organization))
    )


def places_taken(meeting: Meeting) -> int:
    """How many have a place, or one that is kept for them."""
    return db.session.scalar(_taken(meeting)) or 0


def _taken(meeting: Meeting) -> Select[int]:
    return select(func.count(Registration.id)).where(
        Registration.meeting_id == meeting.id, Registration.status.in_(HOLDS_A_PLACE)
    )


def limits_of(meeting: Meeting) -> dict[Bound, int]:
    """The places of the meeting, of its categories and of organizations."""
    limits: dict[Bound, int] = {} if meeting.places is None else {None: meeting.places}
    for category, organization, places in db.session.execute(
        select(PlaceLimit.category, PlaceLimit.organization_id, PlaceLimit.places).where(
            PlaceLimit.meeting_id == meeting.id
        )
    ):
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


# no actor: the names of organizations stand in a public form
def organization_names() -> list[tuple[int, str, str]]:
    """(id, name, acronym) of every organization of the directory, by name."""
    rows = db.session.execute(
        select(Organization.id, Organization.name, Organization.acronym).order_by(Organization.name)
    )
    return [(number, name, acronym) for number, name, acronym in rows]


def find_organization_named(written: str) -> Organization | None:
    """The directory's organization of that name or acronym, in any case; None when not exactly one is called so."""
    wanted = " ".join(written.split()).casefold()
    known = organization_names()
    found = [number for number, name, _ in known if name.casefold() == wanted]
    found = found or [number for number, _, acronym in known if acronym and acronym.casefold() == wanted]
    return db.session.get_one(Organization, found[0]) if len(found) == 1 else None


# no actor: limits stand on a page of one meeting, which its loader guards
def organization_limits(meeting: Meeting) -> Sequence[PlaceLimit]:
    """The limits on organizations, by name."""
    return db.session.scalars(
        select(PlaceLimit)
        .join(PlaceLimit.organization)
        .where(PlaceLimit.meeting_id == meeting.id)
        .options(contains_eager(PlaceLimit.organization))
        .order_by(Organization.name)
    ).all()


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
