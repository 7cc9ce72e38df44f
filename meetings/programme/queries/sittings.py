"""One meeting in two sittings has one record: where that of a session is written which repeats another."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, false, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.programme.models import MeetingSession
from meetings.programme.queries.meetings import session_for


@dataclass(frozen=True)
class Sittings:
    """What the room above knows of sessions that repeat another.

    `first_of`: the session in whose record this one is, None: it is in its own. `all_of`: the ids of a session and of
    those in its record. `elsewhere`: the ids of all sessions that are in another's record. `keepers`: in whose records
    these are. `ends`: of those with several sittings, when the last one ends.
    """

    first_of: Callable[[MeetingSession], MeetingSession | None]
    all_of: Callable[[int | ColumnElement[int]], Select[int]]
    elsewhere: Callable[[], Select[int]]
    keepers: Callable[[Collection[int]], frozenset[int]]
    ends: Callable[[Collection[int]], Mapping[int, datetime]]


_known: list[Sittings] = []


def answer_sittings(sittings: Sittings) -> None:
    """Register the room above that knows which session repeats which (see `rooms`)."""
    _known[:] = [sittings]


# no actor: ids of sessions that have one record with one that whoever asks has found
def sittings_of(session: MeetingSession) -> Select[int]:
    """The ids of this session and of those in its record."""
    return sittings_by(session.id)


# no actor: ids alone
def sittings_by(session_id: int | ColumnElement[int]) -> Select[int]:
    """The same by the id of the session, or by a parameter in its place."""
    if _known:
        return _known[0].all_of(session_id)
    return select(MeetingSession.id).where(MeetingSession.id == session_id)


# no actor: ids alone
def in_anothers_record() -> Select[int]:
    """The ids of all sessions whose record is that of another sitting."""
    return _known[0].elsewhere() if _known else select(MeetingSession.id).where(false())


# no actor: ids alone
def kept_in(session_ids: Collection[int]) -> frozenset[int]:
    """In the records of which sessions these are; mostly each is in its own."""
    return _known[0].keepers(session_ids) if _known and session_ids else frozenset(session_ids)


# no actor: of sessions that whoever asks has found
def last_ends(sessions: Collection[MeetingSession]) -> dict[int, datetime]:
    """When what is in one record is over: the end of the session, or of the last of its sittings."""
    others = _known[0].ends([session.id for session in sessions]) if _known and sessions else {}
    return {one.id: max(one.ends_at, others.get(one.id, one.ends_at)) for one in sessions}


# no actor: of a session that whoever asks has found
def kept_with(session: MeetingSession) -> MeetingSession:
    """The session whose record, summary and round are also those of this one; mostly it is itself."""
    firsts = (known.first_of(session) for known in _known)
    return next((first for first in firsts if first is not None), session)


def recorded_session_for(actor: Actor, slug: str, label: str) -> MeetingSession:
    """The session whose record is that of the session of this number (see `session_for`).

    A role on one of its sittings is held on the record of all.
    """
    session = kept_with(session_for(actor, slug, label))
    held = {h.on_id for h in actor.holdings if h.on_kind == "session"} - {session.id}
    mine = sittings_of(session).where(MeetingSession.id.in_(held))
    session.recorded_with = tuple(db.session.scalars(mine)) if held else ()
    return session


@dataclass(frozen=True)
class _Apart:
    """A session by itself, without those in its record."""

    session: MeetingSession

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return (("session", self.session.id), ("meeting", self.session.meeting_id))


def held_sitting(actor: Actor, permission: Permission, session: MeetingSession) -> MeetingSession | None:
    """Of the sittings in one record that of which the actor may open the pages that each has for itself, if any."""
    if actor.may(permission, _Apart(session)):
        return session
    others = select(MeetingSession).where(MeetingSession.id.in_(session.recorded_with))
    found = db.session.scalars(others.order_by(MeetingSession.starts_at, MeetingSession.id))
    return next((one for one in found if actor.may(permission, _Apart(one))), None)
