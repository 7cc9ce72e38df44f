"""A session as everybody finds it: by the number under which it was released."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.programme import releases
from meetings.programme.models import Meeting, MeetingSession, ProgrammeRelease, ReleasedSession
from meetings.programme.queries.meetings import check_address
from meetings.programme.rules.released import Session


@dataclass(frozen=True)
class PublicSession:
    """A session, and what the public version of the programme tells of it; `told` None: nothing that stands."""

    draft: MeetingSession
    told: Session | None


def public_session_for(actor: Actor, slug: str, label: str) -> PublicSession:
    """The session that has this number in the public programme; for whoever sees the draft, else in the draft.

    A session that no version tells of, or that was taken out, is there for those alone who see the draft. One
    statement.
    """
    check_address(slug, label)
    told = and_(
        ReleasedSession.release_id == ProgrammeRelease.id,
        ReleasedSession.uid == MeetingSession.uid,
        ~ReleasedSession.taken_out,
    )
    public = and_(ProgrammeRelease.meeting_id == Meeting.id, ProgrammeRelease.number == Meeting.released)
    found = db.session.execute(
        select(MeetingSession, ReleasedSession)
        .join(MeetingSession.meeting)
        .outerjoin(ProgrammeRelease, public)
        .outerjoin(ReleasedSession, told)
        .where(Meeting.slug == slug, or_(ReleasedSession.label == label, MeetingSession.label == label))
        .options(contains_eager(MeetingSession.meeting))
    )
    rows: list[tuple[MeetingSession, ReleasedSession | None]] = [(draft, row) for draft, row in found]
    for draft, row in rows:
        if row is not None and row.label == label and _sees(actor, draft):
            return PublicSession(draft, releases.of_row(draft.meeting, row))
    for draft, row in rows:
        if draft.label == label and actor.may(Permission.SEE_PROGRAMME, draft):
            return PublicSession(draft, None if row is None else releases.of_row(draft.meeting, row))
    raise NotFound


def _sees(actor: Actor, session: MeetingSession) -> bool:
    return session.meeting.is_public or actor.may(Permission.SEE_PROGRAMME, session)
