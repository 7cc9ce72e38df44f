"""Which organizations are asked for an update, what they have told, and what a personal link opens."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.access.queries import find_link
from meetings.agenda.models import AgendaTerms, OrganizationUpdate, UpdateAddressee, UpdateDate
from meetings.agenda.queries.one import terms_of
from meetings.agenda.rules import Shut, UpdateState, update_state, why_shut
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.directory import queries as directory
from meetings.directory.models import Organization, Person
from meetings.directory.queries import Wanted
from meetings.invitations.queries.speaking import Voice, voices
from meetings.programme.models import Meeting

PURPOSE = "update"
MOST_ASKED = 500


@dataclass(frozen=True)
class UpdateRow:
    """An organization that is asked, and how it stands; `written_at`: when somebody of it was last written to."""

    update: OrganizationUpdate
    state: UpdateState
    written_at: datetime | None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """An organization that can be asked, and who would be written to; nobody: it cannot be."""

    organization: Organization
    voices: Sequence[Voice]


def updates(actor: Actor, meeting: Meeting, terms: AgendaTerms | None = None) -> list[UpdateRow]:
    """All organizations that are asked, by name; to whom was written only for those who keep the agenda."""
    due_at = (terms or terms_of(meeting)).due_at
    keeps = actor.may(Permission.KEEP_AGENDA, meeting)
    query = (
        select(OrganizationUpdate)
        .join(OrganizationUpdate.organization)
        .where(OrganizationUpdate.meeting_id == meeting.id)
        .options(joinedload(OrganizationUpdate.organization), selectinload(OrganizationUpdate.dates))
        .order_by(func.lower(Organization.name))
        .limit(MOST_ASKED)
    )
    if keeps:
        query = query.options(selectinload(OrganizationUpdate.addressees))
    now = clock.now()
    found = []
    for row in db.session.scalars(query):
        to = row.addressees if keeps else []
        found.append(
            UpdateRow(
                row,
                update_state(row.sent_at, due_at, now),
                max((one.written_at for one in to), default=None),
                tuple(one.name for one in to),
            )
        )
    return found


def dates(actor: Actor, meeting: Meeting) -> list[UpdateDate]:
    """The joint calendar: what organizations have given, by day; the route asks who sees the agenda."""
    return list(
        db.session.scalars(
            select(UpdateDate)
            .join(UpdateDate.update)
            .where(OrganizationUpdate.meeting_id == meeting.id)
            .options(joinedload(UpdateDate.update).joinedload(OrganizationUpdate.organization))
            .order_by(UpdateDate.first_on, UpdateDate.last_on, UpdateDate.id)
        )
    )


def candidates(actor: Actor, meeting: Meeting) -> list[Candidate]:
    """The organizations of the directory that have a focal point and are not asked yet, by name."""
    if not actor.may(Permission.KEEP_AGENDA, meeting):
        raise NotFound
    asked = set(
        db.session.scalars(
            select(OrganizationUpdate.organization_id).where(OrganizationUpdate.meeting_id == meeting.id)
        )
    )
    found = [
        one
        for one in directory.matching(actor, Wanted(), clock.now().date(), MOST_ASKED)
        if one.id not in asked
    ]
    speak = voices(actor, [one.id for one in found])
    return [Candidate(one, speak[one.id]) for one in found if speak[one.id]]


# no actor: to whom a mail goes; the route asks who may send it
def voices_of(ids: Collection[int]) -> dict[int, list[tuple[Voice, str]]]:
    """Who speaks for these organizations today, each with the time zone that the directory knows: three statements."""
    found = voices(Actor(), ids)
    addresses = {voice.email for those in found.values() for voice in those}
    rows = db.session.execute(select(Person.email, Person.zone).where(Person.email.in_(addresses)))
    zones = {email: zone for email, zone in rows}  # noqa: C416 - pairs, of which dict() does not know the types
    return {one: [(voice, zones.get(voice.email, "")) for voice in those] for one, those in found.items()}


@dataclass(frozen=True)
class Opened:
    """What a personal link opens: to whom it was sent (None: the organization is no longer asked), and what is shut."""

    addressee: UpdateAddressee | None
    shut: Shut | None

    @property
    def update(self) -> OrganizationUpdate | None:
        return None if self.addressee is None else self.addressee.update


def opened(token: str) -> Opened | None:
    """What this link opens; None: it is no link (any more)."""
    link = find_link(token, PURPOSE, used=True)
    if link is None:
        return None
    addressee = db.session.scalar(
        select(UpdateAddressee)
        .where(UpdateAddressee.id == link.subject_id)
        .options(
            joinedload(UpdateAddressee.update).joinedload(OrganizationUpdate.organization),
            joinedload(UpdateAddressee.update).joinedload(OrganizationUpdate.meeting),
        )
    )
    return Opened(addressee, shut_for(addressee))


def shut_for(addressee: UpdateAddressee | None) -> Shut | None:
    """Why this person writes nothing (any more)."""
    if addressee is None:
        return Shut.REMOVED
    update, meeting = addressee.update, addressee.update.meeting
    speak = voices(Actor(), [update.organization_id])[update.organization_id]
    speaks = any(voice.email == addressee.email for voice in speak)
    return why_shut(True, speaks, meeting.status, meeting.starts_at, clock.now())
