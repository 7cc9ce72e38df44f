"""What rooms above keep of a session goes with it when it is deleted, and comes back when that is undone."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from meetings.access.actor import Actor
from meetings.programme.models import Meeting, MeetingSession

# By the UID of the session, as JSON; sessions are named by their UIDs, for one that comes back has another id.
Keep = Callable[[Meeting], Mapping[str, Any]]
BringBack = Callable[[Actor, MeetingSession, Any], None]
_rooms: dict[str, tuple[Keep, BringBack]] = {}


def keep_beside_session(room: str, keep: Keep, bring_back: BringBack) -> None:
    """Let a room above say what of it would go with each session of a meeting, and bring that back."""
    _rooms[room] = (keep, bring_back)


def beside_sessions(meeting: Meeting) -> dict[str, dict[str, Any]]:
    """What would go with each session of the meeting, by UID and room."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for room, (keep, _bring_back) in _rooms.items():
        for uid, kept in keep(meeting).items():
            found[uid][room] = kept
    return found


def bring_back_beside(actor: Actor, session: MeetingSession, kept: Mapping[str, Any]) -> None:
    """Bring back what went with a session."""
    for room, own in kept.items():
        if room in _rooms:
            _rooms[room][1](actor, session, own)
