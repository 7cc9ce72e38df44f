"""In which capacity an organization's people are asked, why somebody is left out, and who looks like whom. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from meetings.base.words import N_, Labelled
from meetings.directory.rules import OrganizationKind, Region
from meetings.registration.rules import Category, sort_key

MOST_AT_ONCE = 500  # as many invitations are written within one request
ALIKE = 85  # of 100: names that differ by a letter or by their order


class Whom(Labelled):
    """Who of an organization is asked."""

    FOCAL_POINTS = "focal_points", N_("Focal points and their alternates")
    PRIMARY = "primary", N_("Focal points only")
    PEOPLE = "people", N_("All people of the organization in the directory")


class Obstacle(Labelled):
    """Why somebody is left out of a list of those to be asked."""

    NO_ADDRESS = "no_address", N_("no address")
    REGISTERED = "registered", N_("registered already")
    INVITED = "invited", N_("asked already")
    NO_FOCAL_POINT = "no_focal_point", N_("no focal point with an address")
    HAS_PLACES = "has_places", N_("has places already")


@dataclass(frozen=True)
class Likely:
    """A person as somebody wrote one down: enough to see whether two are the same."""

    name: str
    email: str
    organization: str


def category_for(kind: OrganizationKind, region: Region) -> Category:
    """The capacity that is proposed for an organization's people; the office corrects it.

    The directory knows no reach smaller than a region; organizations of regional integration are, save a few,
    those of a part of one.
    """
    if region is Region.INTERREGIONAL:
        return Category.INTERREGIONAL
    if kind is OrganizationKind.REGIONAL_INTEGRATION_ORGANIZATION:
        return Category.SUBREGIONAL
    return Category.REGIONAL


def looks_like(one: Likely, others: Iterable[Likely]) -> list[Likely]:
    """Those who may be the same person, the most alike first.

    The same address is the same person. Otherwise the name must be much alike, in any order of its words; a name
    that is only alike counts when the organization is alike as well.
    """
    scored = ((_likeness(one, other), other) for other in others)
    return [other for score, other in sorted(scored, key=lambda found: -found[0]) if score >= ALIKE]


def _likeness(one: Likely, other: Likely) -> float:
    if one.email and one.email.lower() == other.email.lower():
        return 101
    name = fuzz.token_sort_ratio(sort_key(one.name), sort_key(other.name))
    organization = fuzz.token_set_ratio(sort_key(one.organization), sort_key(other.organization))
    return name if name >= 95 or organization >= ALIKE else 0


@dataclass(frozen=True)
class NomineeDraft:
    """Somebody as the focal point writes them down."""

    name: str
    email: str
    function: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class InviteeDraft:
    """Somebody whom the office asks; `organization` as written, or the directory's (`organization_id`)."""

    name: str
    email: str
    category: Category
    organization: str = ""
    organization_id: int | None = None
    function: str = ""
    language: str = "en"
