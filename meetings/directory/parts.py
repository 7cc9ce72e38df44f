"""What rooms above show on the page of a person: each draws its own part, for those who may see it."""

from collections.abc import Callable

from meetings.access.actor import Actor
from meetings.directory.models import Person

# HTML of a section, "" when there is nothing, or nothing for this reader.
Part = Callable[[Actor, Person], str]
_parts: dict[str, Part] = {}


def show_on_person(name: str, part: Part) -> None:
    """Register a room's part (see `rooms`); they stand in this order."""
    _parts[name] = part


def parts_of(actor: Actor, person: Person) -> list[str]:
    """The parts that this reader is shown."""
    return [drawn for part in _parts.values() if (drawn := part(actor, person))]
