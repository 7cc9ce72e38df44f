"""The structure of a report: its sections in order, and what kinds of source each takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from meetings.base.words import N_, Labelled
from meetings.report.rules.wording import paragraphs_cited

SUMMARY_BOX = "summary"
PROGRESS = "progress:"
SESSION = "session:"


class Takes(Labelled):
    """A kind of source, besides progress entries: those are taken by topic or by operative paragraph."""

    OVERVIEW = "overview", N_("Why the report is there and what it contains")
    MANDATE = "mandate", N_("What the resolution asks")
    WORKSHOP = "workshop", N_("When and where the workshop was held")
    PARTICIPATION = "participation", N_("Participation")
    SUMMARIES = "summaries", N_("Summaries of the sessions, each under a subheading of its own")
    PRACTICES = "practices", N_("Practices, lessons learned, challenges and new forms of cooperation")
    FOCAL_POINT_MEETINGS = "focal_point_meetings", N_("Meetings of focal points that were held")
    FOCAL_POINT_CONCLUSIONS = "focal_point_conclusions", N_("Conclusions of the focal points")
    FELLOWSHIP = "fellowship", N_("Figures of the fellowship")
    RESOURCES = "resources", N_("Resources")
    CONCLUSIONS = "conclusions", N_("Conclusions, recommendations and commitments of the workshop")


@dataclass(frozen=True)
class Chapter:
    """A section: a part of the report (no `parent`), or a subsection of one.

    `takes`: kinds of source; "progress:cooperation" is a topic, "progress:3" one operative paragraph, which goes
    before its topic. `paragraphs`: the operative paragraphs whose entries it takes by that. `named`: a drafter
    gave it its title, which follows no session any more.
    """

    key: str
    parent: str
    title: str
    takes: tuple[str, ...] = ()
    cites: bool = False
    named: bool = False
    paragraphs: tuple[int, ...] = ()

    @property
    def heading(self) -> str:
        """As it is printed: "Fellowship programme (paragraph 6)"."""
        cited = self.cites and self.paragraphs
        return f"{self.title} ({paragraphs_cited(self.paragraphs)})" if cited else self.title

    @property
    def place(self) -> tuple[str, str]:
        """The part and the subsection ("" directly under the part) that a paragraph of it stands in."""
        return (self.parent, self.key) if self.parent else (self.key, "")


@dataclass(frozen=True)
class Structure:
    """All sections in the order of the report, each part before its subsections."""

    chapters: tuple[Chapter, ...] = ()

    @property
    def parts(self) -> tuple[Chapter, ...]:
        return tuple(each for each in self.chapters if not each.parent)

    def under(self, part: str) -> tuple[Chapter, ...]:
        """The subsections of a part."""
        return tuple(each for each in self.chapters if each.parent == part)

    def find(self, key: str) -> Chapter | None:
        return next((each for each in self.chapters if each.key == key), None)

    def of(self, part: str, section: str) -> Chapter | None:
        """The section in which a paragraph with this part and subsection stands."""
        return self.find(section or part)

    def rank(self, part: str, section: str) -> int:
        """How far down the report a place is."""
        keys = [each.key for each in self.chapters]
        at = next((keys.index(key) for key in (section, part) if key in keys), len(keys))
        return 2 * at + (1 if section and section not in keys else 0)

    def taker(self, takes: str, paragraph: int = 0) -> Chapter | None:
        """The first section that takes this kind of source (or entries on this operative paragraph)."""
        if paragraph:
            return next((each for each in self.chapters if paragraph in each.paragraphs), None)
        return next((each for each in self.chapters if takes in each.takes), None)


def with_topics(structure: Structure, topics: Mapping[int, str]) -> Structure:
    """Work out whose progress entries each section takes: a paragraph asked for by number, or else by its topic."""
    owners: dict[int, str] = {}
    for number, topic in topics.items():
        for wanted in (f"{PROGRESS}{number}", f"{PROGRESS}{topic}"):
            takers = [each.key for each in structure.chapters if wanted in each.takes]
            if takers:
                owners[number] = takers[0]
                break
    return Structure(
        tuple(
            replace(
                each, paragraphs=tuple(number for number, key in sorted(owners.items()) if key == each.key)
            )
            for each in structure.chapters
        )
    )


def extended(structure: Structure, wanted: Iterable[tuple[str, str, str]]) -> Structure:
    """The structure with a subsection for each session that has none (part, key, title), in their order.

    A new one follows that of the session before it; the first stands before all other subsections of its part.
    A title that no drafter gave follows its session.
    """
    chapters = list(structure.chapters)
    before: dict[str, str] = {}
    for part, key, title in wanted:
        keys = [each.key for each in chapters]
        if key in keys:
            found = chapters[keys.index(key)]
            if not found.named and found.title != title:
                chapters[keys.index(key)] = replace(found, title=title)
        elif part in keys:
            chapters.insert(keys.index(before.get(part, part)) + 1, Chapter(key, part, title))
        before[part] = key
    return Structure(tuple(chapters))
