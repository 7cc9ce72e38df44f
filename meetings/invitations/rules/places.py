"""Who of those whom an organization names takes a place, and who moves up. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from meetings.base.refusals import Refused

MOST_ALTERNATES = 20


@dataclass(frozen=True)
class Named:
    """Somebody whom an organization named, by number: `active` has a place or is asked, `waits` is an alternate."""

    number: int
    position: int
    active: bool = False
    waits: bool = False


def free(seats: int, named: Sequence[Named]) -> int:
    """Places for which nobody is named. None are free where places were lowered: nobody loses one by that."""
    return max(0, seats - sum(one.active for one in named))


def move_up(seats: int, named: Sequence[Named]) -> list[int]:
    """The alternates who take the free places, in their order."""
    waiting = sorted((one for one in named if one.waits), key=lambda one: (one.position, one.number))
    return [one.number for one in waiting[: free(seats, named)]]


def check_naming(seats: int, named: Sequence[Named], as_alternate: bool) -> None:
    """Refused when the person cannot be named as the page said: the last place went meanwhile, or one came free.

    An alternate is only behind places that all have a name: so whoever is named first comes first.
    """
    if not as_alternate and not free(seats, named):
        if not seats:
            raise Refused("There is no place to name anybody for.")
        raise Refused(
            "All %(places)s places have a name meanwhile. Send again to name this person as an alternate.",
            places=seats,
        )
    if as_alternate and free(seats, named):
        raise Refused("A place has become free meanwhile. Send again to name this person for it.")
    if as_alternate and sum(one.waits for one in named) >= MOST_ALTERNATES:
        raise Refused("At most %(most)s alternates can be named.", most=MOST_ALTERNATES)


def swap_up(order: Sequence[int], number: int) -> list[int]:
    """The order of alternates with this one a step earlier; the first stays where it is."""
    at = order.index(number)
    moved = list(order)
    if at:
        moved[at - 1], moved[at] = moved[at], moved[at - 1]
    return moved
