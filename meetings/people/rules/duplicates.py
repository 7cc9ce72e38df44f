"""Who is entered twice, probably: by name and organization, by addresses, by names that are nearly the same.

Everybody is compared with the few who stand next in the alphabet, not with everybody: the work grows with the number
of people, not with its square.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from meetings.base.texts import NEAR
from meetings.base.words import N_, Labelled

# With how many of the next names in the alphabet one is compared: with its words in order, and the last one first.
NEIGHBOURS = 12
# Nobody is entered more often; a larger block (a shared mailbox, "Ms") says nothing.
LARGEST_BLOCK = 12
NEARLY = 88.0
# What stands before the @ of a mailbox that is nobody's own.
SHARED = frozenset(
    {"admin", "contact", "desk", "focalpoint", "general", "hello", "info", "mail", "mission", "office"}
    | {"registration", "secretariat", "support"}
)


class Reason(Labelled):
    SAME_NAME_HERE = "same_name_here", N_("the same name and organization")
    SAME_NAME = "same_name", N_("the same name")
    SAME_LOCAL_PART = "same_local_part", N_("addresses that begin alike, and similar names")
    SIMILAR_NAME = "similar_name", N_("names that are nearly the same")


# The most certain first.
ORDER = list(Reason)


@dataclass(frozen=True)
class Entry:
    """What is compared of a person."""

    id: int
    name: str
    email: str = ""
    organization_id: int | None = None


@dataclass(frozen=True)
class Likely:
    """Two ids, the lower first, and why they may be one person."""

    low: int
    high: int
    reason: Reason
    likeness: float


def words_of(name: str) -> list[str]:
    """The words of a name without case, accents and punctuation, as they are written."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.findall(r"\w+", plain.translate(NEAR))


def likely_pairs(people: Iterable[Entry], but: Iterable[tuple[int, int]] = ()) -> list[Likely]:
    """Pairs that may be one person, the most likely first, each once; without those said not to be the same."""
    entries = [(tuple(sorted(words_of(p.name))), p) for p in people]
    known = {tuple(sorted(pair)) for pair in but}
    best: dict[tuple[int, int], Likely] = {}
    for found in (*_same_names(entries), *_same_local_parts(entries), *_similar_names(entries)):
        pair = (found.low, found.high)
        if pair not in known and (pair not in best or _rank(found) < _rank(best[pair])):
            best[pair] = found
    return sorted(best.values(), key=_rank)


Named = Sequence[tuple[tuple[str, ...], Entry]]


def _rank(likely: Likely) -> tuple[int, float, int, int]:
    return (ORDER.index(likely.reason), -likely.likeness, likely.low, likely.high)


def _likely(one: Entry, other: Entry, reason: Reason, likeness: float) -> Likely:
    return Likely(min(one.id, other.id), max(one.id, other.id), reason, likeness)


def _blocks(keyed: Iterable[tuple[object, tuple[tuple[str, ...], Entry]]]) -> Iterator[Named]:
    blocks: dict[object, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
    for key, named in keyed:
        blocks[key].append(named)
    return (block for block in blocks.values() if 1 < len(block) <= LARGEST_BLOCK)


def _same_names(entries: Named) -> Iterator[Likely]:
    for block in _blocks((words, (words, p)) for words, p in entries if words):
        for (_, one), (_, other) in combinations(block, 2):
            here = one.organization_id is not None and one.organization_id == other.organization_id
            yield _likely(one, other, Reason.SAME_NAME_HERE if here else Reason.SAME_NAME, 100.0)


def _same_local_parts(entries: Named) -> Iterator[Likely]:
    locals_ = ((re.sub(r"[^\w]", "", p.email.partition("@")[0]), (words, p)) for words, p in entries)
    for block in _blocks((part, named) for part, named in locals_ if len(part) > 3 and part not in SHARED):
        for (words, one), (others, other) in combinations(block, 2):
            likeness = fuzz.token_set_ratio(" ".join(words), " ".join(others))
            if likeness >= 60:
                yield _likely(one, other, Reason.SAME_LOCAL_PART, likeness)


def _similar_names(entries: Named) -> Iterator[Likely]:
    in_order = [(" ".join(words), p) for words, p in entries if words]
    last_first = [(" ".join(words_of(p.name)[::-1]), p) for words, p in entries if words]
    for spelt in (in_order, last_first):
        spelt.sort(key=lambda one: (one[0], one[1].id))
        for at, (name, one) in enumerate(spelt):
            for another, other in spelt[at + 1 : at + 1 + NEIGHBOURS]:
                likeness = fuzz.ratio(name, another, score_cutoff=NEARLY)
                if likeness and name != another:
                    yield _likely(one, other, Reason.SIMILAR_NAME, likeness)
