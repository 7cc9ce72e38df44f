"""Who leads a session: whoever chairs or moderates it, and has said so."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.directory.models import Person
from meetings.programme.models import MeetingSession, Speaker
from meetings.programme.roles import agreed_as, agreed_in
from meetings.programme.rules import SpeakerAnswer
from meetings.speakers.models import RoleRequest
from meetings.speakers.queries.one import printed_of
from meetings.speakers.rules import BRIEFED


@dataclass(frozen=True)
class Leader:
    """Somebody who leads a session. `printed_only`: the draft has them there no more, which is nobody's news yet."""

    name: str
    session: MeetingSession
    printed_only: bool = False


def leader_of(actor: Actor, request: RoleRequest) -> Leader | None:
    """Whom a link makes the leader of which session; None: of none.

    By the draft, for it is with them that it was agreed; and by what is public while the draft has it otherwise.
    """
    speaker = request.speaker
    if speaker is not None and speaker.role in BRIEFED and speaker.answer is SpeakerAnswer.CONFIRMED:
        return Leader(speaker.name, speaker.session)
    if not agreed_as(request.meeting, request.role_number, BRIEFED):
        return None
    printed = printed_of(actor, request)
    if printed is None or printed[0].session_id is None:
        return None
    session = db.session.get(MeetingSession, printed[0].session_id)
    return None if session is None else Leader(printed[1].name, session, printed_only=True)


def leads_session(actor: Actor, session: MeetingSession) -> bool:
    """Whether the one who is signed in has confirmed to chair or moderate this session, in the draft or as above."""
    if actor.account_id is None:
        return False
    theirs = or_(func.lower(Speaker.email) == actor.email, Person.account_id == actor.account_id)
    found = (
        select(Speaker.id)
        .outerjoin(Person, Person.id == Speaker.person_id)
        .where(
            Speaker.session_id == session.id,
            Speaker.role.in_(BRIEFED),
            Speaker.answer == SpeakerAnswer.CONFIRMED,
            theirs,
        )
    )
    return db.session.scalar(found.limit(1)) is not None or agreed_in(actor, session, BRIEFED)
