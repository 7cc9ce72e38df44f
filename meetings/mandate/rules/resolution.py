"""A resolution as its data file tells it. Wordings are our own, never the text's."""

from dataclasses import dataclass
from datetime import date

from meetings.mandate.rules.kinds import Confidence, Evidence, PlannedKind, PlannedMode, SlotKind, Verb


@dataclass(frozen=True)
class Resolution:
    """`adopted` None: not known, and `adopted_note` says why. `distributed`: the day it was issued."""

    symbol: str
    title: str
    body: str
    council_session: int
    adopted: date | None = None
    adopted_note: str = ""
    distributed: date | None = None

    @property
    def slug(self) -> str:
        """`61/15` as it stands in addresses and file names: `61-15`."""
        return self.symbol.replace("/", "-")


@dataclass(frozen=True)
class AgendaItem:
    """An item of the Council's agenda under which the report is presented."""

    number: int
    title: str


@dataclass(frozen=True)
class ReportPlan:
    """The report that closes the cycle.

    `progress_paragraphs` each want a progress entry before the report is complete. From the workshop's last
    day to the submission fewer than `weeks_least` weeks are too few, `weeks_good` or more are enough.
    """

    session: int
    symbol: str
    title: str
    word_limit: int
    agenda_items: tuple[AgendaItem, ...]
    progress_paragraphs: tuple[int, ...]
    weeks_least: int
    weeks_good: int


@dataclass(frozen=True)
class PreviousWorkshop:
    """The workshop since which stock is taken. `report_symbol` "": not known."""

    starts: date
    ends: date
    place: str
    report_symbol: str = ""


@dataclass(frozen=True)
class CyclePlan:
    """The years in which the resolution is carried out. `word`: arrangements, mechanisms or organizations.

    `site_name`: what the site is called while this cycle is the current one; "" for neutral words.
    """

    years: tuple[int, ...]
    word: str
    workshop_year: int
    theme: str
    report: ReportPlan
    previous_workshop: PreviousWorkshop
    site_name: str = ""


@dataclass(frozen=True)
class Need:
    """So many pieces of this evidence show that the obligation is met."""

    evidence: Evidence
    count: int


@dataclass(frozen=True)
class Obligation:
    """One thing that an operative paragraph (or its part, `letter`) recognizes, encourages or requests."""

    paragraph: int
    letter: str
    verbs: tuple[Verb, ...]
    wording: str
    owner: str
    due: str
    due_on: date | None
    due_session: int | None
    evidence: str
    needs: tuple[Need, ...]
    confidence: Confidence
    note: str

    @property
    def code(self) -> str:
        """Its short name: `OP5b`."""
        return f"OP{self.paragraph}{self.letter}"

    @property
    def obliges(self) -> bool:
        """Whether somebody must do something (a request), rather than may."""
        return Verb.REQUEST in self.verbs


@dataclass(frozen=True)
class PlannedMeeting:
    """A meeting that the resolution asks for. `code` is its name for good; `mode` None: not determined.

    With `only_if_question` it belongs to the plan only while that question is answered with `only_if_answer`.
    """

    code: str
    kind: PlannedKind
    year: int
    mode: PlannedMode | None
    paragraph: int
    coincides_with_workshop: bool
    title: str
    confidence: Confidence
    note: str = ""
    starts: date | None = None
    ends: date | None = None
    place: str = ""
    only_if_question: str = ""
    only_if_answer: str = ""


@dataclass(frozen=True)
class Option:
    """One way to answer an open question, and the meetings that it adds to the plan."""

    code: str
    label: str
    explains: str
    adds: tuple[PlannedMeeting, ...]


@dataclass(frozen=True)
class Question:
    """What the resolution leaves open; until an organizer answers, `default` holds."""

    code: str
    paragraph: int
    text: str
    default: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Slot:
    """A date that the report must keep, in weeks before the session opens."""

    kind: SlotKind
    weeks_before: int


@dataclass(frozen=True)
class Mandate:
    """One resolution's whole data file. `meetings` holds first those planned in any case, then those that the
    answer to an open question adds."""

    resolution: Resolution
    cycle: CyclePlan
    obligations: tuple[Obligation, ...]
    meetings: tuple[PlannedMeeting, ...]
    questions: tuple[Question, ...]
    slots: tuple[Slot, ...]

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """The operative paragraphs in order, each once."""
        return tuple(dict.fromkeys(o.paragraph for o in self.obligations))

    @property
    def workshop(self) -> PlannedMeeting:
        """The cycle's workshop."""
        return next(m for m in self.meetings if m.kind is PlannedKind.WORKSHOP)
