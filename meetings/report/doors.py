"""What rooms above offer at a draft: they say so in `rooms`, and the draft's page shows it."""

from collections.abc import Callable
from dataclasses import dataclass

from meetings.access.actor import Actor
from meetings.mandate.models import Cycle


@dataclass(frozen=True)
class Door:
    """A link at the head of the draft."""

    label: str
    url: str


Doors = Callable[[Actor, Cycle], list[Door]]
_answers: dict[str, Doors] = {}


def answer_doors(room: str, doors: Doors) -> None:
    """Register what a room above offers at a draft."""
    _answers[room] = doors


def doors_of(actor: Actor, cycle: Cycle) -> list[Door]:
    """All that rooms above offer this reader at the draft of a cycle, in the order of the rooms."""
    return [door for doors in _answers.values() for door in doors(actor, cycle)]
