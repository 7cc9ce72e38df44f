"""Composing again: what is new is added, what nobody touched follows its source, what a person touched stays."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from meetings.report.rules.proposal import PARTS, Proposal
from meetings.report.rules.sources import Source


@dataclass(frozen=True)
class Kept:
    """A paragraph of the draft. `ref` is the row's (None: new), `key` the source's (None: a drafter added it)."""

    ref: int | None
    key: str | None
    part: str
    section: str
    heading: str
    text: str
    items: tuple[str, ...] = ()
    text_taken: str = ""
    items_taken: tuple[str, ...] = ()
    text_offered: str | None = None
    items_offered: tuple[str, ...] | None = None
    sources: tuple[Source, ...] = ()
    source_gone: bool = False
    touched: bool = False
    removed: bool = False

    @property
    def flagged(self) -> bool:
        """Whether the source has changed since a person touched the paragraph."""
        return self.text_offered is not None


def merge(
    existing: Sequence[Kept], proposals: Sequence[Proposal], held: Collection[str] = frozenset()
) -> list[Kept]:
    """The draft after composing again, in its order. `held`: keys that exist but may not be shown; left alone.

    Merging once more changes nothing. The text of a touched paragraph is never changed; a paragraph whose source
    has vanished keeps its text and is marked; one that was removed stays removed.
    """
    offered = {each.key: each for each in proposals}
    merged = {
        each.key: _updated(each, offered[each.key]) for each in existing if each.key in offered and each.key
    }
    done: list[Kept] = []
    for part in PARTS:
        done += _placed(part, existing, merged, [p for p in proposals if p.part == part], offered, held)
    return _with_headings(done, offered)


def _placed(
    part: str,
    existing: Sequence[Kept],
    merged: dict[str, Kept],
    proposals: Iterable[Proposal],
    offered: dict[str, Proposal],
    held: Collection[str],
) -> list[Kept]:
    """The part's proposals in their order; all others stay behind whatever they stood behind."""
    placed = [merged.get(each.key) or _new(each) for each in proposals]
    before: Kept | None = None
    for each in (one for one in existing if one.part == part):
        if each.key is not None and each.key in offered:
            before = merged[each.key] if merged[each.key].part == part else before
            continue
        lost = each.key is not None and each.key not in held
        other = replace(each, source_gone=True) if lost else each
        placed.insert(0 if before is None else placed.index(before) + 1, other)
        before = other
    return placed


def _new(proposal: Proposal) -> Kept:
    return Kept(
        None,
        proposal.key,
        proposal.part,
        proposal.section,
        proposal.heading,
        proposal.text,
        proposal.items,
        proposal.text,
        proposal.items,
        sources=proposal.sources,
    )


def _updated(kept: Kept, proposal: Proposal) -> Kept:
    kept = replace(
        kept,
        part=proposal.part,
        section=proposal.section,
        heading=proposal.heading,
        source_gone=False,
    )
    said = (proposal.text, proposal.items)
    if not kept.touched or said == (kept.text, kept.items):
        return replace(
            kept,
            text=proposal.text,
            items=proposal.items,
            text_taken=proposal.text,
            items_taken=proposal.items,
            text_offered=None,
            items_offered=None,
            sources=proposal.sources,
        )
    # What a person keeps still comes from where it was taken: a session narrowed since binds it (unnamed.py).
    new = tuple(source for source in proposal.sources if source not in kept.sources)
    kept = replace(kept, sources=kept.sources + new)
    if said == (kept.text_taken, kept.items_taken):
        return replace(kept, text_offered=None, items_offered=None)
    return replace(kept, text_offered=proposal.text, items_offered=proposal.items)


def _with_headings(merged: list[Kept], offered: dict[str, Proposal]) -> list[Kept]:
    """A subsection's heading follows its source, also over paragraphs that a drafter added to it."""
    headings = {(each.part, each.section): each.heading for each in offered.values() if each.section}
    return [replace(each, heading=headings.get((each.part, each.section), each.heading)) for each in merged]
