"""Pure: two wordings of a text beside each other, and one text laid over the paragraphs that are kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 3000  # beyond it comparing word by word takes seconds and shows nothing


@dataclass(frozen=True)
class Stretch:
    """Words that both wordings have (`kind` same), that went (old) or that came (new)."""

    text: str
    kind: str = "same"


def word_changes(before: str, after: str) -> list[Stretch]:
    """One text that shows both: what stayed, what went, what came, in reading order."""
    old, new = (re.findall(r"\s+|[^\s]+", each) for each in (before, after))
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        return [Stretch(before, "old"), Stretch(after, "new")] if before != after else [Stretch(before)]
    found: list[Stretch] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Stretch("".join(old[a:b])))
            continue
        found += [Stretch("".join(old[a:b]), "old")] if b > a else []
        found += [Stretch("".join(new[c:d]), "new")] if d > c else []
    return found


def paragraph_changes(before: Sequence[str], after: Sequence[str]) -> list[list[Stretch]]:
    """Two versions of a text, paragraph by paragraph: those that went and came stand whole, the others by words."""
    found: list[list[Stretch]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [[Stretch(text)] for text in before[a:b]]
            continue
        both = min(b - a, d - c)
        found += [word_changes(before[a + n], after[c + n]) for n in range(both)]
        found += [[Stretch(text, "old")] for text in before[a + both : b]]
        found += [[Stretch(text, "new")] for text in after[c + both : d]]
    return found


def laid_over(kept: Sequence[str], given: Sequence[str]) -> list[int | None]:
    """For each given paragraph the number of the kept one that it continues, None: it is new. Numbers only rise."""
    found: list[int | None] = []
    for tag, a, b, c, d in SequenceMatcher(None, kept, given, autojunk=False).get_opcodes():
        if tag == "equal":
            found += range(a, b)
        else:
            found += [a + n if a + n < b else None for n in range(d - c)]
    return found
