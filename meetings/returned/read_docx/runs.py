"""Inside a Word paragraph: runs with the hands that inserted and struck them, notes, bookmarks, comments."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from meetings.returned.rules.base import ITEM, PARAGRAPH, plain
from meetings.returned.rules.returned import Hand, Ours, Stretch, ours

Element = Any
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST_NAME = 200
PICTURE, EMBEDDED = "[picture]", "[embedded file]"
_SIGNS = {
    "tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad",
    "drawing": PICTURE, "pict": PICTURE, "object": EMBEDDED,
}  # fmt: skip
_CAME, _WENT = {"ins", "moveTo"}, {"del", "moveFrom"}
_SKIPPED = {
    "pPr", "rPr", "instrText", "delInstrText", "sdtPr", "sdtEndPr", "Fallback", "rt", "footnoteRef", "endnoteRef",
}  # fmt: skip
_NO_TEXT = str.maketrans(dict.fromkeys((ITEM, PARAGRAPH), " "))


@dataclass
class Line:
    """A paragraph while it is read."""

    stretches: list[Stretch] = field(default_factory=list)
    ours: list[Ours] = field(default_factory=list)
    ends: list[Ours] = field(default_factory=list)


@dataclass
class Reading:
    """What is known through the whole file while it is read: notes, open bookmarks, where comments stand, headings.

    `we`: how we signed what we tracked ourselves, where the file says so."""

    notes: Mapping[str, Element]
    we: Hand | None = None
    open: dict[str, tuple[str, int]] = field(default_factory=dict)
    commented: dict[str, list[str]] = field(default_factory=dict)
    being_commented: set[str] = field(default_factory=set)
    here: int = 0
    stands: dict[str, int] = field(default_factory=dict)
    headings: set[str] = field(default_factory=set)

    def in_a_note(self) -> "Reading":
        """What holds inside a note, too: who we are, and where comments stand."""
        return replace(self, notes={}, open={}, being_commented=set())

    def hand(self, element: Element) -> Hand:
        """Who signed a change. Ours is known, too, where a program has kept no more of its hour than the minute."""
        found = hand_of(element)
        if self.we is None or self.we.at is None:
            return found
        return self.we if found == replace(self.we, at=self.we.at.replace(second=0)) else found


def local(element: Element) -> str:
    """The tag without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def hand_of(element: Element) -> Hand:
    """Who signed a change, and when, as far as it can be read."""
    return signed(element.get(W + "author") or "", element.get(W + "date") or "")


def signed(name: str, date: str) -> Hand:
    """A hand by its name and date as a file has them."""
    author = " ".join(name.split())[:LONGEST_NAME]
    try:
        at = datetime.fromisoformat(date.replace("Z", "+00:00"))
    except ValueError:
        return Hand(author)
    try:
        return Hand(author, at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC))
    except OverflowError:
        return Hand(author)


def read_into(
    line: Line, element: Element, at: Reading, came: Hand | None = None, went: Hand | None = None
) -> None:
    """Read what stands in an element of a paragraph."""
    for child in element:
        name = local(child)
        if name in _SKIPPED:
            continue
        if name in _CAME:
            read_into(line, child, at, at.hand(child), went)
        elif name in _WENT:
            read_into(line, child, at, came, at.hand(child))
        elif name in ("t", "delText"):
            _say(line, at, plain(child.text or "").translate(_NO_TEXT), came, went)
        elif name in _SIGNS:
            _say(line, at, _SIGNS[name] if child.get(W + "type") != "page" else "", came, went)
        elif name == "sym":
            _say(line, at, _symbol(child), came, went)
        elif name in ("footnoteReference", "endnoteReference"):
            _note(line, at, at.notes.get(name[0] + (child.get(W + "id") or "")), came, went)
        elif not _marks(line, at, name, child):
            read_into(line, child, at, came, went)


def _say(line: Line, at: Reading, text: str, came: Hand | None, went: Hand | None) -> None:
    if not text:
        return
    line.stretches.append(Stretch(text, came, went))
    if went is None:
        for key in at.being_commented:
            at.commented[key].append(text)


def _symbol(element: Element) -> str:
    """A letter of a symbol font: its own sign is not known, so it is shown that there is one."""
    return "\ufffd"


def _note(line: Line, at: Reading, note: Element | None, came: Hand | None, went: Hand | None) -> None:
    """A note is written in the text as `^[…]`, with the changes made inside it."""
    inside, reading = Line(), at.in_a_note()
    for number, paragraph in enumerate([] if note is None else note.iter(W + "p")):
        if number:
            inside.stretches.append(Stretch(" "))
        read_into(inside, paragraph, reading)
    said = _stripped(inside.stretches)
    if note is None or not said:
        return
    for each in (Stretch("^["), *said, Stretch("]")):
        line.stretches.append(Stretch(each.text, came or each.came, went or each.went))


def _stripped(stretches: list[Stretch]) -> list[Stretch]:
    """Without the space that stands between a note's mark and its text, and at its end."""
    found = list(stretches)
    while found and not found[0].text.lstrip():
        found.pop(0)
    while found and not found[-1].text.rstrip():
        found.pop()
    if found:
        found[0] = Stretch(found[0].text.lstrip(), found[0].came, found[0].went)
        found[-1] = Stretch(found[-1].text.rstrip(), found[-1].came, found[-1].went)
    return found


def _marks(line: Line, at: Reading, name: str, child: Element) -> bool:
    """Bookmarks and the ends of what is commented; whether it was one."""
    key = child.get(W + "id") or ""
    if name == "bookmarkStart":
        bookmark = child.get(W + "name") or ""
        at.open[key] = (bookmark, at.here)
        if found := ours(bookmark):
            line.ours.append(found)
    elif name == "bookmarkEnd":
        bookmark, began = at.open.pop(key, ("", at.here))
        found = ours(bookmark)
        if found and began != at.here:
            line.ends.append(found)
    elif name == "commentRangeStart":
        at.being_commented.add(key)
        at.commented.setdefault(key, [])
        at.stands.setdefault(key, at.here)
    elif name == "commentRangeEnd":
        at.being_commented.discard(key)
    elif name == "commentReference":
        at.stands.setdefault(key, at.here)
    else:
        return False
    return True
