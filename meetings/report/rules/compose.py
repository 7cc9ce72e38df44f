"""From the sources to proposed paragraphs. Every figure is counted from the sources, none is typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from meetings.programme.rules import MeetingKind
from meetings.report.rules.dates import listed
from meetings.report.rules.intro import introduction, summary_box
from meetings.report.rules.lists import of_focal_points, practices, recommendations
from meetings.report.rules.proposal import Proposal
from meetings.report.rules.sources import EntryFacts, MeetingFacts, Source, Sources, SummaryFacts, Topic
from meetings.report.rules.unnamed import named_in, sessions_without_names
from meetings.report.rules.when import held_on
from meetings.report.rules.wording import counted, paragraphs_cited

# Part III, in its order: the topics of each subsection and its heading.
_PROGRESS: tuple[tuple[str, tuple[Topic, ...], str], ...] = (
    ("focal_points", (Topic.FOCAL_POINTS,), "Annual meetings of focal points"),
    ("fellowship", (Topic.FELLOWSHIP,), "Fellowship programme"),
    ("resources", (Topic.RESOURCES,), "Resources"),
    ("cooperation", (Topic.COOPERATION,), "Cooperation"),
    ("workshop", (Topic.WORKSHOP, Topic.REPORT), "Workshop and report"),
)


@dataclass(frozen=True)
class Composed:
    """Paragraphs that may stand in the report, and those held back because they name somebody."""

    proposals: tuple[Proposal, ...]
    held: tuple[Proposal, ...] = ()

    @property
    def held_keys(self) -> frozenset[str]:
        return frozenset(each.key for each in self.held)


def compose(sources: Sources) -> Composed:
    """All that the sources can say, in the order of the report. Equal sources give equal paragraphs."""
    found = [
        *summary_box(sources),
        *introduction(sources),
        *_discussions(sources),
        *practices(sources),
        *_progress(sources),
        *recommendations(sources),
    ]
    every = [replace(each, order=at) for at, each in enumerate(found)]
    held = [each for each in every if _names_somebody(each, sources)]
    return Composed(tuple(each for each in every if each not in held), tuple(held))


def _names_somebody(proposal: Proposal, sources: Sources) -> bool:
    sessions = sessions_without_names(proposal.sources, proposal.section, sources)
    return bool(named_in((proposal.text, *proposal.items), sessions, sources.known))


def _discussions(sources: Sources) -> Iterator[Proposal]:
    for summary in sources.summaries:
        if summary.meeting_kind is MeetingKind.WORKSHOP:
            yield from _said(summary, "II", f"session:{summary.session_id}", summary.title)


def _said(summary: SummaryFacts, part: str, section: str, heading: str) -> Iterator[Proposal]:
    source = {
        "kind": "session",
        "meeting": summary.meeting_slug,
        "session": summary.session_id,
        "label": summary.label,
        "title": summary.title,
    }
    for at, text in enumerate(summary.paragraphs, 1):
        yield Proposal(f"session:{summary.session_id}:{at}", part, section, heading, text, sources=(source,))


def _progress(sources: Sources) -> Iterator[Proposal]:
    for section, topics, title in _PROGRESS:
        paragraphs = tuple(p for p, topic in sources.mandate.topics.items() if topic in topics)
        heading = f"{title} ({paragraphs_cited(paragraphs)})" if paragraphs else title
        inside = _about_focal_points(sources) if section == "focal_points" else ((), ())
        entries = _entries(each for each in sources.entries if each.paragraph in paragraphs)
        for proposal in (*inside[0], *entries, *inside[1]):
            yield replace(proposal, section=section, heading=heading)


def _entries(entries: Iterable[EntryFacts]) -> Iterator[Proposal]:
    for entry in sorted(entries, key=lambda each: (each.paragraph, each.since, each.id)):
        source: Source = {"kind": "progress", "paragraph": entry.paragraph, "entry": entry.id}
        texts = [" ".join(part.split()) for part in entry.text.split("\n\n")]
        for at, text in enumerate(filter(None, texts), 1):
            yield Proposal(f"progress:{entry.id}:{at}", "III", "", "", text, sources=(source,))


def _about_focal_points(sources: Sources) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...]]:
    """What stands before the progress entries (meetings held), and after them (what the meetings concluded)."""
    held = [meeting for meeting in sources.focal_point_meetings if meeting.held]
    first = (_meetings_held(held),) if held else ()
    conclusions = [
        proposal
        for summary in sources.summaries
        if summary.meeting_kind is MeetingKind.FOCAL_POINT_MEETING
        for proposal in _said(summary, "III", "", "")
    ]
    return first, (*conclusions, *of_focal_points(sources))


def _meetings_held(meetings: list[MeetingFacts]) -> Proposal:
    meetings = sorted(meetings, key=lambda each: (each.starts, each.id))
    count = counted(len(meetings), "meeting of focal points was", "meetings of focal points were")
    text = f"In the period under review, {count} held: {listed([held_on(each) for each in meetings])}."
    sources = tuple({"kind": "meeting", "meeting": each.slug, "title": each.title} for each in meetings)
    return Proposal("focal_points:meetings", "III", "", "", text, sources=sources)
