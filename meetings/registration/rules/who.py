"""Who takes part, in which capacity, and what may be said of them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from meetings.base.texts import NEAR
from meetings.base.words import N_, Labelled


class Category(Labelled):
    """In which capacity somebody takes part (DOMAIN 4; OP8 names the first eight groups)."""

    INTERNATIONAL = "international", N_("Expert of an international organization")
    REGIONAL = "regional", N_("Expert of a regional organization")
    SUBREGIONAL = "subregional", N_("Expert of a subregional organization")
    INTERREGIONAL = "interregional", N_("Expert of an interregional organization")
    MEMBER_STATE = "member_state", N_("Member State")
    OBSERVER = "observer", N_("Observer State or other observer")
    NHRI = "nhri", N_("National human rights institution")
    NGO = "ngo", N_("Non-governmental organization")
    UN_MECHANISM = "un_mechanism", N_("United Nations human rights mechanism")
    UN_ENTITY = "un_entity", N_("United Nations entity")
    OHCHR_STAFF = "ohchr_staff", N_("Staff of the Office")
    ACADEMIC = "academic", N_("Academic or other")

    @property
    def short(self) -> str:
        """The word for narrow columns."""
        return SHORT[self]


class Listing(Labelled):
    """Whether the list of participants may name the person: being named can bring reprisals."""

    NAME = "name", N_("Yes: name, function and organization")
    ORGANIZATION = "organization", N_("Only my organization")
    NONE = "none", N_("Neither")


class Gender(Labelled):
    """As people say it of themselves, if they wish to; asked to see whether a meeting is balanced."""

    WOMAN = "woman", N_("Woman")
    MAN = "man", N_("Man")
    OTHER = "other", N_("Another gender")


C = Category
SHORT = {
    C.INTERNATIONAL: N_("International"),
    C.REGIONAL: N_("Regional"),
    C.SUBREGIONAL: N_("Subregional"),
    C.INTERREGIONAL: N_("Interregional"),
    C.MEMBER_STATE: N_("Member State"),
    C.OBSERVER: N_("Observer"),
    C.NHRI: N_("NHRI"),
    C.NGO: N_("NGO"),
    C.UN_MECHANISM: N_("UN mechanism"),
    C.UN_ENTITY: N_("UN entity"),
    C.OHCHR_STAFF: N_("OHCHR"),
    C.ACADEMIC: N_("Academic"),
}
# The groups whose participation OP8 asks for.
GROUPS_OF_OP8 = (
    C.INTERNATIONAL,
    C.REGIONAL,
    C.SUBREGIONAL,
    C.INTERREGIONAL,
    C.MEMBER_STATE,
    C.OBSERVER,
    C.NHRI,
    C.NGO,
)


@dataclass(frozen=True)
class RegistrationDraft:
    """What a person writes when registering; `listing` None: nothing was chosen, the default applies.

    `zone` is the IANA zone for times in mails ("" unknown), `language` the one in which mails are written.
    """

    name: str
    email: str
    organization: str
    category: Category
    function: str = ""
    languages: tuple[str, ...] = ("en",)
    listing: Listing | None = None
    zone: str = ""
    language: str = "en"
    gender: Gender | None = None


@dataclass(frozen=True)
class OwnAnswers:
    """What participants correct themselves, until the date that the office has set."""

    name: str
    function: str
    languages: tuple[str, ...]
    zone: str
    gender: Gender | None


@dataclass(frozen=True)
class Correction:
    """A registration as the office corrects it; the address is mended in the outbox, gender is for people to say.

    `organization` as written: its name or acronym in the directory, or any other name. `reason` may be "".
    """

    name: str
    organization: str
    function: str
    category: Category
    languages: tuple[str, ...]
    listing: Listing
    zone: str
    reason: str = ""


@dataclass(frozen=True)
class TermsDraft:
    """How a meeting takes registrations; a category without a number is not counted."""

    waiting_list: bool
    offers_by_itself: bool
    reply_hours: int
    changes_close: date | None
    categories: Mapping[Category, int]


def sort_key(name: str) -> str:
    """The name as it is sorted: as its owner writes it, without case and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(plain.translate(NEAR).split())[:200]


def default_listing(category: Category | None) -> Listing:
    """What the form proposes: naming is off by default for NGOs (DOMAIN 4)."""
    return Listing.NONE if category is Category.NGO else Listing.ORGANIZATION
