"""One meeting in two sittings has one record: where that of a session is written which repeats another."""

from collections.abc import Callable

from sqlalchemy import Select, select

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.programme.models import MeetingSession
from meetings.programme.queries.meetings import session_for

_firsts: list[Callable[[MeetingSession], MeetingSession | None]] = []
_alls: list[Callable[[MeetingSession], Select[int]]] = []


def answer_first(
    first_of: Callable[[MeetingSession], MeetingSession | None],
    all_of: Callable[[MeetingSession], Select[int]],
) -> None:
    """Register the room above that knows which session another one repeats (see `rooms`); None: it repeats none.

    `all_of`: the ids of the session and of those that repeat it.
    """
    _firsts[:], _alls[:] = [first_of], [all_of]


# no actor: ids of sessions that have one record with one that whoever asks has found
def sittings_of(session: MeetingSession) -> Select[int]:
    """The ids of this session and of those that repeat it."""
    if _alls:
        return _alls[0](session)
    return select(MeetingSession.id).where(MeetingSession.id == session.id)


# no actor: of a session that whoever asks has found
def kept_with(session: MeetingSession) -> MeetingSession:
    """The session whose record, summary and round are also those of this one; mostly it is itself."""
    firsts = (first_of(session) for first_of in _firsts)
    return next((first for first in firsts if first is not None), session)


def recorded_session_for(actor: Actor, slug: str, label: str) -> MeetingSession:
    """The session whose record is that of the session of this number (see `session_for`).

    A role on one of its sittings is held on the record of all.
    """
    session = kept_with(session_for(actor, slug, label))
    held = {h.on_id for h in actor.holdings if h.on_kind == "session"} - {session.id}
    if held:
        mine = sittings_of(session).where(MeetingSession.id.in_(held))
        session.recorded_with = tuple(db.session.scalars(mine))
    return session
