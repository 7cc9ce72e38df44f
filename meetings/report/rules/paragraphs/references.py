"""Cross-references and figures in a text: marks that a drafter types, printed as the number that holds on that day.

`[[p12]]` is the number of the paragraph with that name, `[[participants]]` a figure counted from the sources.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from meetings.base.words import N_
from meetings.report.rules.paragraphs.memory import Kept
from meetings.report.rules.sources.facts import Sources
from meetings.report.rules.wording import number

# What each figure counts, in words.
FIGURES = {
    "participants": N_("participants of the workshop"),
    "sessions": N_("sessions of the workshop"),
    "meetings": N_("meetings of focal points held"),
    "organizations": N_("organizations in the list of participants"),
}
_MARK = re.compile(rf"\[\[(p[1-9][0-9]{{0,8}}|{'|'.join(FIGURES)})\]\]")
# … and what somebody meant for one: it is printed as it was typed, and told.
_MEANT = re.compile(r"\[\[[^\[\]\n]{1,40}\]\]")
UNRESOLVED = "[?]"


@dataclass(frozen=True)
class Unresolved:
    """A mark that leads nowhere: where it stands (the paragraph's row), and the mark."""

    ref: int | None
    mark: str


def mark_of(name: str) -> str:
    """The mark that a drafter types for a paragraph or a figure."""
    return f"[[{name}]]"


def has_marks(paragraphs: Iterable[Kept]) -> bool:
    return any("[[" in text for each in paragraphs for text in (each.text, *each.items))


def figures(sources: Sources) -> dict[str, str]:
    """The figures as they are printed: in words under 10."""
    held = [each for each in sources.focal_point_meetings if each.held]
    named = {each.organization for each in sources.participants if each.organization}
    counted = {
        "participants": len(sources.participants),
        "sessions": sum(len(each.sessions) for each in sources.workshops),
        "meetings": len(held),
        "organizations": len(named),
    }
    return {name: number(count) for name, count in counted.items()}


def targets(numbers: Mapping[int, str], paragraphs: Iterable[Kept]) -> dict[str, str]:
    """Each paragraph's name with the number that is printed; what was merged away leads to what took it in."""
    every = list(paragraphs)
    found = {
        each.name: numbers[each.ref]
        for each in every
        if each.name and each.ref is not None and numbers.get(each.ref) and not each.removed
    }
    taken_in = {each.name: each.merged_into for each in every if each.removed and each.merged_into}
    for name in taken_in:
        seen, end = {name}, taken_in[name]
        while end not in found and end in taken_in and end not in seen:
            seen.add(end)
            end = taken_in[end]
        if end in found:
            found[name] = found[end]
    return found


def saying(known: Mapping[str, str]) -> Callable[[str], str]:
    """How a text reads when its marks are printed."""
    return lambda text: _MARK.sub(lambda mark: known.get(mark[1], UNRESOLVED), text)


def printed_marks(paragraphs: Iterable[Kept], known: Mapping[str, str]) -> dict[str, str]:
    """The names in the marks of these paragraphs, each with how it is printed."""
    texts = (text for each in paragraphs for text in (each.text, *each.items))
    return {name: known.get(name, UNRESOLVED) for text in texts for name in _MARK.findall(text)}


def unresolved(paragraphs: Iterable[Kept], known: Mapping[str, str]) -> list[Unresolved]:
    """The marks that lead nowhere, in reading order, each once a paragraph."""
    return [
        Unresolved(each.ref, mark)
        for each in paragraphs
        for mark in dict.fromkeys(_MEANT.findall("\n".join((each.text, *each.items))))
        if (name := _MARK.fullmatch(mark)) is None or name[1] not in known
    ]
