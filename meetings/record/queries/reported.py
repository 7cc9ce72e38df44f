"""What organizations told before the meeting, where a room above says that it stands in the record of this session."""

from collections.abc import Callable, Sequence

from meetings.programme.models import MeetingSession
from meetings.record.rules.reported import Reported

Updates = Callable[[MeetingSession], Sequence[Reported]]
_updates: dict[str, Updates] = {}


def answer_updates(room: str, updates: Updates) -> None:
    """Register the room above that knows it (see `rooms`)."""
    _updates[room] = updates


# no actor: whoever asks has loaded the session
def reported_before(session: MeetingSession) -> tuple[Reported, ...]:
    """What was told, by name; nothing under the Chatham House Rule."""
    return tuple(one for updates in _updates.values() for one in updates(session))
