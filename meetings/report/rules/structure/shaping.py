"""Changing the structure of a report: add, give another title, reorder, take out what is empty, copy last cycle's."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from meetings.base.refusals import Refused
from meetings.report.rules.structure.chapters import PROGRESS, SUMMARY_BOX, Chapter, Structure

T = TypeVar("T")


def blocks_of(structure: Structure) -> list[list[Chapter]]:
    """Each part with its subsections."""
    return [[part, *structure.under(part.key)] for part in structure.parts]


def joined(blocks: Sequence[Sequence[Chapter]]) -> Structure:
    return Structure(tuple(chapter for block in blocks for chapter in block))


def added(structure: Structure, chapter: Chapter) -> Structure:
    """With one more: a subsection at the end of its part, a part at the end of the report."""
    blocks = blocks_of(structure)
    for block in blocks:
        if block[0].key == chapter.parent:
            block.append(chapter)
            return taking(joined(blocks), chapter.key, chapter.takes)
    if chapter.parent:
        raise Refused("The report has no part “%(part)s”.", field="parent", part=chapter.parent)
    return taking(joined([*blocks, [chapter]]), chapter.key, chapter.takes)


def taking(structure: Structure, key: str, takes: Sequence[str]) -> Structure:
    """The section takes these kinds of source, and no other section takes them any more."""
    return Structure(
        tuple(
            replace(each, takes=tuple(takes))
            if each.key == key
            else replace(each, takes=tuple(kind for kind in each.takes if kind not in takes))
            for each in structure.chapters
        )
    )


def shifted(structure: Structure, key: str, by: int) -> Structure:
    """One place up (-1) or down (1) among its like; at the end nothing happens. The summary stays first."""
    blocks = blocks_of(structure)
    for block in blocks:
        if block[0].key == key:
            first = 1 if blocks[0][0].key == SUMMARY_BOX else 0
            return joined(_swapped(blocks, blocks.index(block), by, first))
        keys = [each.key for each in block]
        if key in keys:
            block[:] = _swapped(block, keys.index(key), by, 1)
    return joined(blocks)


def _swapped(rows: Sequence[T], at: int, by: int, first: int) -> list[T]:
    found, to = list(rows), at + by
    if first <= at and first <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return found


def put_under(structure: Structure, key: str, parent: str) -> Structure:
    """A subsection at the end of another part."""
    chapter = structure.find(key)
    if chapter is None or chapter.parent == parent:
        return structure
    if not chapter.parent or parent not in {each.key for each in structure.parts} or parent == SUMMARY_BOX:
        raise Refused("Only a subsection can be put under another part.", field="parent")
    rest = Structure(tuple(each for each in structure.chapters if each.key != key))
    blocks = blocks_of(rest)
    for block in blocks:
        if block[0].key == parent:
            block.append(replace(chapter, parent=parent))
    return joined(blocks)


def check_empty(structure: Structure, key: str, used: Collection[str]) -> Chapter:
    """The section that is to go. Refused while anything stands in it, for the summary, and for the last part."""
    chapter = structure.find(key)
    if chapter is None or key == SUMMARY_BOX:
        raise Refused("The summary box belongs to every report.")
    if key in used:
        raise Refused("Paragraphs stand in “%(title)s”. Move or remove them first.", title=chapter.title)
    if structure.under(key):
        raise Refused("“%(title)s” has subsections. Take them out first.", title=chapter.title)
    if not chapter.parent and len([each for each in structure.parts if each.key != SUMMARY_BOX]) == 1:
        raise Refused("A report has at least one part.")
    return chapter


def copied(last: Structure, now: Structure, used: Collection[str]) -> Structure:
    """The last report's structure with what stands in this one.

    Sections of sessions and what was taken by the number of a paragraph are the last cycle's own and stay behind;
    sections of this report that hold paragraphs (`used`) stay, at the end of their part.
    """
    found = joined(blocks_of(_without_own(last)))
    for each in now.chapters:
        inside = each.key in used or any(below.key in used for below in now.under(each.key))
        if not inside or found.find(each.key) is not None:
            continue
        parent = each.parent if each.parent and found.find(each.parent) else ""
        takes = tuple(kind for kind in each.takes if found.taker(kind) is None)
        found = added(found, replace(each, parent=parent, takes=takes))
    return found


def _without_own(last: Structure) -> Structure:
    return Structure(
        tuple(
            replace(
                each,
                takes=tuple(k for k in each.takes if not k.removeprefix(PROGRESS).isdecimal()),
                paragraphs=(),
            )
            for each in last.chapters
            if ":" not in each.key or each.key.startswith("own:")
        )
    )
