"""Text as it comes from people, made safe for a file without changing what it says."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LOOSE_HYPHEN = re.compile("(?<!\\S)\u00ad+|\u00ad+(?!\\S)")
_NOT_TEXT = frozenset({"Cc", "Cs"})
_FIRST_RTL = "\u0590"  # no character below it is written from right to left
# Letters that no Unicode decomposition takes apart, as a reader would type them without the key.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
    | dict.fromkeys("’‘ʼ`´", "'")
    | dict.fromkeys("‐‑–—−", "-")
)


def clean(text: str) -> str:
    """The text without what a Word file cannot hold: NUL, control and half characters.

    Every kind of line end becomes "\\n", a tab a space; space at both ends goes, and so do soft hyphens that stand
    within no word: the converter to Word loses them.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    if not text.isprintable():
        text = "".join(char for char in text if char == "\n" or _can_be_written(char))
    return _LOOSE_HYPHEN.sub("", text).strip()  # last: what goes may have stood between it and a word


def _can_be_written(char: str) -> bool:
    # The last two of every plane are "noncharacters", which XML forbids (FFFE, FFFF) or Word drops.
    return unicodedata.category(char) not in _NOT_TEXT and ord(char) & 0xFFFE != 0xFFFE


def one_line(text: str) -> str:
    """The text cleaned, on a single line: for headings and cells."""
    return " ".join(clean(text).split("\n"))


def fold(text: str) -> str:
    """The text for comparing and sorting: without case, accents, invisible characters, double spaces."""
    lowered = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    seen = "".join(
        char for char in lowered if not unicodedata.combining(char) and unicodedata.category(char) != "Cf"
    )
    return " ".join(seen.split())


def directions(text: str) -> list[tuple[str, bool]]:
    """The text in stretches, each with True when it is written from right to left.

    A right-to-left stretch reaches from its first to its last right-to-left letter and holds no other letter.
    """
    if all(char < _FIRST_RTL for char in text):
        return [(text, False)]
    found: list[tuple[int, int]] = []
    within = False
    for at, char in enumerate(text):
        kind = unicodedata.bidirectional(char)
        if kind in {"R", "AL"}:
            found[-1 if within else len(found) :] = [(found[-1][0] if within else at, at + 1)]
            within = True
        elif kind == "L" or char == "\n":
            within = False
    stretches, done = [], 0
    for start, end in found:
        stretches += [(text[done:start], False), (text[start:end], True)]
        done = end
    return [stretch for stretch in [*stretches, (text[done:], False)] if stretch[0]]
