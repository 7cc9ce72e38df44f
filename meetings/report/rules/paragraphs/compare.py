"""Two wordings side by side: which words went, which came."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 3000  # beyond it comparing word by word takes seconds and shows nothing


@dataclass(frozen=True)
class Stretch:
    """Words that both wordings have, or only this one (`changed`)."""

    text: str
    changed: bool = False


def compare(before: str, after: str) -> tuple[list[Stretch], list[Stretch]]:
    """Both wordings cut where they differ: what went from the first, what came in the second."""
    old, new = (re.findall(r"\s+|[^\s]+", each) for each in (before, after))
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        return [Stretch(before, changed=True)], [Stretch(after, changed=True)]
    left: list[Stretch] = []
    right: list[Stretch] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if b > a:
            left.append(Stretch("".join(old[a:b]), kind != "equal"))
        if d > c:
            right.append(Stretch("".join(new[c:d]), kind != "equal"))
    return left, right


def compare_paragraphs(
    before: str, items_before: Sequence[str] | None, after: str, items_after: Sequence[str] | None
) -> tuple[list[Stretch], list[Stretch]]:
    """Two paragraphs with their subparagraphs, each of these on a line of its own."""
    return compare("\n".join([before, *(items_before or ())]), "\n".join([after, *(items_after or ())]))
