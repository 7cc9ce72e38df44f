"""Where a paragraph stands: whole numbers with room between them, so that others stay where they are. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

# Between two neighbours 32 paragraphs go in at the same place before all are spread anew; 2^31 of them fit in 63 bits.
STEP = 1 << 32

Order = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Place:
    """The position of one paragraph; `others`: new positions, when there was no room between its neighbours."""

    position: int
    others: Mapping[int, int] = field(default_factory=dict)


def placed(order: Order, after: int | None) -> Place:
    """A place directly behind the paragraph `after`, or at the end when there is none of that id."""
    at = next((n for n, (number, _) in enumerate(order) if number == after), len(order) - 1)
    return _before(order, at + 1)


def moved(order: Order, number: int, up: bool, standing: Collection[int]) -> Place:
    """One place up or down among the paragraphs that stand; at the ends it stays where it is."""
    position = next(there for one, there in order if one == number)
    rest = [pair for pair in order if pair[0] != number]
    before = [n for n, (one, there) in enumerate(rest) if one in standing and there < position]
    behind = [n for n, (one, there) in enumerate(rest) if one in standing and there > position]
    if up and before:
        return _before(rest, before[-1])
    if not up and behind:
        return _before(rest, behind[0] + 1)
    return Place(position)


def _before(order: Order, at: int) -> Place:
    """A place before the paragraph number `at` of the order (its length: at the end)."""
    low = order[at - 1][1] if at else (order[0][1] - 2 * STEP if order else 0)
    high = order[at][1] if at < len(order) else low + 2 * STEP
    if high - low > 1:
        return Place((low + high) // 2)
    spread = {number: (n + 1 + (n >= at)) * STEP for n, (number, _) in enumerate(order)}
    return Place((at + 1) * STEP, spread)
