"""Who is asked: those who were noted as present, and those in a role of the session; and how each is written to."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import OPERATOR
from meetings.base.database import db
from meetings.directory.models import Person
from meetings.programme.models import MeetingSession, ReleasedSession, Speaker
from meetings.programme.queries import sittings_of
from meetings.programme.released_roles import ReleasedRole
from meetings.programme.roles import last_addresses
from meetings.programme.rules import SpeakerAnswer
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import THERE, RegistrationStatus
from meetings.rounds.models import ConfirmationRound, RoundReader
from meetings.speakers.models import RoleRequest
from meetings.speakers.queries import Leader, address_of, leader_of


@dataclass(frozen=True)
class Asked:
    """Somebody who is asked, as the registration or the role says; `email` in lower case. `reader`: their row."""

    name: str
    organization: str
    email: str
    language: str
    zone: str
    registration_id: int | None
    speaker_id: int | None
    reader: RoundReader | None = None


@dataclass(frozen=True)
class Present:
    """Whom a round of the session would ask; `unreachable`: how many of those present have no address."""

    asked: tuple[Asked, ...]
    unreachable: int


# no actor: who was there is for whoever may open the round, and the route asks that
def present_at(session: MeetingSession) -> Present:
    """Those present and those in a role, each person once: the same record or address is the same person."""
    found: dict[str, Asked] = {}
    persons: dict[int, str] = {}
    unreachable = 0
    for registration in _attending(session):
        found[registration.email] = _registered(registration)
        if registration.person_id is not None:
            persons[registration.person_id] = registration.email
    for speaker, address, zone, request in _in_roles(session):
        email = persons.get(speaker.person_id or 0, address.strip().lower())
        if not email:
            unreachable += 1
            continue
        one = found.get(email) or _in_role(speaker, email, zone, request)
        found[email] = Asked(*_with_role(one, speaker.id))
    return Present(tuple(sorted(found.values(), key=lambda a: (a.name, a.email))), unreachable)


@dataclass(frozen=True)
class Since:
    """What was noted since a round began: `more` were present and are not asked; `gone`: readers noted no longer.

    Who is asked is what was noted when the round began; whoever is gone stays, with what they said.
    """

    more: tuple[Asked, ...] = ()
    gone: frozenset[int] = frozenset()


# no actor: of a round that was loaded
def since_opened(session: MeetingSession, readers: Sequence[Asked]) -> Since:
    """How who was present now differs from who is asked: by registration, role or address."""
    now = present_at(session).asked
    asked = {mark for one in readers for mark in _marks(one)}
    present = {mark for one in now for mark in _marks(one)}
    gone = (one.reader.id for one in readers if one.reader is not None and not _marks(one) & present)
    return Since(tuple(one for one in now if not _marks(one) & asked), frozenset(gone))


def _marks(one: Asked) -> set[tuple[str, object]]:
    marks = (("registration", one.registration_id), ("speaker", one.speaker_id), ("email", one.email))
    return {mark for mark in marks if mark[1]}


# no actor: a summary was handed in
def leading(session: MeetingSession) -> list[tuple[RoleRequest, Leader, str]]:
    """Those who chaired or moderated the session, have confirmed it by a link, and have an address.

    By the draft, and by what is public while the draft has it otherwise (see `leader_of`).
    """
    sittings = sittings_of(session)
    printed = (
        select(ReleasedRole.speaker_id)
        .join(ReleasedSession, ReleasedSession.id == ReleasedRole.released_session_id)
        .where(ReleasedSession.session_id.in_(sittings), ReleasedRole.speaker_id.is_not(None))
    )
    asked = db.session.scalars(
        select(RoleRequest)
        .outerjoin(RoleRequest.speaker)
        .where(or_(Speaker.session_id.in_(sittings), RoleRequest.role_number.in_(printed)))
        .order_by(Speaker.position, RoleRequest.id)
    ).all()
    leaders = [(request, leader_of(OPERATOR, request)) for request in asked]
    found = [(request, leader, _address(request)) for request, leader in leaders if leader is not None]
    return [one for one in found if one[2]]


def _address(request: RoleRequest) -> str:
    if request.speaker is not None:
        return address_of(request.speaker)
    number = request.role_number or 0
    return last_addresses(OPERATOR, request.meeting, [number]).get(number, "")


def _with_role(one: Asked, speaker_id: int) -> tuple[str, str, str, str, str, int | None, int | None]:
    role = one.speaker_id or speaker_id
    return one.name, one.organization, one.email, one.language, one.zone, one.registration_id, role


# no actor: of a round that was loaded
def readers_of(of: ConfirmationRound) -> list[Asked]:
    """Those who are asked in a round, by name; whoever has lost the address is there without one."""
    email = func.coalesce(func.nullif(Speaker.email, ""), Person.email, "")
    rows = db.session.execute(
        select(RoundReader, email, Person.zone, RoleRequest)
        .outerjoin(Speaker, Speaker.id == RoundReader.speaker_id)
        .outerjoin(Person, Person.id == Speaker.person_id)
        .outerjoin(RoleRequest, RoleRequest.speaker_id == Speaker.id)
        .where(RoundReader.round_id == of.id)
        .options(joinedload(RoundReader.registration), joinedload(RoundReader.speaker))
    )
    found = [_reader(*row) for row in rows]
    return sorted(found, key=lambda a: (a.name, a.email))


def _reader(reader: RoundReader, email: str, zone: str | None, request: RoleRequest | None) -> Asked:
    if reader.registration is not None and reader.registration.forgotten_at is None:
        one = _registered(reader.registration)
    elif reader.speaker is not None:
        one = _in_role(reader.speaker, email.strip().lower(), zone, request)
    else:
        one = Asked("", "", "", "en", "", reader.registration_id, None)
    return Asked(
        one.name,
        one.organization,
        one.email,
        one.language,
        one.zone,
        reader.registration_id,
        reader.speaker_id,
        reader,
    )


def _attending(session: MeetingSession) -> list[Registration]:
    """Those present at the session, or at one of another sitting that repeats it: there is one record of both."""
    there = select(Attendance.registration_id).where(
        Attendance.session_id.in_(sittings_of(session)),
        Attendance.presence.in_(THERE),
    )
    return list(
        db.session.scalars(
            select(Registration)
            .where(
                Registration.id.in_(there),
                Registration.status == RegistrationStatus.APPROVED,
                Registration.forgotten_at.is_(None),
            )
            .order_by(Registration.id)
        )
    )


def _in_roles(session: MeetingSession) -> list[tuple[Speaker, str, str | None, RoleRequest | None]]:
    email = func.coalesce(func.nullif(Speaker.email, ""), Person.email, "")
    rows = db.session.execute(
        select(Speaker, email, Person.zone, RoleRequest)
        .outerjoin(Person, Person.id == Speaker.person_id)
        .outerjoin(RoleRequest, RoleRequest.speaker_id == Speaker.id)
        .where(Speaker.session_id.in_(sittings_of(session)), Speaker.answer != SpeakerAnswer.DECLINED)
        .order_by(Speaker.position, Speaker.id)
    )
    return [(speaker, address, zone, request) for speaker, address, zone, request in rows]


def _registered(one: Registration) -> Asked:
    return Asked(one.name, one.organization_name, one.email, one.language, one.zone, one.id, None)


def _in_role(speaker: Speaker, email: str, zone: str | None, request: RoleRequest | None) -> Asked:
    language = request.language if request else "en"
    own = (request.zone if request else "") or zone or ""
    return Asked(speaker.name, speaker.organization, email, language, own, None, speaker.id)
