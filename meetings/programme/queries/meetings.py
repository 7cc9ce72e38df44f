"""Meetings, their sessions and those who speak in them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.actor import Actor
from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import STAFF, Permission, Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory.models import Organization, Person
from meetings.mandate.models import Cycle
from meetings.programme.models import (
    Meeting,
    MeetingClosing,
    MeetingSession,
    ReleasedSession,
    Speaker,
)
from meetings.programme.rules import PUBLIC_STATUSES, MeetingKind, MeetingStatus

MOST_MEETINGS = 300
MOST_NAMES = 500

PlacesTaken = Callable[[Meeting], int]
_answers: dict[str, PlacesTaken] = {}


def answer_places_taken(answer: PlacesTaken) -> None:
    """Register who knows how many places of a meeting are taken (a room above; called by the factory)."""
    _answers["places_taken"] = answer


def places_left(meeting: Meeting) -> int | None:
    """Places that nobody has yet; None when they are not counted or nobody above counts them."""
    answer = _answers.get("places_taken")
    if meeting.places is None or answer is None:
        return None
    return max(0, meeting.places - answer(meeting))


def over_places(meeting: Meeting) -> int:
    """How many more were approved than there are places (lowered since); nobody loses a place by that."""
    answer = _answers.get("places_taken")
    if meeting.places is None or answer is None:
        return 0
    return max(0, answer(meeting) - meeting.places)


# Each page of a meeting asks it; to compose the statement takes longer than to run it.
_BY_SLUG = select(Meeting).where(Meeting.slug == bindparam("slug"))


def meeting_for(actor: Actor, slug: str) -> Meeting:
    """The meeting of that address if it is public, or if the actor may see its programme; else NotFound.

    A rapporteur of one of its sessions sees the whole programme while it is a draft.
    """
    check_address(slug)
    meeting = db.session.scalar(_BY_SLUG, {"slug": slug})
    if meeting is None or not (meeting.is_public or _may_see(actor, meeting)):
        raise NotFound
    return meeting


def get_meeting(meeting_id: int) -> Meeting:
    """By its id, for rooms that keep it; NotFound when it is gone."""
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFound
    return meeting


def check_address(*parts: str) -> None:
    """NotFound for an address that no row can have."""
    if any("\0" in part for part in parts):  # no database takes it
        raise NotFound


def _may_see(actor: Actor, meeting: Meeting) -> bool:
    if actor.may(Permission.SEE_PROGRAMME, meeting):
        return True
    ids = actor.scope(Permission.SEE_PROGRAMME, "session")
    if not ids:
        return False
    own = select(MeetingSession.id).where(MeetingSession.meeting_id == meeting.id, MeetingSession.id.in_(ids))
    return db.session.scalar(own.limit(1)) is not None


def session_for(actor: Actor, slug: str, label: str) -> MeetingSession:
    """A session by its meeting's address and its own number, with its meeting; visible as its meeting is.

    A rapporteur sees the own session while the meeting is still a draft.
    """
    check_address(slug, label)
    session = db.session.scalar(
        select(MeetingSession)
        .join(MeetingSession.meeting)
        .where(Meeting.slug == slug, MeetingSession.label == label)
        .options(joinedload(MeetingSession.meeting))
    )
    if session is None or not (session.meeting.is_public or actor.may(Permission.SEE_PROGRAMME, session)):
        raise NotFound
    return session


def speaker_for(actor: Actor, slug: str, label: str, speaker_id: int) -> Speaker:
    """A speaker of that session; NotFound when the session is not the actor's to see or has no such speaker."""
    session = session_for(actor, slug, label)
    speaker = db.session.get(Speaker, speaker_id)
    if speaker is None or speaker.session_id != session.id:
        raise NotFound
    return speaker


def holding_for(actor: Actor, slug: str, label: str, holding_id: int) -> tuple[MeetingSession, RoleHolding]:
    """The session and a rapporteur's role on it; NotFound when there is no such role."""
    session = session_for(actor, slug, label)
    holding = db.session.get(RoleHolding, holding_id)
    if holding is None or (holding.on_kind, holding.on_id) != ("session", session.id):
        raise NotFound
    return session, holding


def programme(actor: Actor, meeting: Meeting) -> Sequence[MeetingSession]:
    """The sessions of a meeting that the actor was given, with their speakers: two statements in all."""
    query = (
        select(MeetingSession)
        .where(MeetingSession.meeting_id == meeting.id)
        .options(selectinload(MeetingSession.speakers))
        .order_by(MeetingSession.starts_at, MeetingSession.label, MeetingSession.id)
    )
    return db.session.scalars(query).all()


@dataclass(frozen=True)
class MeetingFilter:
    """What of the list is asked for; None: all."""

    kind: MeetingKind | None = None
    status: MeetingStatus | None = None
    cycle_id: int | None = None


def meetings(actor: Actor, wanted: MeetingFilter) -> Sequence[Meeting]:
    """Meetings that the actor may see, the latest first; those who see no drafts get the public ones."""
    query = (
        select(Meeting)
        .options(joinedload(Meeting.cycle).joinedload(Cycle.resolution))
        .order_by(Meeting.starts_at.desc(), Meeting.id)
        .limit(MOST_MEETINGS)
    )
    if actor.scope(Permission.SEE_PROGRAMME, "meeting") is not None:
        query = query.where(Meeting.status.in_(PUBLIC_STATUSES))
    if wanted.kind is not None:
        query = query.where(Meeting.kind == wanted.kind)
    if wanted.status is not None:
        query = query.where(Meeting.status == wanted.status)
    if wanted.cycle_id is not None:
        query = query.where(Meeting.cycle_id == wanted.cycle_id)
    return db.session.scalars(query).all()


def cycles(actor: Actor) -> Sequence[Cycle]:
    """Cycles that a meeting can belong to, the latest first."""
    query = select(Cycle).options(joinedload(Cycle.resolution)).order_by(Cycle.starts_on.desc())
    return db.session.scalars(query).all()


def slugs_like(actor: Actor, first: str) -> set[str]:
    """Addresses that begin so, to find a free one."""
    return set(
        db.session.scalars(select(Meeting.slug).where(Meeting.slug.startswith(first, autoescape=True)))
    )


def labels_in_draft(actor: Actor, meeting: Meeting) -> dict[int, str]:
    """The numbers that the sessions have in the draft, by id: their own pages are found under these."""
    query = select(MeetingSession.id, MeetingSession.label).where(MeetingSession.meeting_id == meeting.id)
    return dict(db.session.execute(query).all())


def closings(actor: Actor, meeting: Meeting) -> Sequence[MeetingClosing]:
    """When the meeting was closed, and opened again and why; the route asks who edits it."""
    query = select(MeetingClosing).where(MeetingClosing.meeting_id == meeting.id).order_by(MeetingClosing.id)
    return db.session.scalars(query).all()


def was_released(session: MeetingSession) -> bool:
    """Whether any version of the programme has told of the session."""
    told = select(ReleasedSession.id).where(ReleasedSession.uid == session.uid)
    return db.session.scalar(told.limit(1)) is not None


def label_is_taken(meeting: Meeting, label: str, but: int | None = None) -> bool:
    """Whether another session of the meeting has that number, in whatever case it is written."""
    query = select(MeetingSession.id).where(
        MeetingSession.meeting_id == meeting.id, func.lower(MeetingSession.label) == label.lower()
    )
    if but is not None:
        query = query.where(MeetingSession.id != but)
    return db.session.scalar(query.limit(1)) is not None


@dataclass(frozen=True)
class KnownPerson:
    """Somebody of the directory, as a form proposes them."""

    id: int
    name: str
    function: str
    organization: str

    @property
    def line(self) -> str:
        """How the person is told from another of the same name."""
        return ", ".join(part for part in (self.name, self.organization) if part)


def people(actor: Actor) -> list[KnownPerson]:
    """People of the directory, for those who may see people; by name."""
    if actor.scope(Permission.SEE_PEOPLE, "organization") is not None:
        return []
    rows = db.session.execute(
        select(Person.id, Person.name, Person.function, func.coalesce(Organization.name, ""))
        .outerjoin(Organization, Organization.id == Person.organization_id)
        .order_by(Person.sort_key)
        .limit(MOST_NAMES)
    )
    return [KnownPerson(*row) for row in rows]


def meeting_names(actor: Actor, ids: Collection[int]) -> dict[int, str]:
    """Titles of meetings, by id."""
    return dict(db.session.execute(select(Meeting.id, Meeting.title).where(Meeting.id.in_(ids))).all())


def session_names(actor: Actor, ids: Collection[int]) -> dict[int, str]:
    """What sessions are called where no programme stands around them, by id: number, title, the meeting's address."""
    rows = db.session.execute(
        select(MeetingSession.id, MeetingSession.label, MeetingSession.title, Meeting.slug)
        .join(MeetingSession.meeting)
        .where(MeetingSession.id.in_(ids))
    )
    return {number: f"{label} {title} · {slug}" for number, label, title, slug in rows}


def rapporteurs(actor: Actor, session: MeetingSession) -> list[tuple[RoleHolding, Account]]:
    """Who holds the role of rapporteur on the session today or later."""
    today = clock.now().date()
    rows = db.session.execute(
        select(RoleHolding, Account)
        .join(Account, Account.id == RoleHolding.account_id)
        .where(
            RoleHolding.role == Role.RAPPORTEUR,
            RoleHolding.on_kind == "session",
            RoleHolding.on_id == session.id,
            RoleHolding.until.is_(None) | (RoleHolding.until >= today),
        )
        .order_by(Account.name)
    )
    return [(holding, account) for holding, account in rows]


def likely_rapporteurs(actor: Actor) -> list[str]:
    """Addresses of accounts of staff and of those who have been rapporteurs, for those who edit programmes."""
    if not actor.may(Permission.EDIT_PROGRAMME):
        return []
    query = (
        select(Account.email)
        .join(RoleHolding, RoleHolding.account_id == Account.id)
        .where(RoleHolding.role.in_([*STAFF, Role.RAPPORTEUR]), Account.disabled_at.is_(None))
        .distinct()
        .order_by(Account.email)
        .limit(MOST_NAMES)
    )
    return list(db.session.scalars(query))
