"""Releasing the draft of a programme as its next version."""

from collections.abc import Callable

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.refusals import Refused
from meetings.programme import entries, queries, releases
from meetings.programme.actions.noticed import hold
from meetings.programme.models import Meeting
from meetings.programme.rules import RELEASED, feed_changed
from meetings.programme.rules.released import Version, next_version

# Rooms above that keep what is taken from the programme (see rooms.py).
Follow = Callable[[Actor, Version, Version], object]
_followers: dict[str, Follow] = {}


def follow_releases(room: str, follow: Follow) -> None:
    """Let a room above know of every release: it is called with the version before, and the new one."""
    _followers[room] = follow


def proposed(actor: Actor, meeting: Meeting) -> tuple[Version, Version]:
    """The version that is public, and the one that a release would make of the draft now."""
    stood = releases.version_of(actor, meeting)
    drafts = releases.drafted(meeting, queries.programme(actor, meeting))
    return stood, next_version(stood, drafts, entries.around(meeting), clock.now())


def release(
    actor: Actor, meeting: Meeting, note: str = "", seen: int | None = None
) -> tuple[Version, Version]:
    """Make the draft the next version of the programme; the version before, and the new one.

    `seen`: the version that the page of the person who asks was about; Refused when another has been released since.
    """
    hold(meeting)
    if meeting.status not in RELEASED:
        raise Refused(
            "A meeting that is %(state)s has no public programme to change.", state=meeting.status.label
        )
    if seen is not None:
        check_seen(meeting, seen)
    stood, version = proposed(actor, meeting)
    now = clock.now()
    meeting.released += 1
    releases.write(meeting, meeting.released, version, now, actor.name, note)
    meeting.feed_changed_at = feed_changed(meeting.feed_changed_at, now)
    audit.record(actor, "release_programme", "meeting", meeting.id, None, {"number": meeting.released})
    for follow in _followers.values():
        follow(actor, stood, version)
    return stood, version


def check_seen(meeting: Meeting, seen: int) -> None:
    """Refused when another version is public by now than the one that somebody has looked at."""
    if seen != meeting.released:
        raise Refused(
            "Version %(number)s was released meanwhile. Look at the changes again.", number=meeting.released
        )
