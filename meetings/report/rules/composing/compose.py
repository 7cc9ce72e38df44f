"""From the sources to proposed paragraphs. Every figure is counted from the sources, none is typed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from meetings.programme.rules import MeetingKind
from meetings.report.rules.composing.fellowship import fellowships
from meetings.report.rules.composing.intro import introduction, summary_box
from meetings.report.rules.composing.lists import of_focal_points, practices, recommendations
from meetings.report.rules.composing.resources import resources
from meetings.report.rules.dates import listed
from meetings.report.rules.paragraphs.memory import Kept, Taken
from meetings.report.rules.paragraphs.recognize import recognized
from meetings.report.rules.sources.facts import EntryFacts, MeetingFacts, Source, Sources, SummaryFacts
from meetings.report.rules.sources.proposal import Proposal
from meetings.report.rules.sources.when import held_on
from meetings.report.rules.structure.chapters import (
    PROGRESS,
    SESSION,
    Structure,
    Takes,
    extended,
    with_topics,
)
from meetings.report.rules.unnamed import named_in, named_without_consent, sessions_without_names
from meetings.report.rules.wording import counted


@dataclass(frozen=True)
class Composed:
    """Paragraphs that may stand in the report, and those held back because they name somebody.

    `structure`: the report's sections, with one for each session that has none yet; `homeless`: paragraphs of a kind
    that no section takes. They are not added; those that stand in the draft stay where they are. `waiting`: keys of
    what the draft took from sessions whose summary is being written again; they say nothing now and are not gone, and
    a list with something of theirs stays as it is.
    """

    proposals: tuple[Proposal, ...]
    held: tuple[Proposal, ...] = ()
    structure: Structure = field(default_factory=Structure)
    waiting: frozenset[str] = frozenset()

    @property
    def held_keys(self) -> frozenset[str]:
        return self.waiting.union(each.key for each in self.held)

    @property
    def homeless(self) -> tuple[Proposal, ...]:
        return tuple(each for each in self.proposals if not each.part)


def compose(sources: Sources, existing: Sequence[Kept] = ()) -> Composed:
    """All that the sources can say, in the order of the report. Equal sources give equal paragraphs.

    `existing`: the draft, by which paragraphs of a source that has changed are recognized.
    """
    structure = with_topics(sources.structure, sources.mandate.topics)
    found = [
        *summary_box(sources),
        *introduction(sources),
        *_discussions(sources),
        *practices(sources),
        *_progress(sources),
        *recommendations(sources),
    ]
    waiting = [(each, taken) for each in existing for taken in each.taken if _waits(each, taken, sources)]
    as_it_is = {taken.key for each, taken in waiting if not _names_somebody(each, sources)}
    placed = [_placed(each, structure) for each in recognized(existing, found) if each.key not in as_it_is]
    held = {each.key for each in placed if _names_somebody(each, sources)}
    subsections = [(p.part, p.section, p.heading) for p in placed if p.section.startswith(SESSION)]
    shown = {p.section for p in placed if p.key not in held}
    structure = extended(structure, (each for each in subsections if each[1] in shown))
    ranks = {place: structure.rank(*place) for place in {(each.part, each.section) for each in placed}}
    placed.sort(key=lambda each: ranks[each.part, each.section])
    return Composed(
        tuple(each for each in placed if each.key not in held),
        tuple(each for each in placed if each.key in held),
        structure,
        frozenset(taken.key for _, taken in waiting),
    )


def _waits(kept: Kept, taken: Taken, sources: Sources) -> bool:
    found = taken.sources or kept.sources
    return any(source.get("session") in sources.unfinished for source in found)


def _placed(proposal: Proposal, structure: Structure) -> Proposal:
    """The proposal where this report wants its kind: a session in a subsection of its own, if it was given none."""
    own = structure.find(proposal.section) if proposal.section.startswith(SESSION) else None
    taker = own or structure.taker(proposal.takes, proposal.paragraph)
    if taker is None:
        return replace(proposal, part="", section="")
    if own is None and proposal.takes == Takes.SUMMARIES and not taker.parent:
        return replace(proposal, part=taker.key)
    part, section = taker.place
    heading = proposal.heading if own else (taker.heading if section else "")
    return replace(proposal, part=part, section=section, heading=heading)


def _names_somebody(said: Proposal | Kept, sources: Sources) -> bool:
    sessions = sessions_without_names(said.sources, said.section, sources)
    texts = (said.text, *said.items)
    return bool(
        named_in(texts, sessions, sources.known)
        or named_without_consent(texts, said.sources, said.section, sources)
    )


def _discussions(sources: Sources) -> Iterator[Proposal]:
    for summary in sources.summaries:
        if summary.meeting_kind is MeetingKind.WORKSHOP:
            yield from _said(summary, Takes.SUMMARIES, f"{SESSION}{summary.session_id}", summary.title)


def _said(summary: SummaryFacts, takes: Takes, section: str = "", heading: str = "") -> Iterator[Proposal]:
    source = {
        "kind": "session",
        "meeting": summary.meeting_slug,
        "session": summary.session_id,
        "label": summary.label,
        "title": summary.title,
    }
    within = f"{SESSION}{summary.session_id}"
    for at, text in enumerate(summary.paragraphs, 1):
        key = f"{within}:{at}"
        yield Proposal(key, "", section, heading, text, sources=(source,), takes=takes, within=within)


def _progress(sources: Sources) -> Iterator[Proposal]:
    """Meetings of focal points, progress entries, what the meetings concluded, the fellowship's figures, resources."""
    held = [meeting for meeting in sources.focal_point_meetings if meeting.held]
    if held:
        yield _meetings_held(held)
    yield from _entries(sources.entries)
    for summary in sources.summaries:
        if summary.meeting_kind is MeetingKind.FOCAL_POINT_MEETING:
            yield from _said(summary, Takes.FOCAL_POINT_CONCLUSIONS)
    yield from of_focal_points(sources)
    yield from fellowships(sources)
    yield from resources(sources)


def _entries(entries: Iterable[EntryFacts]) -> Iterator[Proposal]:
    for entry in sorted(entries, key=lambda each: (each.paragraph, each.since, each.id)):
        source: Source = {"kind": "progress", "paragraph": entry.paragraph, "entry": entry.id}
        texts = [" ".join(part.split()) for part in entry.text.split("\n\n")]
        within = f"{PROGRESS}{entry.id}"
        for at, text in enumerate(filter(None, texts), 1):
            key, about = f"{within}:{at}", entry.paragraph
            yield Proposal(key, "", "", "", text, sources=(source,), paragraph=about, within=within)


def _meetings_held(meetings: list[MeetingFacts]) -> Proposal:
    meetings = sorted(meetings, key=lambda each: (each.starts, each.id))
    count = counted(len(meetings), "meeting of focal points was", "meetings of focal points were")
    text = f"In the period under review, {count} held: {listed([held_on(each) for each in meetings])}."
    sources = tuple({"kind": "meeting", "meeting": each.slug, "title": each.title} for each in meetings)
    return Proposal(
        "focal_points:meetings", "", "", "", text, sources=sources, takes=Takes.FOCAL_POINT_MEETINGS
    )
