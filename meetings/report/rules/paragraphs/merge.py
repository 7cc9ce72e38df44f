"""Composing again: what is new is added, what nobody touched follows its source, what a person touched stays."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from meetings.report.rules.paragraphs.memory import Kept, Taken, with_sources
from meetings.report.rules.sources.proposal import Proposal


def merge(
    existing: Sequence[Kept],
    proposals: Sequence[Proposal],
    held: Collection[str] = frozenset(),
    parts: Sequence[str] = (),
) -> list[Kept]:
    """The draft after composing again, part by part. `held`: keys that exist but may not be shown; left alone.

    Merging once more changes nothing. The text of a touched paragraph is never changed; a paragraph whose source
    has vanished keeps its text and is marked; one that was removed stays removed, one that was moved where it was
    put. What stands in no part of `parts` comes after them.
    """
    offered = {each.key: each for each in proposals}
    updated = [_updated(each, offered, held) for each in existing]
    known = {taken.key for each in updated for taken in each.taken}
    anchors = _anchors(updated, offered)
    places = dict.fromkeys((*parts, *(p.part for p in proposals if p.part), *(each.part for each in updated)))
    done: list[Kept] = []
    for part in places:
        wanted = [p for p in proposals if p.part == part]
        new = [
            updated[anchors[p.key]] if p.key in anchors else _new(p)
            for p in wanted
            if _stands(p, anchors, known)
        ]
        done += _between(part, existing, updated, set(anchors.values()), new)
    return done


def _stands(proposal: Proposal, anchors: Mapping[str, int], known: Collection[str]) -> bool:
    """Whether a paragraph stands at the proposal's own place: not if all of it was moved or merged elsewhere."""
    return proposal.key in anchors or proposal.key not in known


def _anchors(updated: Sequence[Kept], offered: Mapping[str, Proposal]) -> dict[str, int]:
    """For each proposal the paragraph that stands at its place: the first that nobody has put elsewhere."""
    anchors: dict[str, int] = {}
    for at, each in enumerate(updated):
        key = each.key or ""
        if not each.placed and key in offered and offered[key].part:
            anchors.setdefault(key, at)
    return anchors


def _between(
    part: str,
    existing: Sequence[Kept],
    updated: Sequence[Kept],
    anchors: Collection[int],
    new: Sequence[Kept],
) -> list[Kept]:
    """The part's proposals in their order; all others stay behind whatever they stood behind."""
    behind: dict[int, list[Kept]] = {}  # by the paragraph that they stand behind, 0: at the beginning
    before = 0
    for at, (old, each) in enumerate(zip(existing, updated, strict=True)):
        if at in anchors:
            before = id(each) if old.part == each.part == part else before
        elif each.part == part:
            behind.setdefault(before, []).append(each)
    done = behind.get(0, [])
    for each in new:
        done += [each, *behind.get(id(each), ())]
    return done


def _new(proposal: Proposal) -> Kept:
    return Kept(
        None,
        proposal.part,
        proposal.section,
        proposal.heading,
        proposal.text,
        proposal.items,
        (_taken(proposal),),
        proposal.sources,
    )


def _taken(proposal: Proposal) -> Taken:
    return Taken(proposal.key, proposal.text, proposal.items, sources=proposal.sources)


def _updated(kept: Kept, offered: Mapping[str, Proposal], held: Collection[str]) -> Kept:
    """The paragraph as its sources leave it; its place follows the first of them unless a person chose it."""
    first = offered.get(kept.key or "")
    if (
        first is not None
        and first.part
        and (kept.part, kept.section) != (first.part, first.section)
        and not kept.placed
    ):
        kept = replace(kept, part=first.part, section=first.section, heading=first.heading)
    if first is not None and len(kept.taken) == 1 and _follows(kept, first):
        stood = tuple(source for source in kept.sources if source.get("stood"))
        said = (kept.text, kept.items, kept.taken, kept.sources)
        if said == (first.text, first.items, (_taken(first),), with_sources(first.sources, stood)):
            return kept
        return replace(
            kept,
            text=first.text,
            items=first.items,
            taken=(_taken(first),),
            sources=with_sources(first.sources, stood),
        )
    more = tuple(s for t in kept.taken if t.key in offered for s in offered[t.key].sources)
    # What a person keeps still comes from where it was taken: a session narrowed since binds it (unnamed.py).
    sources = with_sources(kept.sources, more)
    taken = tuple(_heard(each, offered, held) for each in kept.taken)
    return (
        kept
        if (taken, sources) == (kept.taken, kept.sources)
        else replace(kept, taken=taken, sources=sources)
    )


def _follows(kept: Kept, proposal: Proposal) -> bool:
    """Whether the paragraph says what its source says: nobody has touched it, or the source has come to its text."""
    return not kept.touched or (proposal.text, proposal.items) == (kept.text, kept.items)


def _heard(taken: Taken, offered: Mapping[str, Proposal], held: Collection[str]) -> Taken:
    """What was taken, beside what its source says now; one that is gone says nothing, and offers nothing."""
    proposal = offered.get(taken.key)
    if proposal is None:
        if taken.key in held or (taken.gone and not taken.flagged):
            return taken
        return replace(taken, gone=True, text_offered=None, items_offered=None)
    said = (proposal.text, proposal.items)
    news = said != (taken.text, taken.items)
    if not news and not taken.flagged and not taken.gone and proposal.sources == taken.sources:
        return taken
    return replace(
        taken,
        text_offered=proposal.text if news else None,
        items_offered=proposal.items if news else None,
        gone=False,
        stays=False,
        sources=with_sources(taken.sources, proposal.sources),
    )
