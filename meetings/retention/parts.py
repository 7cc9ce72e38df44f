"""What other rooms keep about the people of a meeting, beside its registrations: each says it here (see `rooms`)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """Personal data of a meeting that another room keeps, such as its invitations.

    `meetings`: the ids of meetings of which it keeps any. `count`: how many things of this meeting (by id) would go.
    `forget`: let at most so many go, in the caller's transaction; how many went, 0 when nothing is left. The figures
    stand under `name`; `label` is what people read.
    """

    name: str
    label: str
    meetings: Callable[[], Collection[int]]
    count: Callable[[int], int]
    forget: Callable[[int, int], int]


_parts: dict[str, Part] = {}


def answer_part(part: Part) -> None:
    """Register what a room keeps of meetings."""
    _parts[part.name] = part


def parts() -> tuple[Part, ...]:
    """All that rooms have registered."""
    return tuple(_parts.values())
