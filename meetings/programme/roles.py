"""Who has which role in which session, as those need it who write to them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.directory.models import Person
from meetings.programme.models import Meeting, MeetingSession, ProgrammeRelease, ReleasedSession, Speaker
from meetings.programme.released_roles import ReleasedRole
from meetings.programme.rules import SpeakerAnswer, SpeakerRole

ALL = frozenset(SpeakerRole)
# Of somebody in a role of a version: the role's own address, else the directory's.
ADDRESS = func.coalesce(func.nullif(ReleasedRole.email, ""), Person.email, "")


@dataclass(frozen=True)
class InRole:
    """Somebody in a role of a session. `email` is the role's own address, else the directory's; "": neither is known.

    `language` is the one that they speak, `zone` the directory's; "" where it is not known.
    """

    speaker_id: int
    session_id: int
    session_uid: str
    role: SpeakerRole
    name: str
    email: str
    language: str
    zone: str
    answer: SpeakerAnswer
    person_id: int | None


def in_roles(actor: Actor, meeting: Meeting) -> list[InRole]:
    """Everybody in a role of the draft of the programme, session by session; none for whoever may not see it.

    Also of sessions in the tray, and those who declined: the caller knows whom it writes to. One statement.
    """
    if not actor.may(Permission.SEE_PROGRAMME, meeting):
        return []
    email = func.coalesce(func.nullif(Speaker.email, ""), Person.email, "")
    rows = db.session.execute(
        select(
            Speaker.id,
            MeetingSession.id,
            MeetingSession.uid,
            Speaker.role,
            Speaker.name,
            email,
            Speaker.language,
            func.coalesce(Person.zone, ""),
            Speaker.answer,
            Speaker.person_id,
        )
        .join(Speaker.session)
        .outerjoin(Person, Person.id == Speaker.person_id)
        .where(MeetingSession.meeting_id == meeting.id)
        .order_by(MeetingSession.starts_at, MeetingSession.label, Speaker.position, Speaker.id)
    )
    return [InRole(*row) for row in rows]


def last_addresses(actor: Actor, meeting: Meeting, numbers: Iterable[int]) -> dict[int, str]:
    """At which address those in a role of the public version were asked last, by number; in small letters.

    Also where the draft has the role no more. None of those who declined, or whose address is not known.
    """
    if not actor.may(Permission.SEE_PROGRAMME, meeting):
        return {}
    rows = db.session.execute(
        select(ReleasedRole.speaker_id, func.lower(ADDRESS))
        .join(ReleasedSession, ReleasedSession.id == ReleasedRole.released_session_id)
        .join(ReleasedSession.release)
        .outerjoin(Person, Person.id == ReleasedRole.person_id)
        .where(
            ProgrammeRelease.meeting_id == meeting.id,
            ProgrammeRelease.number == meeting.released,
            ReleasedRole.speaker_id.in_(numbers),
            ADDRESS != "",
        )
    )
    return {number: email for number, email in rows if number is not None}


def has_agreed(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor has agreed to a role in a session that is public and takes place.

    By the address with which they sign in: the role's own, else the directory's. Nothing of the draft counts.
    """
    return bool(actor.email) and _agreed(meeting, func.lower(ADDRESS) == actor.email.lower())


def agreed_as(meeting: Meeting, role_number: int | None, roles: Collection[SpeakerRole] = ALL) -> bool:
    """Whether whoever has this role (`Speaker.id`, also when the draft has it no more) has agreed to it, as above.

    `roles`: and it is printed as one of these.
    """
    theirs = ReleasedRole.speaker_id == role_number
    return role_number is not None and _agreed(meeting, theirs, ReleasedRole.role.in_(roles))


def agreed_in(actor: Actor, session: MeetingSession, roles: Collection[SpeakerRole]) -> bool:
    """Whether the one who is signed in has agreed to one of these roles in this session, as it is public."""
    if actor.account_id is None:
        return False
    theirs = or_(ReleasedRole.email == actor.email.lower(), Person.account_id == actor.account_id)
    here = (ReleasedSession.session_id == session.id, ReleasedRole.role.in_(roles))
    return _agreed(session.meeting, theirs, *here)


def _agreed(meeting: Meeting, *theirs: ColumnElement[bool]) -> bool:
    found = (
        select(ReleasedRole.id)
        .join(ReleasedSession, ReleasedSession.id == ReleasedRole.released_session_id)
        .join(ReleasedSession.release)
        .outerjoin(Person, Person.id == ReleasedRole.person_id)
        .where(
            ProgrammeRelease.meeting_id == meeting.id,
            ProgrammeRelease.number == meeting.released,
            ReleasedRole.agreed,
            ~ReleasedSession.cancelled,
            ~ReleasedSession.taken_out,
            *theirs,
        )
    )
    return db.session.scalar(found.limit(1)) is not None
