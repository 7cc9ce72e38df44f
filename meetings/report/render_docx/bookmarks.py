"""What tells of a Word file, when it comes back, which report it is and which of our paragraphs stands where.

Each Word paragraph of the text has a bookmark: "p12v3" for version 3 of paragraph p12, "p12v3_1" for its first
subparagraph. The title has one with the report's symbol. The file's own properties list what was printed, so that a
paragraph is missed that somebody has cut out together with its bookmark, and how each cross-reference and figure was
printed ("p12=24"), so that another number in its place is seen. Bookmarks and properties outlive Word and
LibreOffice; where they do not, a file is read by what its paragraphs say.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from meetings.report.rules import Block, Document, Paragraph, blocks

REPORT, PARAGRAPHS, MARKS, TRACKED = "Report", "Paragraphs", "Marks", "Tracked"
LONGEST_PROPERTY = 240  # Word shows and keeps 255 characters of a property


def bookmarks(name: str, lines: int) -> list[str]:
    """The bookmarks of a paragraph and of what stands below it, `lines` in all."""
    return [name and (f"{name}_{at}" if at else name) for at in range(lines)]


def title_bookmark(report: str) -> str:
    """The bookmark of the title: which report the file is; "" for none."""
    return "report_" + re.sub(r"[^0-9A-Za-z]", "_", report) if report else ""


def properties(document: Document, signed: str = "") -> dict[str, Any]:
    """The file's own properties, as pandoc takes them: "Report", "Paragraphs 1", "Paragraphs 2" … and "Marks 1" …

    `signed`: date and author of what is tracked in it, so that it is known as ours when it comes back."""
    if not document.report:
        return {}
    told = {REPORT: document.report}
    if 0 < len(signed) <= LONGEST_PROPERTY:
        told[TRACKED] = signed
    listed = {
        PARAGRAPHS: _names([*document.summary, *document.body]),
        MARKS: (f"{name}={said}" for name, said in document.marks.items()),
    }
    for kind, words in listed.items():
        told |= {f"{kind} {at}": line for at, line in enumerate(_lines(words), start=1)}
    return {name: {"t": "MetaString", "c": value} for name, value in told.items()}


def _lines(words: Iterable[str]) -> Iterator[str]:
    line = ""
    for word in words:
        if len(line) + len(word) >= LONGEST_PROPERTY:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    if line:
        yield line


def _names(body: list[Block]) -> Iterator[str]:
    return (each.name for each in blocks(body) if isinstance(each, Paragraph) and each.name)
