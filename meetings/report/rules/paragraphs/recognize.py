"""A source's paragraphs under the keys by which the draft knows them: known by what they say, not by their place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import chain, count

from rapidfuzz import fuzz

from meetings.report.rules.paragraphs.memory import Kept
from meetings.report.rules.sources.proposal import Proposal

_ALIKE, _THE_SAME_AGAIN = 55, 85  # of 100; a paragraph that was removed takes no other text out with it


@dataclass
class _Known:
    """What the draft has under one key: the texts taken and offered, whether it stands, whether its source is gone."""

    key: str
    taken: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    stands: bool = False
    gone: bool = True

    def likeness(self, text: str) -> float:
        found = max(fuzz.ratio(each, text) for each in (*self.taken, *self.offered))
        return found if found >= (_ALIKE if self.stands else _THE_SAME_AGAIN) else 0


def recognized(existing: Iterable[Kept], proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals in their order; a paragraph of a source that counts its own gets the key of the one that it is.

    First the same words, then words that are alike, then what was written anew between the same neighbours. Whatever
    is left is new, and its key is one that no paragraph of the draft has had. Doing it again changes nothing.
    """
    known = _known(existing)
    keys: dict[str, str] = {}
    for within in {each.within for each in proposals if each.within} & known.keys():
        wanted = [each for each in proposals if each.within == within]
        ours = sorted(known[within].values(), key=lambda each: each.gone)
        found = _found(ours, [each.text for each in wanted])
        fresh = count(1 + max(int(key.rpartition(":")[2]) for key in known[within]))
        keys |= {p.key: found.get(at) or f"{within}:{next(fresh)}" for at, p in enumerate(wanted)}
    return [replace(each, key=keys[each.key]) if each.key in keys else each for each in proposals]


def _known(existing: Iterable[Kept]) -> dict[str, dict[str, _Known]]:
    """By source and key, in the order of the draft."""
    found: dict[str, dict[str, _Known]] = {}
    for kept in existing:
        for taken in kept.taken:
            ours = found.setdefault(taken.key.rpartition(":")[0], {})
            one = ours.setdefault(taken.key, _Known(taken.key))
            one.taken.append(taken.text)
            one.offered += [] if taken.text_offered is None else [taken.text_offered]
            one.stands = one.stands or not kept.removed
            one.gone = one.gone and taken.gone
    return found


def _found(known: Sequence[_Known], texts: Sequence[str]) -> dict[int, str]:
    """The key of each text, by its place, as far as it is known."""
    found: dict[int, str] = {}
    for one, at in chain(
        ((one, at) for at, text in enumerate(texts) for one in known if text in one.taken),
        ((one, at) for at, text in enumerate(texts) for one in known if text in one.offered),
        _alike(known, texts, found),
    ):
        if at not in found and one.key not in found.values():
            found[at] = one.key
    return found | _between(found, [one for one in known if not one.gone], len(texts))


def _alike(
    known: Sequence[_Known], texts: Sequence[str], found: dict[int, str]
) -> Iterator[tuple[_Known, int]]:
    """Pairs of what is not found yet, those that are most alike first; asked when the rest has been found."""
    free = [one for one in known if one.key not in found.values()]
    pairs = [
        (one.likeness(text), one, at) for at, text in enumerate(texts) if at not in found for one in free
    ]
    yield from ((one, at) for likeness, one, at in sorted(pairs, key=lambda each: -each[0]) if likeness)


def _between(found: dict[int, str], known: Sequence[_Known], texts: int) -> dict[int, str]:
    """What stands between the same neighbours, one for one, is the same paragraph in wholly other words."""
    placed = {one.key: one for one in known}
    old, new = list(placed), [found.get(at, "") for at in range(texts)]
    more: dict[int, str] = {}
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        keys = [key for key in old[a:b] if key not in found.values() and placed[key].stands]
        places = [at for at in range(c, d) if at not in found]
        more |= dict(zip(places, keys, strict=True)) if len(keys) == len(places) else {}
    return more
