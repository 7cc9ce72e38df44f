"""Which of our paragraphs each Word paragraph is: by its bookmark, or by what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from meetings.returned.rules.base import Base, joined
from meetings.returned.rules.returned import Block, Level, Ours, Returned

ALIKE = 60  # of 100: below it what a paragraph says is another matter
NO_TEXT = frozenset({"Header", "Footer"})


@dataclass
class Run:
    """Word paragraphs that are one of ours with its subparagraphs (several: somebody has joined them), or none."""

    bases: list[Base] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def first(self) -> str:
        """The text with all tracked changes refused."""
        lines = [each.first for each in self.blocks if each.end.came is None or each.first]
        return joined(lines[0], lines[1:]) if lines else ""


@dataclass
class Group:
    """Runs under one heading; `heading`: what it says; `headed`: it is a heading of the report, not another place."""

    heading: str
    headed: bool = False
    runs: list[Run] = field(default_factory=list)


def groups_of(file: Returned, bases: Mapping[Ours, Base], every: Sequence[Base]) -> list[Group]:
    """The text of the file, heading by heading. `bases`: what bookmarks lead to; `every`: all that was sent out."""
    groups = [Group("")]
    claimed: set[str] = set()
    standing = {
        mark.name for block in file.blocks if block.first.strip() for mark in (*block.ours, *block.ends)
    }
    for block in file.blocks:
        if block.style in NO_TEXT:
            continue
        if block.level is Level.OTHER:
            if block.last.strip():
                groups.append(Group(block.last.strip(), block.style.startswith("Heading")))
            continue
        _place(block, groups[-1], bases, claimed, standing)
    _by_what_they_say(groups, [each for each in every if each.name not in claimed])
    return [each for each in groups if each.runs]


def _place(
    block: Block, group: Group, bases: Mapping[Ours, Base], claimed: set[str], standing: set[str]
) -> None:
    _gather(group, {each.name for each in block.ends})
    current = group.runs[-1] if group.runs else None
    found = _claimed_by(block, bases, claimed, standing)
    goes_on = current is not None and (
        block.level is Level.ITEM
        or not (block.first.strip() or found)
        or current.blocks[-1].end.came is not None
        or bool({each.name for each in block.ends} & {each.name for each in current.bases})
    )
    if found:
        claimed.update(each.name for each in found)
        # What was only inserted before it belongs to the same stretch of text, so that it is judged with it.
        group.runs.append(Run(found, [block]))
    elif current is not None and goes_on:
        current.blocks.append(block)
    else:
        group.runs.append(Run([], [block]))


def _gather(group: Group, ends: set[str]) -> None:
    """What stands between the beginning and the end of a bookmark is of its paragraph: somebody has split it."""
    at = next((at for at in reversed(range(len(group.runs))) if group.runs[at].bases), None)
    if at is not None and ends & {each.name for each in group.runs[at].bases}:
        group.runs[at].blocks += [block for run in group.runs[at + 1 :] for block in run.blocks]
        del group.runs[at + 1 :]


def _claimed_by(
    block: Block, bases: Mapping[Ours, Base], claimed: set[str], standing: set[str]
) -> list[Base]:
    """Our paragraphs whose text begins in the block.

    What was inserted whole is a copy of what stands elsewhere; but if its bookmark stands nowhere else it is ours: the
    file was sent out with tracked changes, and the paragraph was among what was new.
    """
    if block.level is not Level.TEXT or not (block.first.strip() or block.last.strip()):
        return []
    found: dict[str, Base] = {}
    inside = bool(block.first.strip())
    for mark in (*block.ours, *block.ends):
        base = bases.get(Ours(mark.name, mark.version))
        if (
            base is not None
            and mark.line == 0
            and mark.name not in claimed
            and (inside or mark.name not in standing)
        ):
            found.setdefault(mark.name, base)
    return list(found.values())


def _by_what_they_say(groups: Sequence[Group], free: list[Base]) -> None:
    """Runs without a bookmark: the same words first, then those that are most alike."""
    lost = [run for group in groups for run in group.runs if not run.bases and run.first.strip()]
    by_text: dict[str, list[Base]] = {}
    for base in free:
        by_text.setdefault(_squeezed(base.text), []).append(base)
    rest = []
    for run in lost:
        same = by_text.get(_squeezed(run.first))
        if same:
            run.bases = [same.pop(0)]
            free.remove(run.bases[0])
        else:
            rest.append(run)
    alike = sorted(
        (
            (ratio, -r, -b)
            for r, run in enumerate(rest)
            for b, base in enumerate(free)
            if (ratio := fuzz.ratio(run.first, base.text, score_cutoff=ALIKE)) >= ALIKE
        ),
        reverse=True,
    )
    taken: set[int] = set()
    for _, r, b in alike:
        if not rest[-r].bases and -b not in taken:
            taken.add(-b)
            rest[-r].bases = [free[-b]]


def _squeezed(text: str) -> str:
    return " ".join(text.split())
