"""Who may register, in which capacity, and how a registration moves."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.programme.rules import MeetingStatus


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


class RegistrationStatus(Labelled):
    UNCONFIRMED = "unconfirmed", N_("address not confirmed")
    SUBMITTED = "submitted", N_("waits for a decision")
    APPROVED = "approved", N_("approved")
    DECLINED = "declined", N_("declined")
    WITHDRAWN = "withdrawn", N_("withdrawn")


C, R = Category, RegistrationStatus
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

NEXT: dict[RegistrationStatus, frozenset[RegistrationStatus]] = {
    R.UNCONFIRMED: frozenset({R.SUBMITTED, R.WITHDRAWN}),
    R.SUBMITTED: frozenset({R.APPROVED, R.DECLINED, R.WITHDRAWN}),
    R.APPROVED: frozenset({R.DECLINED, R.WITHDRAWN}),
    R.DECLINED: frozenset({R.APPROVED}),
    R.WITHDRAWN: frozenset(),
}


CONFIRM_WITHIN = timedelta(days=7)


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


class Door(Labelled):
    """Whether a meeting takes registrations, and if not, why."""

    OPEN = "open", N_("Registration is open.")
    NOT_YET = "not_yet", N_("This meeting does not take registrations yet.")
    OVER = "over", N_("This meeting is over.")
    CANCELLED = "cancelled", N_("This meeting is cancelled.")
    CLOSED = "closed", N_("Registration has closed.")
    FULL = "full", N_("All places are taken.")


@dataclass(frozen=True)
class Room:
    """What decides whether the door is open: instants are aware; `places` None means not counted."""

    status: MeetingStatus
    closes_at: datetime | None
    ends_at: datetime
    places: int | None
    taken: int


def door(room: Room, now: datetime) -> Door:
    """The state of the door. "Closes 23:59" includes that minute."""
    if room.status is MeetingStatus.CANCELLED:
        return Door.CANCELLED
    if room.status is MeetingStatus.DRAFT:
        return Door.NOT_YET
    if room.status is not MeetingStatus.PUBLISHED or now >= room.ends_at:
        return Door.OVER
    if room.closes_at is not None and now >= room.closes_at + timedelta(minutes=1):
        return Door.CLOSED
    if room.places is not None and room.taken >= room.places:
        return Door.FULL
    return Door.OPEN


def check_open(state: Door) -> None:
    """Refused when the meeting takes no registrations (any more)."""
    if state is not Door.OPEN:
        raise Refused(state.label)


def take_step(now_is: RegistrationStatus, to: RegistrationStatus) -> None:
    """Refused when a registration cannot move so."""
    if now_is is to:
        raise Refused("This registration is %(now)s already.", now=now_is.label)
    if to not in NEXT[now_is]:
        raise Refused("A registration that is %(now)s cannot become %(to)s.", now=now_is.label, to=to.label)


def check_seen(seen: RegistrationStatus | None, now_is: RegistrationStatus, by: str) -> None:
    """Refused when somebody else was quicker: the decision was meant for what the page showed."""
    if seen is None or seen is now_is:
        return
    if by and now_is in (RegistrationStatus.APPROVED, RegistrationStatus.DECLINED):
        raise Refused(
            "%(name)s has decided meanwhile: %(now)s. Nothing was changed.", name=by, now=now_is.label
        )
    raise Refused("This registration has changed meanwhile: %(now)s. Nothing was changed.", now=now_is.label)


def check_places(places: int | None, taken: int) -> None:
    """Refused when every place is taken; None means that places are not counted."""
    if places is not None and taken >= places:
        raise Refused("All %(places)s places are taken.", places=places)


def next_sequence(of_meeting: int, last_told: int | None) -> int:
    """The SEQUENCE of the next invitation or cancellation to one person (RFC 5546, 2.1.4).

    It is the meeting's own, unless this person was already told a version as new: then one more than that.
    """
    return of_meeting if last_told is None else max(of_meeting, last_told + 1)


def sort_key(name: str) -> str:
    """The name as it is sorted: as its owner writes it, without case and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(plain.split())[:200]


def default_listing(category: Category | None) -> Listing:
    """What the form proposes: naming is off by default for NGOs (DOMAIN 4)."""
    return Listing.NONE if category is Category.NGO else Listing.ORGANIZATION
