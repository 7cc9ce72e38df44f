"""The draft as it is printed: parts, lettered subsections, numbered paragraphs, numbers only worked out here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from meetings.report.rules.document.notes import paragraph_of
from meetings.report.rules.document.numbering import numbered
from meetings.report.rules.document.order import says_something
from meetings.report.rules.document.parts import Heading, Paragraph, Section
from meetings.report.rules.document.words import words_of
from meetings.report.rules.paragraphs.memory import Kept
from meetings.report.rules.structure.chapters import SUMMARY_BOX, Chapter, Structure
from meetings.report.rules.structure.skeleton import skeleton


@dataclass(frozen=True)
class Printed:
    """A paragraph with the number that Word will give it ("24."; "" in the summary box and when it says nothing)."""

    label: str
    kept: Kept
    paragraph: Paragraph


@dataclass(frozen=True)
class Subsection:
    """Paragraphs under one lettered heading; `label` "" where there is no heading. `key`: of its row, or ""."""

    key: str
    anchor: str
    label: str
    heading: str
    words: int
    paragraphs: tuple[Printed, ...]


@dataclass(frozen=True)
class Part:
    """I to IV, or the summary box."""

    key: str
    label: str
    title: str
    words: int
    sections: tuple[Subsection, ...]


@dataclass(frozen=True)
class Layout:
    """The whole draft laid out. `numbers`: the paragraph's row → its number."""

    parts: tuple[Part, ...]
    summary: tuple[Paragraph, ...]
    body: tuple[Section, ...]
    numbers: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Drawn:
    """A part on its way to paper: its subsections, its blocks, and the headings that are printed."""

    chapter: Chapter
    sections: dict[str, list[Kept]]
    section: Section | None
    headings: dict[str, Heading]


def lay_out(
    paragraphs: Sequence[Kept], structure: Structure | None = None, say: Callable[[str], str] = str
) -> Layout:
    """The paragraphs as printed, in the order of the report; all its parts as soon as there is one paragraph.

    A subheading that would stand alone is left out. Without a structure: that of the skeleton. `say`: how a
    text reads when its cross-references are printed.
    """
    structure = skeleton() if structure is None else structure
    made = {
        id(each): paragraph_of(say(each.text), tuple(say(item) for item in each.items), each.bookmark)
        for each in paragraphs
    }
    drawn = [
        _drawn(part, structure, [each for each in paragraphs if each.part == part.key], made)
        for part in structure.parts
    ]
    # A part that says nothing yet keeps its place, so that chapter III is III from the first draft on.
    body = tuple(each.section for each in drawn if each.section) if paragraphs else ()
    labels = {id(each.block): each.label for each in numbered(body)}
    parts = tuple(_part(each, made, labels) for each in drawn)
    numbers = {
        printed.kept.ref: printed.label.rstrip(".")
        for part in parts
        for section in part.sections
        for printed in section.paragraphs
        if printed.kept.ref is not None
    }
    boxes = [each for each in drawn if each.chapter.key == SUMMARY_BOX]
    summary = tuple(made[id(each)] for box in boxes for inside in box.sections.values() for each in inside)
    return Layout(parts, summary, body, numbers)


def _drawn(
    chapter: Chapter, structure: Structure, paragraphs: list[Kept], made: dict[int, Paragraph]
) -> _Drawn:
    """Paragraphs under no subheading come first, then the subsections in the order of the structure."""
    titles = {each.key: each.heading for each in structure.under(chapter.key)}
    found: dict[str, list[Kept]] = {"": [], **{key: [] for key in titles}}
    for each in paragraphs:
        found.setdefault(each.section if titles.get(each.section, each.heading) else "", []).append(each)
    sections = {section: inside for section, inside in found.items() if inside}
    spoken = {
        section: tuple(made[id(each)] for each in inside if says_something(made[id(each)]))
        for section, inside in sections.items()
    }
    headed = [section for section, said in spoken.items() if section and said]
    headings = (
        {s: Heading(2, titles.get(s) or sections[s][0].heading) for s in headed} if len(headed) > 1 else {}
    )
    blocks: list[Paragraph | Section] = []
    for section, said in spoken.items():
        blocks += [Section(headings[section], said)] if section in headings else said
    whole = None if chapter.key == SUMMARY_BOX else Section(Heading(1, chapter.heading), tuple(blocks))
    return _Drawn(chapter, sections, whole, headings)


def _part(drawn: _Drawn, made: dict[int, Paragraph], labels: dict[int, str]) -> Part:
    key, found = drawn.chapter.key, []
    for at, (section, inside) in enumerate(drawn.sections.items()):
        heading = drawn.headings.get(section)
        printed = tuple(Printed(labels.get(id(made[id(each)]), ""), each, made[id(each)]) for each in inside)
        found.append(
            Subsection(
                key=section,
                anchor=f"{key}-{at}".replace(":", "-"),
                label=labels[id(heading)] if heading else "",
                heading=heading.text if heading else "",
                words=words_of([each.paragraph for each in printed]),
                paragraphs=printed,
            )
        )
    whole = drawn.section
    words = words_of([whole]) if whole and labels else sum(each.words for each in found)
    label = labels.get(id(whole.heading), "") if whole else ""
    return Part(key, label, drawn.chapter.heading, words, tuple(found))
