"""What a rule of style is: its words, how it finds what does not keep it, and the cases that show it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from meetings.proofing.rules.text import Hit, Known, Passage, like

Find = Callable[[Sequence[Passage], Known], Iterator[Hit]]
# A case: a text that breaks the rule, and what the mends make of it (None: a person must).
Broken = tuple[str, str | None]


@dataclass(frozen=True)
class Rule:
    """A rule of style (DOMAIN 2). `code` is kept with what is dismissed; title and reason are sentences for drafters.

    `quotations`, `names`, `runs`: whether it also looks into quotations, known proper names, and runs of capitalized
    words that may be names. `flags` and `leaves` are its cases: each must be found, each must be left alone.
    """

    code: str
    title: str
    reason: str
    find: Find
    flags: Sequence[Broken]
    leaves: Sequence[str]
    quotations: bool = False
    names: bool = False
    runs: bool = True
    known: Known = field(default_factory=Known)


def pattern(
    regex: str, mend: str | Callable[[re.Match[str]], str | None] | None = None, flags: int = 0
) -> Find:
    """Finds what the pattern finds in each passage; `mend` is a template, or what is to be made of it."""
    compiled = re.compile(regex, flags)

    def find(passages: Sequence[Passage], _known: Known) -> Iterator[Hit]:
        for passage in passages:
            for found in compiled.finditer(passage.body):
                made = found.expand(mend) if isinstance(mend, str) else mend(found) if mend else None
                yield Hit(passage, found.start(), found.end(), made)

    return find


def words(mends: Mapping[str, str | None], any_case: bool = True) -> Find:
    """Finds each of these words as a whole; its mend keeps the capital of what it replaces."""
    longest_first = sorted(mends, key=len, reverse=True)
    regex = rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])"

    def mend(found: re.Match[str]) -> str | None:
        made = mends[found[0].lower() if any_case else found[0]]
        return None if made is None else like(found[0], made) if any_case else made

    return pattern(regex, mend, re.IGNORECASE if any_case else 0)


def either(*finds: Find) -> Find:
    """What any of them finds."""

    def find(passages: Sequence[Passage], known: Known) -> Iterator[Hit]:
        for one in finds:
            yield from one(passages, known)

    return find
