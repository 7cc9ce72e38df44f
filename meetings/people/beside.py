"""What rooms above show beside a request for a correction: what they keep of whoever asks, and where to correct it."""

from collections.abc import Callable

from meetings.access.actor import Actor
from meetings.people.models import PersonRequest

# HTML of a section, "" when there is nothing, or nothing for this reader.
Part = Callable[[Actor, PersonRequest], str]
_parts: dict[str, Part] = {}


def show_beside_request(name: str, part: Part) -> None:
    """Register a room's part (see `rooms`); they stand in this order."""
    _parts[name] = part


def parts_beside(actor: Actor, asked: PersonRequest) -> list[str]:
    """The parts that this reader is shown."""
    return [drawn for part in _parts.values() if (drawn := part(actor, asked))]
