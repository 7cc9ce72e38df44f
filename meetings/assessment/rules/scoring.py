"""Scores: each on the scale of its criterion, weighed against each other as shares of their scales."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from meetings.base.refusals import Refused

# From so many points of a hundred between the highest and the lowest assessor, the panel talks first [ours].
WIDE = 20


@dataclass(frozen=True)
class Scale:
    """A criterion as scores see it."""

    id: int
    name: str
    weight: int
    lowest: int
    highest: int


@dataclass(frozen=True)
class Given:
    """A score and its reason as an assessor has written them; None: not given yet."""

    value: int | None
    reason: str = ""


def check_value(scale: Scale, value: int | None) -> None:
    """Refused when a score is outside the scale; none is none yet."""
    if value is not None and not scale.lowest <= value <= scale.highest:
        raise Refused(
            "Give a whole number from %(least)s to %(most)s.",
            field=score_field(scale.id),
            least=scale.lowest,
            most=scale.highest,
        )


def check_complete(scales: Sequence[Scale], given: Mapping[int, Given]) -> dict[str, Refused]:
    """What keeps an assessment from being handed in, by field; empty: nothing does."""
    found: dict[str, Refused] = {}
    for scale in scales:
        one = given.get(scale.id, Given(None))
        try:
            check_value(scale, one.value)
        except Refused as no:
            found[score_field(scale.id)] = no
            continue
        if one.value is None:
            found[score_field(scale.id)] = Refused("Give a score.", field=score_field(scale.id))
        if not one.reason.strip():
            found[reason_field(scale.id)] = Refused("Say why.", field=reason_field(scale.id))
    return found


def score_field(criterion: int) -> str:
    """The name of the field of a score."""
    return f"score_{criterion}"


def reason_field(criterion: int) -> str:
    """The name of the field of the reason of a score."""
    return f"reason_{criterion}"


def weighted(scales: Sequence[Scale], values: Mapping[int, int]) -> Fraction | None:
    """Points of a hundred of one assessor: each score as its share of its scale, by weight; None: not all are given."""
    if not scales or any(scale.id not in values for scale in scales):
        return None
    total = sum(scale.weight for scale in scales)
    shares = (
        scale.weight * Fraction(values[scale.id] - scale.lowest, scale.highest - scale.lowest)
        for scale in scales
    )
    return 100 * sum(shares, Fraction()) / total


def whole(scales: Sequence[Scale]) -> int:
    """What `weighed` comes to where every score is the highest: the same whole number for a whole edition."""
    return sum(scale.weight for scale in scales) * lcm(*(scale.highest - scale.lowest for scale in scales))


def weighed(scales: Sequence[Scale], values: Mapping[int, int]) -> int | None:
    """One assessor's points as parts of `whole`, so that a database can add and compare them exactly."""
    found = weighted(scales, values)
    return None if found is None else int(found * whole(scales) / 100)


@dataclass(frozen=True)
class Standing:
    """What the assessors of an application say together: their mean, and how far apart they are."""

    mean: Fraction | None
    spread: Fraction | None
    number: int

    @property
    def wide(self) -> bool:
        """Whether they are so far apart that the panel talks first."""
        return self.spread is not None and self.spread >= WIDE


def standing(totals: Iterable[Fraction]) -> Standing:
    """Of the points of those who have handed in."""
    all_ = list(totals)
    if not all_:
        return Standing(None, None, 0)
    spread = max(all_) - min(all_) if len(all_) > 1 else None
    return Standing(sum(all_, Fraction()) / len(all_), spread, len(all_))


def points(value: Fraction | None) -> str:
    """Points with one decimal, half up; "–": none."""
    if value is None:
        return "–"
    tenths = (value * 10 + Fraction(1, 2)).__floor__()
    return f"{tenths // 10}.{tenths % 10}"
