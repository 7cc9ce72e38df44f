"""Who may be named after a session: rooms above hear when that changes."""

from collections.abc import Callable

from meetings.access.actor import Actor
from meetings.programme.models import MeetingSession

Follow = Callable[[Actor, MeetingSession], None]
_followers: dict[str, Follow] = {}


def follow_attribution(room: str, follow: Follow) -> None:
    """Let a room above know when a session's attribution has changed: it is called with the session as it is now."""
    _followers[room] = follow


def attribution_changed(actor: Actor, session: MeetingSession) -> None:
    """Tell the rooms above."""
    for follow in _followers.values():
        follow(actor, session)
