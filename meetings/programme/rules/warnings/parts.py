"""What the warnings read: sessions as they stand in the draft, and what is known around the meeting. Frozen, pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType

from meetings.base.words import N_, Labelled
from meetings.programme.rules.kinds import SessionKind, SpeakerAnswer, SpeakerRole
from meetings.programme.rules.sittings import Hours


class Level(Labelled):
    """How much a warning weighs."""

    MUST = "must", N_("must be mended before release")
    LOOK = "look", N_("worth a look")
    KNOW = "know", N_("good to know")
    FINE = "fine", N_("in order")

    @property
    def order(self) -> int:
        return list(Level).index(self)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


@dataclass(frozen=True)
class Part:
    """Somebody in a role of a session; `minutes` None: no speaking time is planned.

    `email`: the role's own address; `known_email`: the directory's; `account_id`: with which this person signs in.
    """

    role: SpeakerRole
    name: str
    organization: str = ""
    person_id: int | None = None
    answer: SpeakerAnswer = SpeakerAnswer.NOT_ASKED
    minutes: int | None = None
    email: str = ""
    account_id: int | None = None
    known_email: str = ""

    def is_same(self, other: "Part") -> bool:
        """Whether this is the same person: one may have been taken from the directory, the other typed.

        Two of the directory are two. Else one account is one person, and one name at one address or from one
        organization. An address alone says so of whom signs in with it: two of an office may share another.
        """
        if self.person_id is not None and other.person_id is not None:
            return self.person_id == other.person_id
        if self.account_id is not None and self.account_id == other.account_id:
            return True
        same_name = self.printed[0] == other.printed[0]
        if self.addresses & other.addresses:
            return same_name or self.signs_in or other.signs_in
        if same_name and (self.person_id is None) != (other.person_id is None):
            typed = self if self.person_id is None else other
            if not typed.signs_in and not (self.organization.strip() and other.organization.strip()):
                return True  # only one of them names the organization
        return self.printed == other.printed

    @property
    def addresses(self) -> frozenset[str]:
        """The role's own address and the directory's, however they are written."""
        return frozenset(one.casefold() for one in (self.email, self.known_email) if one)

    @property
    def signs_in(self) -> bool:
        """Whether this is an account, with its own address, and no entry of the programme."""
        return self.account_id is not None and self.person_id is None

    @property
    def printed(self) -> tuple[str, str]:
        """Name and organization, however they are written."""
        return (_folded(self.name), _folded(self.organization))


@dataclass(frozen=True)
class Planned:
    """A session of the draft that has a time. `rapporteurs`: whose accounts may write its record.

    `parts` are without those who declined; they are `declined`.
    """

    uid: str
    label: str
    kind: SessionKind
    starts: datetime
    ends: datetime
    starts_at: datetime
    ends_at: datetime
    room: str = ""
    parts: tuple[Part, ...] = ()
    declined: tuple[Part, ...] = ()
    rapporteurs: tuple[Part, ...] = ()
    cancelled: bool = False

    @property
    def held(self) -> bool:
        """Whether people meet in it."""
        return not self.cancelled and self.kind is not SessionKind.BREAK

    @property
    def length(self) -> int:
        """In minutes."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def minutes(self) -> int:
        """The speaking times planned, together."""
        return sum(part.minutes or 0 for part in self.parts)

    @cached_property
    def people(self) -> tuple[Part, ...]:
        """Everybody who is wanted in it, each once, as they stand there first."""
        found: list[Part] = []
        for part in (*self.parts, *self.rapporteurs):
            if not any(part.is_same(one) for one in found):
                found.append(part)
        return tuple(found)

    def in_both(self, other: "Planned") -> list[Part]:
        """Who is wanted here and there."""
        return [part for part in self.people if any(part.is_same(one) for one in other.people)]

    def overlaps(self, other: "Planned") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Element:
    """Sessions of a kind that a paragraph of the mandate asks for."""

    paragraph: str
    kind: SessionKind
    count: int


@dataclass(frozen=True)
class Holiday:
    """A public holiday: its day, its name, the country (ISO 3166, alpha-2)."""

    day: date
    name: str
    country: str


@dataclass(frozen=True)
class Council:
    """A regular session of the Council that falls on the meeting; `projected`: its dates are computed."""

    number: int
    opens: date
    closes: date
    projected: bool


@dataclass(frozen=True)
class Elsewhere:
    """A session of another meeting, as its draft has it; `same_place`: rooms of one name are the same room."""

    meeting: str
    same_place: bool
    session: Planned


@dataclass(frozen=True)
class Around:
    """What is known around a meeting's sessions.

    `interpretation`: the hours that have it; empty when the meeting has one language. `over`: it has been, so nobody
    is asked any more. `one_link`: all join it by one link. `holidays`: where it is held; `seats`: where the focal
    points' organizations have theirs. `elsewhere`: sessions of other meetings on its days.
    """

    first: date
    last: date
    interpretation: tuple[Hours, ...] = ()
    elements: tuple[Element, ...] = ()
    council: tuple[Council, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    seats: tuple[Holiday, ...] = ()
    over: bool = False
    one_link: bool = False
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One thing to look at: its sentence (`msgid` with `params`, to be translated) and the sessions concerned.

    `brief` stands on the session itself, in few words. Days and countries among the values are written by the page.
    """

    level: Level
    msgid: str
    params: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    sessions: tuple[str, ...] = ()
    brief: str = ""
