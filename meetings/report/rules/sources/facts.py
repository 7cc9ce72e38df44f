"""What a report is composed from, as the rooms below tell it. Everything is what may leave the house already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from meetings.base.words import N_, Labelled
from meetings.mandate.rules import Evidence, SessionDates
from meetings.outcomes.rules import KnownNames, RecordKind, SummaryStatus
from meetings.programme.rules import Attribution, MeetingKind, Mode, SessionKind
from meetings.progress.rules import Funds
from meetings.registration.rules import Category
from meetings.report.rules.document.drawn import Figure
from meetings.report.rules.structure.chapters import Structure
from meetings.report.rules.structure.skeleton import skeleton

# A source as it is kept beside its paragraph: "kind" and what its link needs.
Source = Mapping[str, Any]


class Topic(Labelled):
    """What an operative paragraph is about, for the subsections of part III."""

    FOCAL_POINTS = "focal_points", N_("meetings of focal points")
    FELLOWSHIP = "fellowship", N_("fellowship")
    RESOURCES = "resources", N_("resources")
    COOPERATION = "cooperation", N_("cooperation")
    WORKSHOP = "workshop", N_("the workshop")
    REPORT = "report", N_("the report")


_TOPICS: tuple[tuple[Topic, frozenset[Evidence]], ...] = (
    (Topic.REPORT, frozenset({Evidence.REPORT_SUBMITTED, Evidence.APPROVED_SUMMARY})),
    (
        Topic.WORKSHOP,
        frozenset({Evidence.WORKSHOP, Evidence.STOCK_TAKING_SESSION, Evidence.THEMATIC_SESSION}),
    ),
    (
        Topic.FOCAL_POINTS,
        frozenset(
            {
                Evidence.FOCAL_POINT_MEETING,
                Evidence.VIRTUAL_FOCAL_POINT_MEETING,
                Evidence.IN_PERSON_FOCAL_POINT_MEETING,
            }
        ),
    ),
    (Topic.FELLOWSHIP, frozenset({Evidence.FELLOWSHIP_RECORD})),
    (Topic.RESOURCES, frozenset({Evidence.RESOURCE_ENTRY})),
)


def topic_of(evidence: frozenset[Evidence]) -> Topic:
    """What a paragraph is about, by the evidence that its obligations ask for; cooperation when by nothing else."""
    return next((topic for topic, kinds in _TOPICS if kinds & evidence), Topic.COOPERATION)


@dataclass(frozen=True)
class MandateFacts:
    """The resolution and its cycle. `topics`: what each operative paragraph is about, in order.

    `plan` counts the focal-point meetings that the mandate plans, by year.
    """

    symbol: str
    adopted: date | None
    word: str
    theme: str
    workshop_year: int
    previous: tuple[date, date] | None
    report_session: int
    report_symbol: str
    report_title: str
    agenda_items: tuple[tuple[int, str], ...]
    word_limit: int
    topics: Mapping[int, Topic]
    plan: Mapping[int, int]

    def paragraphs_on(self, topic: Topic) -> tuple[int, ...]:
        return tuple(paragraph for paragraph, about in self.topics.items() if about is topic)


@dataclass(frozen=True)
class SessionFacts:
    """A session that takes place."""

    id: int
    label: str
    title: str
    kind: SessionKind
    attribution: Attribution
    starts: date


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting that is not cancelled; dates in its own zone. `dates_set` False: they hold the year open."""

    id: int
    slug: str
    kind: MeetingKind
    mode: Mode
    title: str
    city: str
    starts: date
    ends: date
    dates_set: bool
    held: bool
    sessions: tuple[SessionFacts, ...] = ()


@dataclass(frozen=True)
class SummaryFacts:
    """An approved summary, in paragraphs with `^[source]` notes."""

    session_id: int
    label: str
    title: str
    meeting_id: int
    meeting_slug: str
    meeting_kind: MeetingKind
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class RecordFacts:
    """A record of a session with an approved summary; `organization` only where it may be named.

    `unattributed`: nobody may be named in it, neither speakers nor organizations. `session_id` 0: of a meeting as a
    whole, whose title is its `label` then.
    """

    id: int
    session_id: int
    label: str
    meeting_slug: str
    meeting_kind: MeetingKind
    kind: RecordKind
    text: str
    organization: str = ""
    unattributed: bool = False


@dataclass(frozen=True)
class EntryFacts:
    """A progress entry: what was done under an operative paragraph."""

    id: int
    paragraph: int
    text: str
    since: date


@dataclass(frozen=True)
class FellowshipFacts:
    """An edition of the fellowship whose call is closed, in numbers.

    `eligible` None: still being decided; `selected` None: the panel's choice is not closed. Regions by label ("": of an
    organization that is not in the directory). `genders`: of those who applied, none where one must not be told.
    `organizations`: of the fellows, `first` of them for the first time.
    """

    id: int
    slug: str
    title: str
    year: int
    applications: int
    eligible: int | None = None
    selected: int | None = None
    fellows: int = 0
    regions: tuple[tuple[str, int], ...] = ()
    fellow_regions: tuple[tuple[str, int], ...] = ()
    genders: tuple[tuple[str, int], ...] = ()
    organizations: int = 0
    first: int = 0


@dataclass(frozen=True)
class PersonListed:
    """A participant with what may be said; both empty: counted, not listed."""

    category: Category
    name: str = ""
    function: str = ""
    organization: str = ""


@dataclass(frozen=True)
class UnsaidFacts:
    """A session of the workshop without an approved summary; `status` None: nothing is written."""

    label: str
    title: str
    starts: date
    status: SummaryStatus | None
    outdated: bool
    begun: bool


@dataclass(frozen=True)
class Sources:
    """All of it. `known`: whom a text of the session could name, for sessions in which nobody may be named; `heard`:
    who spoke in these, by all their names.

    `unapproved`: the speakers of a session on approval of whom none is noted; `unlisted`: participants who want no
    name in the list, `spoke_unlisted` those of them who spoke in public; `spoke_unnamed`: who spoke only under the
    Chatham House Rule, or on an approval that is not noted, `spoke_named` who spoke elsewhere, too (folded);
    `stays`: by paragraph, whose name (in short) somebody has decided to leave there. `lost`: by a paragraph's name,
    the last version that named somebody whose name the house has deleted since. `unfinished`: sessions with a summary
    that is not approved (any more).
    `structure`: the sections of this cycle's report, which say what goes where.
    """

    mandate: MandateFacts
    council: SessionDates
    today: date
    meetings: tuple[MeetingFacts, ...] = ()
    summaries: tuple[SummaryFacts, ...] = ()
    records: tuple[RecordFacts, ...] = ()
    entries: tuple[EntryFacts, ...] = ()
    participants: tuple[PersonListed, ...] = ()
    unsaid: tuple[UnsaidFacts, ...] = ()
    unfinished: frozenset[int] = frozenset()
    uncovered: tuple[int, ...] = ()
    known: Mapping[int, KnownNames] = field(default_factory=dict)
    heard: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    unapproved: Mapping[int, KnownNames] = field(default_factory=dict)
    unlisted: tuple[str, ...] = ()
    spoke_unlisted: tuple[str, ...] = ()
    spoke_unnamed: tuple[str, ...] = ()
    spoke_named: frozenset[str] = frozenset()
    stays: Mapping[int, frozenset[str]] = field(default_factory=dict)
    lost: Mapping[str, int] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    fellowships: tuple[FellowshipFacts, ...] = ()
    resources: tuple[Funds, ...] = ()
    demonstration: bool = False
    structure: Structure = field(default_factory=skeleton)

    @property
    def workshops(self) -> tuple[MeetingFacts, ...]:
        return tuple(m for m in self.meetings if m.kind is MeetingKind.WORKSHOP)

    @property
    def focal_point_meetings(self) -> tuple[MeetingFacts, ...]:
        return tuple(m for m in self.meetings if m.kind is MeetingKind.FOCAL_POINT_MEETING)

    @property
    def sessions(self) -> dict[int, SessionFacts]:
        return {session.id: session for meeting in self.meetings for session in meeting.sessions}

    def count(self, category: Category) -> int:
        """The participants of a group, listed or not."""
        return sum(person.category is category for person in self.participants)
