"""A Word file that comes back becomes data: paragraphs with the hands that changed them, notes, comments."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from meetings.base.refusals import Refused
from meetings.report.render_docx.bookmarks import MARKS, PARAGRAPHS, REPORT, TRACKED
from meetings.report.rules.document import front
from meetings.returned.read_docx.box import BOX, with_lists
from meetings.returned.read_docx.package import BROKEN, MOST_BYTES, parts_of
from meetings.returned.read_docx.runs import EMBEDDED, Line, Reading, W, hand_of, local, read_into, signed
from meetings.returned.read_docx.taken_style import with_own_styles
from meetings.returned.rules.returned import Block, Hand, Level, Ours, Remark, Returned, Stretch, ours

__all__ = ["MOST_BYTES", "read_docx"]
Element = Any
MAIN = "word/document.xml"
MOST_CHANGES = 20_000
# A report has 8,500 words (some 60,000 letters), its list of participants some thousand cells.
MOST_PARAGRAPHS, MOST_LETTERS = 12_000, 400_000
_TEXT = {"UNParagraph", BOX}
_ITEMS = {"UNSubparagraph", "UNSubsubparagraph"}
_ELSEWHERE = ("UN", "Heading", "Title", "TOC", "Contents", "Header", "Footer")
_NOTES = (W + "footnoteReference", W + "endnoteReference")
_HEADING = re.compile(rf"heading_\d+$|{front.PARTICIPANTS}$|{front.FIGURES}$")
_LOOKS = (
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "numberingChange",
)


def read_docx(name: str, content: bytes) -> Returned:
    """What a file says. Refused when it is broken, protected, holds macros or is no Word document."""
    parts = parts_of(name, content)
    body = parts[MAIN].find(W + "body")
    if body is None:
        raise Refused(BROKEN)
    notes = _notes(parts)
    for part in (body, *(parts[name] for name in sorted(parts) if name != MAIN)):
        _check_size(part, notes)
    told = _properties(parts.get("docProps/custom.xml"))
    reading = Reading(notes, _tracked(told))
    read = [_block(p, style, reading, at) for at, (p, style) in enumerate(_paragraphs(body))]
    blocks = with_lists(with_own_styles(read))
    for at, (p, style) in enumerate(_margins(parts), start=len(blocks)):
        blocks.append(_block(p, style, reading, at))
    if not any(each.first or each.last for each in blocks):
        raise Refused("This Word document is empty.")
    for place, remark in _remarks(parts.get("word/comments.xml"), reading):
        if place is None:  # it is lost, so the comment stands by itself
            blocks.append(Block(Level.OTHER, "Comment", (), remarks=(remark,)))
        else:
            blocks[place] = replace(blocks[place], remarks=(*blocks[place].remarks, remark))
    looks = sum(1 for tag in _LOOKS for _ in body.iter(W + tag))
    return Returned(
        tuple(blocks),
        told.get(REPORT, "") or _titled(body),
        _printed(told),
        looks,
        reading.we,
        dict(word.split("=", 1) for word in _listed(told, MARKS) if "=" in word),
    )


def _check_size(part: Element, notes: dict[str, Element]) -> None:
    """Refused for more than can be laid beside a report in seconds, however small it was packed.

    A note is read wherever it is referred to, so it counts each time.
    """
    told = Counter(local(each)[0] + (each.get(W + "id") or "") for each in part.iter(*_NOTES))
    letters = _letters(part) + sum(told[key] * _letters(note) for key, note in notes.items() if key in told)
    if letters > MOST_LETTERS or sum(1 for _ in part.iter(W + "p")) > MOST_PARAGRAPHS:
        raise Refused("This Word document holds more text than any report. Send the report alone.")
    changes = sum(1 for tag in ("ins", "del", "moveFrom", "moveTo") for _ in part.iter(W + tag))
    if changes > MOST_CHANGES:
        raise Refused(
            "This Word document holds %(changes)s changes; at most %(most)s are read. Accept or reject some of them in "
            "Word first.",
            changes=changes,
            most=MOST_CHANGES,
        )


def _letters(part: Element) -> int:
    return sum(len(each.text or "") for each in part.iter(W + "t", W + "delText"))


def _notes(parts: dict[str, Element]) -> dict[str, Element]:
    """Footnotes by "f" and their number, endnotes by "e"."""
    return {
        key + (note.get(W + "id") or ""): note
        for key, part, tag in (("f", "word/footnotes.xml", "footnote"), ("e", "word/endnotes.xml", "endnote"))
        if part in parts
        for note in parts[part].iter(W + tag)
    }


def _paragraphs(parent: Element, table: str = "") -> Iterator[tuple[Element, str]]:
    """The paragraphs in reading order, those of tables and text boxes with a style of their own."""
    for child in parent:
        name = local(child)
        if name == "p":
            yield child, table
            for box in child.iter(W + "txbxContent"):
                if not any(local(each) == "Fallback" for each in box.iterancestors()):
                    yield from _paragraphs(box, "TextBox")
        elif name == "tbl":
            yield from _paragraphs(child, "Table")
        elif name == "altChunk":
            yield child, "Embedded"
        elif name not in ("sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "Fallback"):
            yield from _paragraphs(child, table)


def _margins(parts: dict[str, Element]) -> Iterator[tuple[Element, str]]:
    for part in sorted(parts):
        if part.startswith(("word/header", "word/footer")):
            for paragraph in parts[part].iter(W + "p"):
                yield paragraph, "Header" if "header" in part else "Footer"


def _block(element: Element, table: str, reading: Reading, at: int) -> Block:
    if local(element) != "p":
        return Block(Level.OTHER, table, (Stretch(EMBEDDED),))
    reading.here, line = at, Line()
    read_into(line, element, reading)
    style, level = _style(element, table)
    headings = (
        _headings(element) - reading.headings
    )  # LibreOffice copies the bookmark of one with a moved paragraph
    reading.headings |= headings
    if headings and level is not Level.OTHER and not line.ours:
        # In LibreOffice a heading takes the style of the paragraph before it when that is struck.
        style, level = "Heading", Level.OTHER
    stretches = _together(line.stretches, reading.we)
    return Block(level, style, stretches, _mark(element, reading), tuple(line.ours), tuple(line.ends))


def _headings(element: Element) -> set[str]:
    """The bookmarks of headings that begin in the paragraph, or right before it."""
    marks = list(element.iter(W + "bookmarkStart"))
    before = element.getprevious()
    while before is not None and local(before) in ("bookmarkStart", "bookmarkEnd"):
        marks.append(before)
        before = before.getprevious()
    names = {each.get(W + "name") or "" for each in marks}
    return {name for name in names if _HEADING.match(name)}


def _style(element: Element, table: str) -> tuple[str, Level]:
    found = element.find(f"{W}pPr/{W}pStyle")
    style = "" if found is None else found.get(W + "val") or ""
    if style in _TEXT and not table:
        return style, Level.TEXT
    if style in _ITEMS and not table:
        return style, Level.ITEM
    if table or style.startswith(_ELSEWHERE):
        return table or style, Level.OTHER
    level = element.find(f"{W}pPr/{W}numPr/{W}ilvl")
    deeper = level is not None and (level.get(W + "val") or "0") != "0"
    return style, Level.ITEM if deeper else Level.TEXT


def _mark(element: Element, reading: Reading) -> Stretch:
    came: Hand | None = None
    went: Hand | None = None
    for each in element.iterfind(f"{W}pPr/{W}rPr/*"):
        if local(each) in ("ins", "moveTo"):
            came = reading.hand(each)
        elif local(each) in ("del", "moveFrom"):
            went = reading.hand(each)
    return Stretch("", came, went)


def _together(stretches: list[Stretch], we: Hand | None) -> tuple[Stretch, ...]:
    """Neighbours of the same hands as one; a change that only says when it was made a second later is the same."""
    found: list[Stretch] = []
    for each in stretches:
        if found and all(
            _same(*two, we) for two in ((found[-1].came, each.came), (found[-1].went, each.went))
        ):
            found[-1] = replace(found[-1], text=found[-1].text + each.text)
        else:
            found.append(each)
    return tuple(found)


def _same(one: Hand | None, other: Hand | None, we: Hand | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.author == other.author and (one == we) == (other == we)


def _remarks(comments: Element | None, reading: Reading) -> Iterator[tuple[int | None, Remark]]:
    for comment in [] if comments is None else comments.iter(W + "comment"):
        key = comment.get(W + "id") or ""
        lines = []
        for paragraph in comment.iter(W + "p"):
            line = Line()
            read_into(line, paragraph, Reading({}))
            lines.append("".join(each.text for each in line.stretches if each.went is None).strip())
        said = "\n".join(each for each in lines if each)
        if said:
            words = "".join(reading.commented.get(key, ()))
            yield reading.stands.get(key), Remark(said, words.strip(), hand_of(comment))


def _properties(custom: Element | None) -> dict[str, str]:
    if custom is None:
        return {}
    return {each.get("name") or "": "".join(each.itertext()).strip() for each in custom}


def _tracked(told: dict[str, str]) -> Hand | None:
    at, _, author = told.get(TRACKED, "").partition(" ")
    return signed(author, at) if author else None


def _printed(told: dict[str, str]) -> tuple[Ours, ...]:
    return tuple(found for name in _listed(told, PARAGRAPHS) if (found := ours(name)))


def _listed(told: dict[str, str], kind: str) -> list[str]:
    """The words of the properties of that kind, in their order."""
    lines = {
        int(name.removeprefix(kind)): value
        for name, value in told.items()
        if name.startswith(kind) and name.removeprefix(kind).strip().isdecimal()
    }
    return " ".join(lines[at] for at in sorted(lines)).split()


def _titled(body: Element) -> str:
    """The report's symbol as the title's bookmark tells it: "report_52_15" is that of resolution 52/15."""
    for each in body.iter(W + "bookmarkStart"):
        name = each.get(W + "name") or ""
        if name.startswith("report_"):
            return name.removeprefix("report_").replace("_", "/")
    return ""
