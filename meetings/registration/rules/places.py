"""Places: of a meeting, of a category, of an organization; who gets one, and in which order."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.base.words import N_
from meetings.registration.rules.who import Category

# What a limit is on: the whole meeting (None), a category, an organization (its id).
Bound = Category | int | None
Limits = Mapping[Bound, int]
Taken = Mapping[Bound, int]


@dataclass(frozen=True)
class Claim:
    """A registration (its id) that has a place or asks for one; `organization` is of the directory."""

    registration: int
    category: Category
    organization: int | None = None

    def bounds(self) -> tuple[Bound, ...]:
        """What its place counts against."""
        return (
            (None, self.category) if self.organization is None else (None, self.category, self.organization)
        )


def count(claims: Iterable[Claim]) -> Counter[Bound]:
    """How many places these hold, by what they count against."""
    return Counter(bound for claim in claims for bound in claim.bounds())


def no_place(limits: Limits, taken: Taken, claim: Claim) -> Refused | None:
    """Why there is no place for this claim; None when there is one."""
    for bound in claim.bounds():
        if bound in limits and taken.get(bound, 0) >= limits[bound]:
            return _sentence(bound, limits[bound])
    return None


def check_place(limits: Limits, taken: Taken, claim: Claim) -> None:
    """Refused when the meeting, the category or the organization has no place left."""
    no = no_place(limits, taken, claim)
    if no is not None:
        raise no


def check_moved_place(limits: Limits, taken: Taken, held: Claim, claim: Claim) -> None:
    """Refused when a place that is held would go to another group or organization that has none left.

    What it counted against before is not asked again: nobody loses a place because limits were lowered since. The no
    stands beside the field that it comes from.
    """
    for bound in claim.bounds():
        if bound not in held.bounds() and bound in limits and taken.get(bound, 0) >= limits[bound]:
            no = _sentence(bound, limits[bound])
            no.field = "category" if isinstance(bound, Category) else "organization"
            raise no


def apportion(limits: Limits, taken: Taken, claims: Iterable[Claim]) -> list[tuple[Claim, Refused | None]]:
    """Give places in this order to all who fit; who does not fit is passed over, with the reason."""
    held = Counter(taken)
    answers: list[tuple[Claim, Refused | None]] = []
    for claim in claims:
        no = no_place(limits, held, claim)
        if no is None:
            held.update(claim.bounds())
        answers.append((claim, no))
    return answers


def exceeded(limits: Limits, taken: Taken) -> dict[Bound, int]:
    """By how many the places taken exceed a limit that was lowered: shown, never undone by itself."""
    return {bound: taken[bound] - most for bound, most in limits.items() if taken.get(bound, 0) > most}


def _sentence(bound: Bound, most: int) -> Refused:
    if most == 1:
        return _the_only_one(bound)
    if bound is None:
        return Refused("All %(places)s places are taken.", places=most)
    if isinstance(bound, Category):
        return Refused(
            N_("All %(places)s places for the group “%(group)s” are taken."), places=most, group=bound.short
        )
    return Refused("All %(places)s places of this organization are taken.", places=most)


def _the_only_one(bound: Bound) -> Refused:
    if bound is None:
        return Refused("The only place is taken.")
    if isinstance(bound, Category):
        return Refused(N_("The only place for the group “%(group)s” is taken."), group=bound.short)
    return Refused("The only place of this organization is taken.")
