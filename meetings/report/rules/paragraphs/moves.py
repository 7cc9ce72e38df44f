"""Moving, splitting and merging paragraphs, and answering a source that has changed: nothing of the memory is lost."""

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from meetings.base.refusals import Refused
from meetings.report.rules.paragraphs.memory import Kept, Taken, with_sources
from meetings.report.rules.sources.facts import Source
from meetings.report.rules.structure.chapters import SESSION

_EMPTY_LINE = re.compile(r"\n[ \t]*\n\s*")


def stood_in(kept: Kept) -> tuple[Source, ...]:
    """The sources with the session in whose section the paragraph stands: what was written there came from there."""
    if not kept.section.startswith(SESSION):
        return kept.sources
    session = int(kept.section.removeprefix(SESSION))
    if any(source.get("session") == session and not source.get("unattributed") for source in kept.sources):
        return kept.sources
    stood: Source = {"kind": "stood", "session": session, "title": kept.heading, "stood": True}
    return with_sources(kept.sources, (stood,))


def moved(kept: Kept, part: str, section: str, heading: str) -> Kept:
    """The paragraph in another place, with all it remembers; from now on it stays where it was put."""
    return replace(kept, part=part, section=section, heading=heading, placed=True, sources=stood_in(kept))


def pieces_of(text: str) -> list[str]:
    """The text cut where an empty line stands in it. Refused when it stands nowhere."""
    pieces = [piece.strip() for piece in _EMPTY_LINE.split(text.strip())]
    if len(pieces) < 2:
        raise Refused("Put an empty line where the paragraph is to be split.", field="text")
    return pieces


def split(kept: Kept, pieces: Sequence[str]) -> list[Kept]:
    """The paragraph as several: each remembers all sources. The subparagraphs stay with the last."""
    last = len(pieces) - 1
    found = []
    for at, text in enumerate(pieces):
        items = kept.items if at == last else ()
        if at == 0:
            found.append(replace(kept, text=text, items=items, touched=True))
        else:
            new = replace(kept, ref=None, name="", text=text, items=items, touched=True, placed=True)
            found.append(new)
    return found


def merged_with(first: Kept, second: Kept) -> tuple[Kept, Kept]:
    """The first with the second's words and memory, and the second as it is remembered: removed, and taken in."""
    if first.items:
        raise Refused(
            "This paragraph ends with subparagraphs, so the next one cannot continue it. Edit one of them first."
        )
    one = replace(
        first,
        text=f"{first.text} {second.text}".strip(),
        items=second.items,
        taken=both_taken(first.taken, second.taken),
        sources=with_sources(stood_in(first), stood_in(second)),
        touched=True,
    )
    return one, replace(second, removed=True, merged_into=first.name, sources=stood_in(second))


def both_taken(first: Sequence[Taken], second: Sequence[Taken]) -> tuple[Taken, ...]:
    """What two paragraphs were taken from; a source of both is named once, with its new text if one waits for it."""
    theirs = {each.key: each for each in second}
    ours = [theirs.get(each.key, each) if not each.flagged else each for each in first]
    keys = {each.key for each in first}
    return (*ours, *(each for each in second if each.key not in keys))


def settled(kept: Kept, key: str | None = None) -> Kept:
    """What the source (without a key: each source) says now is from here on what the paragraph knows."""
    taken = tuple(each.settled if key in (None, each.key) else each for each in kept.taken)
    return replace(kept, taken=taken)


def left_standing(kept: Kept, key: str | None = None) -> Kept:
    """The paragraph stays as it is, whatever the source (without a key: each source) says now, and if it is gone."""
    taken = tuple(
        replace(each, stays=each.gone) if key in (None, each.key) else each
        for each in settled(kept, key).taken
    )
    return replace(kept, taken=taken)


def took(kept: Kept, key: str, shared: bool = False) -> Kept:
    """The source's new text in the place of what was taken from it.

    A paragraph of one source follows it again, whatever it said. One of several sources, or one that has only a part
    of its source (`shared`), takes the new text where the old one still stands word for word. Refused otherwise.
    """
    taken = next((each for each in kept.taken if each.key == key and each.flagged), None)
    if taken is None or taken.text_offered is None:
        raise Refused("The source has no other text than this paragraph.")
    if len(kept.taken) == 1 and not shared:
        whole = written_again(kept, taken.text_offered, taken.items_offered or ())
        return settled(replace(whole, touched=False))
    if not taken.text or kept.text.count(taken.text) != 1 or taken.items_offered != taken.items:
        raise Refused(
            "The old text of this source does not stand here word for word any more. Merge the new one by hand."
        )
    return settled(replace(kept, text=kept.text.replace(taken.text, taken.text_offered)), key)


def takeable(paragraphs: Sequence[Kept]) -> frozenset[tuple[str, str]]:
    """Where the new text of a source can be taken as it is (`took`): by the paragraph's name and the source's key."""
    holders = Counter(taken.key for each in paragraphs if not each.removed for taken in each.taken)
    found = set()
    for each in paragraphs:
        for key in (taken.key for taken in each.taken if taken.flagged):
            with suppress(Refused):
                took(each, key, holders[key] > 1)
                found.add((each.name, key))
    return frozenset(found)


def written_again(kept: Kept, text: str, items: tuple[str, ...]) -> Kept:
    """The paragraph as a person writes it, a version on: the text changes, the memory stays."""
    return replace(kept, text=text, items=items, touched=True, version=kept.version + 1)
