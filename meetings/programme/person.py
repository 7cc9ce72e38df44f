"""What the programme knows of a person: where they spoke. It is public, and part of the permanent record."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import and_, func, select, update
from sqlalchemy.orm import contains_eager

from meetings.access.actor import Actor
from meetings.access.models import RoleHolding
from meetings.access.permissions import Permission, Role
from meetings.base.database import db
from meetings.base.words import N_
from meetings.directory.models import Person
from meetings.people.asked import Figure, Knows, Refers, Subject, Told, plain_row
from meetings.programme import releases
from meetings.programme.actions import forget_people
from meetings.programme.models import MeetingSession, Speaker


def _told(subject: Subject) -> Told:
    query = select(Speaker).join(Speaker.session).options(contains_eager(Speaker.session))
    rows = db.session.scalars(
        query.where(
            Speaker.person_id.in_(subject.records), Speaker.id.not_in(subject.anothers(Speaker.person_id))
        ).order_by(Speaker.id)
    )
    return Told({"speaker": [plain_row(s) | {"session": s.session.title} for s in rows]})


def _goes(subject: Subject) -> Iterator[Figure]:
    number = db.session.scalar(select(func.count()).where(Speaker.person_id.in_(subject.records))) or 0
    why = N_("The programme of a meeting is public and part of its permanent record.")
    yield Figure(N_("roles in sessions, as printed"), number, True, why)


def _forget(actor: Actor, subject: Subject) -> None:
    """The name stays as it was printed; what leads to the person goes, of the draft and of every version released."""
    gone = {"person_id": None, "email": "", "needs": "", "why": ""}
    db.session.execute(update(Speaker).where(Speaker.person_id.in_(subject.records)).values(gone))
    forget_people(subject.records)
    releases.forget_people(subject.records)


KNOWS = Knows((Refers(Speaker.person_id, N_("roles in sessions")),), _told, _goes, _forget)


@dataclass(frozen=True)
class InSession:
    """What somebody does in a session: the words for it."""

    session: MeetingSession
    label: str


def roles_of(actor: Actor, person: Person) -> list[InSession]:
    """Where a person speaks or is the rapporteur, the latest first; of drafts only what the actor may see."""
    spoken = (
        select(Speaker.role, MeetingSession)
        .join(Speaker.session)
        .join(MeetingSession.meeting)
        .where(Speaker.person_id == person.id)
        .options(contains_eager(MeetingSession.meeting))
    )
    kept = (
        select(RoleHolding.role, MeetingSession)
        .join(MeetingSession, and_(RoleHolding.on_kind == "session", RoleHolding.on_id == MeetingSession.id))
        .join(MeetingSession.meeting)
        .where(RoleHolding.account_id == person.account_id, RoleHolding.role == Role.RAPPORTEUR)
        .options(contains_eager(MeetingSession.meeting))
    )
    found = [
        InSession(session, role.label)
        for query in (spoken, kept)
        for role, session in db.session.execute(query)
        if session.meeting.is_public or actor.may(Permission.SEE_PROGRAMME, session)
    ]
    return sorted(found, key=lambda one: one.session.starts_at, reverse=True)
