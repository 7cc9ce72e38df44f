"""An intervention of which from now on nobody may be named, or not yet: rooms above hear whom it named."""

from collections.abc import Callable

from meetings.access.actor import Actor
from meetings.base.database import wipe_after_commit
from meetings.record.models import RecordParagraph
from meetings.record.rules import KnownNames, Said

Follow = Callable[[Actor, RecordParagraph, KnownNames, str], None]
_followers: dict[str, Follow] = {}


def follow_unnamed(room: str, follow: Follow) -> None:
    """Let a room above know (see `rooms`): called with the paragraph as it is now, whom it named, its words."""
    _followers[room] = follow


def unnamed(actor: Actor, row: RecordParagraph, was: Said) -> None:
    """Tell the rooms above. `was`: as it read and whose it was until now."""
    named = KnownNames(speakers=(was.speaker,), organizations=(was.organization,))
    for follow in _followers.values():
        follow(actor, row, named, was.text)
    wipe_after_commit()
