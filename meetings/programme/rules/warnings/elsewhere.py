"""Warnings of other meetings at the same time: somebody, or a room, that is wanted by both."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from meetings.base.words import N_
from meetings.programme.rules.warnings.parts import Around, Finding, Level, Planned


def person_elsewhere(sessions: Sequence[Planned], around: Around) -> Iterator[Finding]:
    """Somebody who is in a session of another meeting at the same time."""
    for session in sessions:
        for other in around.elsewhere:
            if session.held and other.session.held and session.overlaps(other.session):
                for part in session.in_both(other.session):
                    yield Finding(
                        Level.LOOK,
                        N_("%(name)s is also in session %(number)s of “%(meeting)s” at %(hour)s"),
                        {
                            "name": part.name,
                            "number": other.session.label,
                            "meeting": other.meeting,
                            "hour": _hour(session, other.session.starts_at),
                        },
                        (session.uid,),
                        N_("somebody is also in another meeting"),
                    )


def room_elsewhere(sessions: Sequence[Planned], around: Around) -> Iterator[Finding]:
    """A room, of the same name at the same place, that another meeting uses at the same time."""
    for session in sessions:
        for other in around.elsewhere:
            room, theirs = session.room.casefold().strip(), other.session.room.casefold().strip()
            taken = other.same_place and bool(room) and room == theirs
            if taken and not session.cancelled and session.overlaps(other.session):
                yield Finding(
                    Level.LOOK,
                    N_("%(room)s is also taken by session %(number)s of “%(meeting)s” at %(hour)s"),
                    {
                        "room": session.room,
                        "number": other.session.label,
                        "meeting": other.meeting,
                        "hour": _hour(session, other.session.starts_at),
                    },
                    (session.uid,),
                    N_("another meeting has the room"),
                )


def _hour(session: Planned, begins: datetime) -> str:
    """When both are on, by this meeting's clock."""
    return f"{max(session.starts, session.starts + (begins - session.starts_at)):%H:%M}"
