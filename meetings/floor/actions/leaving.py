"""Whoever goes from a list of speakers, where the house may not know the name any more: rooms above hear it."""

from collections.abc import Callable, Collection

from meetings.programme.models import MeetingSession

Follow = Callable[[MeetingSession, Collection[tuple[str, str]]], None]
_followers: dict[str, Follow] = {}


def follow_gone(room: str, follow: Follow) -> None:
    """Let a room above know (see `rooms`): it is called in the same transaction, once the rows are gone, with the
    session and with who stood there, each by name and organization."""
    _followers[room] = follow


def gone(session: MeetingSession, whom: Collection[tuple[str, str]]) -> None:
    """Tell the rooms above."""
    for follow in _followers.values() if whom else ():
        follow(session, whom)
