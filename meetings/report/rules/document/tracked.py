"""What a Word file shows beside the text when asked to: tracked changes since an earlier wording, and comments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from enum import Enum
from itertools import chain

from meetings.report.rules.document.parts import Footnote


class Mark(Enum):
    """Whether a stretch stood before, came, or went."""

    SAME = "same"
    CAME = "came"
    WENT = "went"


@dataclass(frozen=True)
class By:
    """Who changed or said something, and when; Word shows both."""

    author: str
    at: datetime


@dataclass(frozen=True)
class Remark:
    """A comment at a paragraph."""

    by: By
    text: str


@dataclass(frozen=True)
class Was:
    """How a paragraph, or a heading (`level`), read before, its notes written `^[…]`, and who changed it since.

    `name`: its own, when it stands nowhere any more, so that what was said to it is found."""

    text: str
    items: tuple[str, ...]
    by: By
    level: int = 0
    name: str = ""


@dataclass(frozen=True)
class Tracked:
    """By the paragraph's own name ("p12"): how it read before (`was`), who added it (`new`), what stood before it or
    behind it and is gone (`gone_before`, `gone`), what is said to it (`remarks`). `headings`: how the n-th heading that
    is printed read before, "" for one that is new; what is gone beside it is found by its bookmark ("heading_2")."""

    was: Mapping[str, Was] = field(default_factory=dict)
    new: Mapping[str, By] = field(default_factory=dict)
    gone_before: Mapping[str, Sequence[Was]] = field(default_factory=dict)
    gone: Mapping[str, Sequence[Was]] = field(default_factory=dict)
    remarks: Mapping[str, Sequence[Remark]] = field(default_factory=dict)
    headings: Mapping[int, Was] = field(default_factory=dict)

    @property
    def struck(self) -> Iterator[Was]:
        """All earlier wordings."""
        yield from (*self.was.values(), *self.headings.values())
        yield from chain.from_iterable((*self.gone_before.values(), *self.gone.values()))


NOTHING = Tracked()
# A stretch of text, or a footnote.
Token = str | Footnote
_CUT = re.compile(r"(\s+)")


def own_name(bookmark: str) -> str:
    """The paragraph's own name out of that of its bookmark: "p12v3" → "p12"."""
    return re.sub(r"v\d+$", "", bookmark)


def marked(before: Sequence[Token], now: Sequence[Token]) -> list[tuple[Mark, list[Token]]]:
    """Both wordings as one: what stands in both, what went, what came; word by word, footnotes as a whole."""
    old, new = _words(before), _words(now)
    found: list[tuple[Mark, list[Token]]] = []
    keys_old, keys_new = ([key_of(each) for each in some] for some in (old, new))
    for kind, a, b, c, d in SequenceMatcher(None, keys_old, keys_new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append((Mark.SAME, _joined(new[c:d])))
            continue
        found += [(Mark.WENT, _joined(old[a:b]))] if b > a else []
        found += [(Mark.CAME, _joined(new[c:d]))] if d > c else []
    return found


def _words(tokens: Sequence[Token]) -> list[Token]:
    words: list[Token] = []
    for token in tokens:
        words += [token] if isinstance(token, Footnote) else [part for part in _CUT.split(token) if part]
    return words


def key_of(token: Token) -> tuple[bool, str]:
    """Footnotes are the same when they say the same, whatever their keys."""
    return (True, token.text) if isinstance(token, Footnote) else (False, token)


def _joined(words: Sequence[Token]) -> list[Token]:
    found: list[Token] = []
    for word in words:
        if isinstance(word, str) and found and isinstance(found[-1], str):
            found[-1] += word
        else:
            found.append(word)
    return found
