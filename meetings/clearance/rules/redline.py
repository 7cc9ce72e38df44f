"""Two versions of a report, paragraph by paragraph: what went, what came, what stands elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from meetings.base.words import N_, Labelled
from meetings.report.rules import SUMMARY_BOX, Stretch, compare_paragraphs


@dataclass(frozen=True)
class Said:
    """A paragraph as a version has it, printed: `name` is its own for good, `label` its number then.

    `part`, `section` and `heading` say where it stood. `sources` are kept so that what may not be named later is found
    in it later, too. `marks`: the names in its cross-references and figures, each with how it was printed.
    """

    name: str
    label: str
    part: str
    text: str
    items: tuple[str, ...] = ()
    section: str = ""
    heading: str = ""
    version: int = 0
    sources: tuple[Mapping[str, Any], ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str]:
        """Under which heading it stood."""
        return (self.part, self.section or self.heading)

    @property
    def in_box(self) -> bool:
        """Whether it stood in the summary's box, before the contents and the body."""
        return self.part == SUMMARY_BOX

    @property
    def whole(self) -> str:
        return "\n".join((self.text, *self.items))


class Fate(Labelled):
    """What became of a paragraph from one version to the next."""

    SAME = "same", N_("unchanged")
    CHANGED = "changed", N_("changed")
    MOVED = "moved", N_("moved")
    ADDED = "added", N_("new")
    REMOVED = "removed", N_("taken out")


@dataclass(frozen=True)
class Line:
    """A paragraph of the redline. `before` or `after` is None where there was, or is, none; a paragraph that was moved
    and changed is MOVED, with its changes."""

    fate: Fate
    before: Said | None
    after: Said | None

    @property
    def sides(self) -> tuple[list[Stretch], list[Stretch]]:
        """Both wordings, cut where they differ."""
        old, new = self.before, self.after
        return compare_paragraphs(
            old.text if old else "",
            old.items if old else (),
            new.text if new else "",
            new.items if new else (),
        )


def redline(old: Sequence[Said], new: Sequence[Said]) -> list[Line]:
    """Every paragraph of both, in the order of the new one; what is gone stands where it stood.

    A paragraph has moved when it stands under another heading, or no longer in the longest run of paragraphs that kept
    their order.
    """
    before = {each.name: each for each in old}
    there = {each.name for each in new}
    # What stands under another heading has moved in any case, so no order is measured by it.
    at_home = {e.name for e in new if e.name in before and before[e.name].place == e.place}
    stayed = _in_order(*([e.name for e in every if e.name in at_home] for every in (old, new)))
    lines = [_line(before.get(each.name), each, each.name in stayed) for each in new]
    return _with_removed(old, there, lines)


def _line(before: Said | None, after: Said, stayed: bool) -> Line:
    if before is None:
        return Line(Fate.ADDED, None, after)
    if not stayed:
        return Line(Fate.MOVED, before, after)
    same = (before.text, before.items) == (after.text, after.items)
    return Line(Fate.SAME if same else Fate.CHANGED, before, after)


def _in_order(old: list[str], new: list[str]) -> frozenset[str]:
    """The names of a longest run that stands in both in the same order."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return frozenset(name for block in blocks for name in old[block.a : block.a + block.size])


def _with_removed(old: Sequence[Said], there: set[str], lines: list[Line]) -> list[Line]:
    """What is gone, behind the paragraph that it stood behind."""
    done = list(lines)
    before: str | None = None
    for each in old:
        if each.name in there:
            before = each.name
            continue
        at = next((at for at, line in enumerate(done) if _name(line) == before), -1)
        done.insert(at + 1, Line(Fate.REMOVED, each, None))
        before = each.name
    return done


def _name(line: Line) -> str:
    said = line.after or line.before
    return said.name if said else ""


@dataclass(frozen=True)
class Count:
    """How many paragraphs had which fate."""

    changed: int
    moved: int
    added: int
    removed: int

    @property
    def any(self) -> bool:
        return bool(self.changed or self.moved or self.added or self.removed)


def count(lines: Sequence[Line]) -> Count:
    """The redline in four numbers."""
    fates = [line.fate for line in lines]
    return Count(*(fates.count(fate) for fate in (Fate.CHANGED, Fate.MOVED, Fate.ADDED, Fate.REMOVED)))
