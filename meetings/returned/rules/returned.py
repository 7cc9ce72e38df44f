"""A Word file as it came back, before it is laid beside the draft: who wrote and struck which words where."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from meetings.base.words import N_, Labelled

_OURS = re.compile(r"(p[1-9][0-9]{0,8})v([1-9][0-9]{0,8})(?:_([1-9][0-9]{0,3}))?(?:_Copy_[0-9]+)?", re.ASCII)


class Level(Labelled):
    """What a Word paragraph is to the report; OTHER stands outside the numbered paragraphs."""

    TEXT = "text", N_("paragraph")
    ITEM = "item", N_("subparagraph")
    OTHER = "other", N_("another place")


@dataclass(frozen=True)
class Hand:
    """Who made a change, as the word processor signed it; `at` is None when it did not say."""

    author: str
    at: datetime | None = None


@dataclass(frozen=True)
class Ours:
    """A bookmark of ours: the paragraph, the version that was printed, and which of its lines (0: the text)."""

    name: str
    version: int
    line: int = 0


@dataclass(frozen=True)
class Stretch:
    """Words with the hand that inserted them and the hand that struck them, each None when nobody did."""

    text: str
    came: Hand | None = None
    went: Hand | None = None


@dataclass(frozen=True)
class Remark:
    """A comment: what it says, and on which words."""

    said: str
    words: str
    hand: Hand


@dataclass(frozen=True)
class Block:
    """A Word paragraph. `end`: its mark, with the hands that inserted or struck it. `style` is Word's own name.

    `ours`: the bookmarks that begin in it; `ends`: those that end in it without having begun there.
    """

    level: Level
    style: str
    stretches: tuple[Stretch, ...]
    end: Stretch = Stretch("")
    ours: tuple[Ours, ...] = ()
    ends: tuple[Ours, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def first(self) -> str:
        """Its text with every change refused."""
        return "".join(each.text for each in self.stretches if each.came is None)

    @property
    def last(self) -> str:
        """Its text with every change accepted."""
        return "".join(each.text for each in self.stretches if each.went is None)

    @property
    def changed(self) -> bool:
        return any(each.came or each.went for each in (*self.stretches, self.end))


@dataclass(frozen=True)
class Returned:
    """A whole file. `report` is the symbol of the resolution whose report it says it is, "" when it does not say.

    `printed`: the paragraphs that were exported, in their order, where the file still says so; `formatting`: how many
    changes of looks were tracked, which the report does not take; `tracked`: how we signed what we tracked ourselves;
    `marks`: how cross-references and figures were printed, by their names, where the file still says so.
    """

    blocks: tuple[Block, ...]
    report: str = ""
    printed: tuple[Ours, ...] = ()
    formatting: int = 0
    tracked: Hand | None = None
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def knows_us(self) -> bool:
        """Whether any paragraph still has its bookmark."""
        return any(each.ours for each in self.blocks)


def ours(bookmark: str) -> Ours | None:
    """What a bookmark of ours says; None for another."""
    found = _OURS.fullmatch(bookmark)
    return Ours(found[1], int(found[2]), int(found[3] or 0)) if found else None
