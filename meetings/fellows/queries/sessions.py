"""Sessions that a fellow can have observed, or that are part of the fellow's own programme: public ones."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.fellows.models import Fellow
from meetings.programme.models import Meeting, MeetingSession, ProgrammeRelease, ReleasedSession
from meetings.programme.rules import PUBLIC_STATUSES, SessionKind
from meetings.record.queries.known import known_names
from meetings.record.rules import known_in, likely_in

MOST = 200
AROUND = timedelta(days=31)


@dataclass(frozen=True)
class Choice:
    """A session as it is offered; `code` is its place in the programme."""

    session_id: int
    code: str
    title: str
    meeting: str
    on: date
    closed: bool


def choosable(actor: Actor, fellow: Fellow) -> list[Choice]:
    """Sessions of released programmes about the time of the placement; of all of them while it has no days."""
    query = (
        select(Meeting.slug, Meeting.title, ReleasedSession)
        .join(ProgrammeRelease, ProgrammeRelease.meeting_id == Meeting.id)
        .join(ReleasedSession, ReleasedSession.release_id == ProgrammeRelease.id)
        .where(
            ProgrammeRelease.number == Meeting.released,
            Meeting.status.in_(PUBLIC_STATUSES),
            ReleasedSession.session_id.is_not(None),
            ReleasedSession.kind != SessionKind.BREAK,
            ReleasedSession.cancelled.is_(False),
            ReleasedSession.taken_out.is_(False),
        )
        .order_by(ReleasedSession.starts_at.desc(), ReleasedSession.id)
        .limit(MOST)
    )
    found = [
        Choice(
            row.session_id,
            f"{slug}/{row.label}",
            row.title,
            title,
            row.starts.date(),
            row.attribution.value != "public",
        )
        for slug, title, row in db.session.execute(query)
        if row.session_id is not None
    ]
    if fellow.starts_on is None:
        return found
    first, last = fellow.starts_on - AROUND, (fellow.ends_on or fellow.starts_on) + AROUND
    return [one for one in found if first <= one.on <= last]


# no actor: whom a text names, for the rule that asks it
def named_in(text: str, session_id: int) -> tuple[str, ...]:
    """Who of those in a session is named in a text, where nobody may be named (Chatham House)."""
    session = db.session.get(MeetingSession, session_id)
    if session is None or session.attribution.value != "chatham_house":
        return ()
    return tuple(known_in(text, likely_in(text, known_names(session))))
