"""Paragraphs that stand in another place than they were sent out in."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from meetings.returned.rules.base import PARAGRAPH, Base
from meetings.returned.rules.difference import Difference, Kind
from meetings.returned.rules.edits import edits
from meetings.returned.rules.regions import Told
from meetings.returned.rules.returned import Hand
from meetings.returned.rules.stream import Atom, laid_on

SAME = 90  # of 100: a paragraph that went and one that came are one that was moved


def moved(
    found: Sequence[Difference], versions: Mapping[str, Base], marks: Mapping[str, str]
) -> list[Difference]:
    """A paragraph that went in one place and came in another was moved, with what was changed in it."""
    pairs = _pairs(found)
    moved = {one.name for one in pairs.values()}
    done: list[Difference] = []
    for each in found:
        if each.kind is Kind.REMOVED and each.name in moved:
            continue
        gone = pairs.get(id(each))
        if gone is None:
            done.append(each)
            continue
        place = replace(each, kind=Kind.MOVED, name=gone.name, version=gone.version)
        done.append(replace(place, before=gone.before, after=""))
        atoms = laid_on([*each.atoms, Atom(PARAGRAPH, True)], gone.before + PARAGRAPH, each.hand, marks)
        told = [atom for atom in atoms if not atom.mark and (atom.base or atom.went is None)]
        done += edits(Told(gone.name, told), versions[gone.name])
    return done


def _pairs(found: Sequence[Difference]) -> dict[int, Difference]:
    """Which new paragraph is which that went: the most alike, if they are alike at all."""
    came = [each for each in found if each.kind is Kind.NEW]
    pairs: dict[int, Difference] = {}
    for one in (each for each in found if each.kind is Kind.REMOVED):
        text, best, match = _squeezed(one.before), 0.0, None
        for new in came:
            alike = fuzz.ratio(text, _squeezed(new.after), score_cutoff=max(SAME, best))
            if alike > best and id(new) not in pairs:
                best, match = alike, new
        if match is not None:
            pairs[id(match)] = one
    return pairs


def put_elsewhere(
    told: Sequence[Sequence[Told]], every: Sequence[Base], sender: Hand, known: Collection[str]
) -> Iterator[Difference]:
    """Paragraphs that stand in another order than they were sent in, though nobody tracked the move."""
    ranks = {base.name: at for at, base in enumerate(every)}
    stand = [each.name for part in told for each in part if each.name in ranks and each.name not in known]
    kept = _longest_rising([ranks[name] for name in stand])
    left = {name for name in stand if ranks[name] not in kept}
    gone = {each.name for part in told for each in part if each.gone is not None}
    for part in told:
        names = [each.name for each in part if each.name]
        for at, name in enumerate(names):
            if name in left - gone:
                base = every[ranks[name]]
                behind = names[at - 1] if at else ""
                ahead = next((each for each in names[at + 1 :] if each not in left), "")
                yield Difference(
                    Kind.MOVED, sender, name, base.version, before=base.text, behind=behind, ahead=ahead
                )


def _longest_rising(ranks: Sequence[int]) -> set[int]:
    """The most paragraphs that still stand in the order in which they were sent (patience sorting)."""
    ends: list[int] = []  # ends[n]: the lowest rank with which a rising row of n + 1 ends
    before: dict[int, int | None] = {}
    for rank in ranks:
        at = bisect_left(ends, rank)
        before[rank] = ends[at - 1] if at else None
        ends[at : at + 1] = [rank]
    kept: set[int] = set()
    rank_ = ends[-1] if ends else None
    while rank_ is not None:
        kept.add(rank_)
        rank_ = before[rank_]
    return kept


def _squeezed(text: str) -> str:
    return " ".join(text.split())
