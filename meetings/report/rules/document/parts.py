"""The read model of a report: what is printed, in the order it is printed, without any layout."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from meetings.report.rules import fixed
from meetings.report.rules.document.drawn import Figure

DEEPEST_HEADING = 3


@dataclass(frozen=True)
class AgendaItem:
    """An item of the Council's agenda under which the report is submitted."""

    number: int
    title: str


@dataclass(frozen=True)
class Masthead:
    """The head of the first page. `session_dates` is text, because a session may be held in two parts.

    `dated` is the day of the draft; `job_number` stands at the foot of the first page.
    """

    symbol: str
    session: str
    session_dates: str
    agenda_items: tuple[AgendaItem, ...]
    title: str
    author: str = fixed.AUTHOR
    notes: tuple[str, ...] = ()
    dated: date | None = None
    distribution: str = "General"
    language: str = "English"
    body: str = fixed.UNITED_NATIONS
    job_number: str = ""
    demonstration: bool = False


@dataclass(frozen=True)
class Footnote:
    """A note at the foot of the page; the paragraph's text refers to it by `[^key]`."""

    key: str
    text: str


@dataclass(frozen=True)
class Subparagraph:
    """(a) under a paragraph, or (i) under (a)."""

    text: str
    subparagraphs: tuple["Subparagraph", ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph. `[^key]` in its text or its subparagraphs marks one of its own footnotes.

    A key that is not among the footnotes is ordinary text; a footnote without a mark stands at the end of the
    paragraph, so that none is lost. `name` ("p12v3") is the bookmark by which a file that comes back is read: the
    paragraph's own name and the version that is printed.
    Raises ValueError for two footnotes of one key and for subparagraphs below (i).
    """

    text: str
    subparagraphs: tuple[Subparagraph, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        keys = [note.key for note in self.footnotes]
        if len(keys) != len(set(keys)):
            raise ValueError("two footnotes of one paragraph have the same key")
        if any(below.subparagraphs for sub in self.subparagraphs for below in sub.subparagraphs):
            raise ValueError("subparagraphs go no deeper than (i)")


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is numbered I., 2 A., 3 1. Raises ValueError for another level."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if not 1 <= self.level <= DEEPEST_HEADING:
            raise ValueError(f"a heading has level 1 to {DEEPEST_HEADING}, not {self.level}")


@dataclass(frozen=True)
class Section:
    """A heading with all that stands below it."""

    heading: Heading
    blocks: tuple["Paragraph | Section", ...] = ()


Block = Heading | Paragraph | Section


@dataclass(frozen=True)
class Participant:
    """A line of the list of participants. An empty name means: the organization only.

    `sort_key` is the person's own order of names ("Okello-Lind Ruth"); without it the name itself is used.
    """

    name: str
    function: str
    organization: str
    sort_key: str = ""


@dataclass(frozen=True)
class ParticipantGroup:
    """The participants of one category."""

    category: str
    rows: tuple[Participant, ...]


@dataclass(frozen=True)
class Document:
    """A whole report. `missing` are sentences about what the draft still lacks; `figures` stand in an annex.

    `report` is the symbol of the resolution that asked for it, by which a file that comes back is known. `marks`: the
    names in the cross-references and figures of its texts, each with how it is printed.
    """

    masthead: Masthead
    summary: tuple[Paragraph, ...] = ()
    body: tuple[Block, ...] = ()
    annex: tuple[ParticipantGroup, ...] = ()
    missing: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    report: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
