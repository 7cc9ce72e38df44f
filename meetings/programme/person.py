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
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import SpeakerRole
from meetings.programme.rules.released import Session


def _told(subject: Subject) -> Told:
    query = select(Speaker)
    rows = db.session.scalars(
        query.where(
            Speaker.person_id.in_(subject.records), Speaker.id.not_in(subject.anothers(Speaker.person_id))
        ).order_by(Speaker.id)
    ).all()
    titles = releases.public_titles([s.session_id for s in rows])
    return Told({"speaker": [plain_row(s) | {"session": titles.get(s.session_id, "")} for s in rows]})


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

    meeting: Meeting
    session: MeetingSession | Session
    label: str


def roles_of(actor: Actor, person: Person) -> list[InSession]:
    """Where a person speaks or is the rapporteur, the latest first.

    Whoever does not see a draft is told what is public: nothing of a session or a role that was not released.
    """
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
    rows = [row for query in (spoken, kept) for row in db.session.execute(query)]
    told = releases.all_told([session.id for _role, session in rows])
    found = []
    for role, session in rows:
        if actor.may(Permission.SEE_PROGRAMME, session):
            found.append(InSession(session.meeting, session, role.label))
        elif session.meeting.is_public and session.id in told:
            public = releases.of_row(*told[session.id])
            if not public.taken_out and (role is Role.RAPPORTEUR or _is_printed(public, person, role)):
                found.append(InSession(session.meeting, public, role.label))
    return sorted(found, key=lambda one: one.session.starts_at, reverse=True)


def _is_printed(session: Session, person: Person, role: SpeakerRole) -> bool:
    return any(one.person_id == person.id and one.role is role for one in session.people)
