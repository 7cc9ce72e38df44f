"""One meeting in two sittings has one record: where that of a session is written which repeats another."""

from collections.abc import Callable

from meetings.access.actor import Actor
from meetings.programme.models import MeetingSession
from meetings.programme.queries.meetings import session_for

_firsts: list[Callable[[MeetingSession], MeetingSession | None]] = []


def answer_first(first_of: Callable[[MeetingSession], MeetingSession | None]) -> None:
    """Register the room above that knows which session another one repeats (see `rooms`); None: it repeats none."""
    _firsts[:] = [first_of]


# no actor: of a session that whoever asks has found
def kept_with(session: MeetingSession) -> MeetingSession:
    """The session whose record, summary and round are also those of this one; mostly it is itself."""
    firsts = (first_of(session) for first_of in _firsts)
    return next((first for first in firsts if first is not None), session)


def recorded_session_for(actor: Actor, slug: str, label: str) -> MeetingSession:
    """The session whose record is that of the session of this number (see `session_for`)."""
    return kept_with(session_for(actor, slug, label))
