"""Who may be named. Being named can bring reprisals, so whatever is not clearly allowed is not."""

import re
from collections.abc import Iterable

from meetings.base.word.text import fold

PUBLIC, ON_APPROVAL, CHATHAM_HOUSE = "public", "on_approval", "chatham_house"


def may_name(attribution: str, approved: bool = False) -> bool:
    """Whether the speaker or the organization of something said may appear in the report.

    `attribution` is the source's: `public` always, `on_approval` once the speaker has approved,
    `chatham_house` and anything unknown never, approved or not.
    """
    return attribution == PUBLIC or (attribution == ON_APPROVAL and approved)


def names_found(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that stand in the text as whole words, in the order given.

    Case, accents, invisible characters, kinds of hyphen and spaces make no difference.
    """
    folded = fold(text)
    return tuple(name for name in dict.fromkeys(names) if _stands_in(fold(name), folded))


def _stands_in(name: str, text: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
