"""Balance while choosing: who comes, counted by region, group, gender, language and organization."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from meetings.base.words import N_, Labelled
from meetings.directory.rules import Region
from meetings.registration.rules.places import Limits
from meetings.registration.rules.who import GROUPS_OF_OP8, Category, Gender


class Trait(Labelled):
    """What people are counted by; the words are the heading."""

    REGION = "region", N_("Balance by region")
    CATEGORY = "category", N_("Groups that paragraph 8 names")
    GENDER = "gender", N_("Gender, as said")
    LANGUAGE = "language", N_("Languages followed")
    ORGANIZATION = "organization", N_("Organizations with most people")


T = Trait
MOST_ORGANIZATIONS = 5


@dataclass(frozen=True)
class Traits:
    """What one person counts under; "" is: not in the directory, not said."""

    category: str
    region: str = ""
    gender: str = ""
    languages: tuple[str, ...] = ()
    organization: str = ""


def _none() -> dict[Trait, Counter[str]]:
    return {trait: Counter() for trait in Trait}


@dataclass(frozen=True)
class Balance:
    """How many people there are, in all and by each trait; somebody with two languages counts under both."""

    people: int = 0
    by: Mapping[Trait, Counter[str]] = field(default_factory=_none)


NOBODY = Balance()


def count_people(people: Iterable[tuple[Traits, int]]) -> Balance:
    """Count so many people of each kind."""
    by, number = _none(), 0
    for traits, many in people:
        number += many
        by[T.REGION][traits.region] += many
        by[T.CATEGORY][traits.category] += many
        by[T.GENDER][traits.gender] += many
        by[T.ORGANIZATION][traits.organization] += many
        for language in traits.languages:
            by[T.LANGUAGE][language] += many
    return Balance(number, by)


@dataclass(frozen=True)
class Bar:
    """One row: `approved` and `chosen` people; `places` where the group has a limit. Widths are per cent.

    `missing`: a group of paragraph 8 of which nobody comes. `shown`: whether it says anything yet.
    """

    code: str
    approved: int
    chosen: int
    places: int | None
    missing: bool
    shown: bool
    most: int

    @property
    def width(self) -> float:
        return round(100 * self.approved / self.most, 2)

    @property
    def new(self) -> float:
        return round(100 * self.chosen / self.most, 2)

    @property
    def goal(self) -> float | None:
        return None if self.places is None else round(100 * self.places / self.most, 2)


def bars(
    trait: Trait, approved: Balance, chosen: Balance = NOBODY, limits: Limits | None = None
) -> list[Bar]:
    """The rows of one picture, all on one scale; the upright stroke of a limit lies on it too."""
    limits = limits or {}
    here, new = approved.by[trait], chosen.by[trait]
    codes = _codes(trait, here, new)
    places = {c: limits[Category(c)] for c in codes if trait is T.CATEGORY and Category(c) in limits}
    most = max([1, *(here[c] + new[c] for c in codes), *places.values()])
    return [
        Bar(
            code=code,
            approved=here[code],
            chosen=new[code],
            places=places.get(code),
            missing=trait is T.CATEGORY and code in GROUPS_OF_OP8 and not here[code] + new[code],
            shown=bool(here[code] + new[code]) or _always(trait, code),
            most=most,
        )
        for code in codes
    ]


def _always(trait: Trait, code: str) -> bool:
    """What is drawn though nobody counts under it: an empty group or gender says something."""
    return (trait is T.CATEGORY and code in GROUPS_OF_OP8) or (trait is T.GENDER and code != Gender.OTHER)


def _codes(trait: Trait, here: Counter[str], new: Counter[str]) -> Sequence[str]:
    match trait:
        case T.REGION:
            return [*(r.value for r in Region), ""]
        case T.CATEGORY:
            return [
                *(c.value for c in GROUPS_OF_OP8),
                *(c.value for c in Category if c not in GROUPS_OF_OP8),
            ]
        case T.GENDER:
            return [*(g.value for g in Gender), ""]
        case T.LANGUAGE:
            return sorted({*here, *new})
        case T.ORGANIZATION:
            both = here + new
            named = filter(None, both)  # of whom is forgotten, the organization is, too
            return sorted(named, key=lambda name: (-both[name], name))[:MOST_ORGANIZATIONS]


@lru_cache(1000)
def codes_in(text: str) -> tuple[str, ...]:
    """The codes in a list as the database keeps it (`["en", "fr"]`), in the order in which they were said."""
    return tuple(code for code in text.translate(_MARKS).split(",") if code)


_MARKS = str.maketrans("", "", '[]" ')
