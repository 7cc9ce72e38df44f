"""An intervention of which from now on nobody may be named, or not yet: rooms above hear whom it named."""

from collections.abc import Callable

from meetings.access.actor import Actor
from meetings.base.database import wipe_after_commit
from meetings.record.models import RecordParagraph
from meetings.record.rules import KnownNames

Follow = Callable[[Actor, RecordParagraph, KnownNames], None]
_followers: dict[str, Follow] = {}


def follow_unnamed(room: str, follow: Follow) -> None:
    """Let a room above know (see `rooms`): it is called with the paragraph as it is now, and with whom it named."""
    _followers[room] = follow


def unnamed(actor: Actor, row: RecordParagraph, speaker: str, organization: str) -> None:
    """Tell the rooms above."""
    named = KnownNames(speakers=(speaker,), organizations=(organization,))
    for follow in _followers.values():
        follow(actor, row, named)
    wipe_after_commit()
