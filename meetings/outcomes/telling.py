"""Pure: whom a proposed paragraph tells of, read from its words: they say it in few ways."""

import re
from collections import Counter
from difflib import SequenceMatcher

# How an intervention begins of which nobody is named.
NOBODYS = "A participant stated:"
STATED = " stated:"


def tells_whose(text: str) -> str:
    """Whose the words are that were proposed of an intervention, as they begin with it; "": nobody's."""
    who, stated, _ = text.partition(STATED)
    return who if stated and not f"{who}{stated}".endswith(NOBODYS) else ""


def begins_itself(text: str, now: tuple[str, str]) -> bool:
    """Whether a paragraph of the record said itself who stated it, and was mended since.

    `now`: what would be proposed of it, as the first of them and behind others. With its beginning the text is then
    nearer to that than without it.
    """
    first, words = now
    said = text.removeprefix(first.removesuffix(words))
    _who, stated, rest = said.partition(STATED)
    return bool(stated) and _near(said, words) > _near(rest, words)


def _near(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def tells_of(text: str) -> Counter[str]:
    """What stands in brackets in a list: roles behind names, organizations behind what they shared, other words."""
    return Counter(re.findall(r"\([^()]*\)", text))
