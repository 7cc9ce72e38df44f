"""Who has which role in which session, as those need it who write to them."""

from dataclasses import dataclass

from sqlalchemy import func, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.directory.models import Person
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import SpeakerAnswer, SpeakerRole


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
