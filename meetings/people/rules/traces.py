"""Where somebody stands in words: names of all their days, and addresses. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote_plus

from meetings.base.texts import NEAR, ways_to_write

# What stands where a name or an address stood, in every language.
NAMELESS = "–"
# A single word is looked for in a sentence from so many letters on, and as it is written.
WORD = 3
# What may stand between the words of a name.
BETWEEN = r"[\W_]{1,3}"
# Scripts that write no spaces, or put endings on names: Thai, Lao, Burmese, Korean, Khmer, Japanese, Chinese.
UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
# What Arabic and Hebrew write onto the word behind it: and, so, that; with, in, for, like, from, the.
ONTO = re.compile(r"[\u0590-\u06ff]")
_AND, _TO = "\u0648\u0641\u05d5\u05e9", "\u0628\u0644\u0643\u05dc\u05d1\u05db\u05de\u05d4\u05e9"
# By which a word of Arabic is drawn longer.
_STRETCH = "\u0640"
_BEGINS = r"(?<![^\W_])"
_ONTO = (f"[{_AND}{_TO}]", f"[{_AND}][{_TO}]", f"[{_AND}][{_AND}][{_TO}]")
_BEGINS_ONTO = rf"(?:{_BEGINS}|{'|'.join(f'(?<={_BEGINS}{onto})' for onto in _ONTO)})"
# A syllable of Korean that goes on is another one.
_GOES_ON = "\u11a8-\u11ff"
_OF = "a-zA-Z0-9_"
_WORDS = re.compile(r"[^\W_]+")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
_BREAK = re.compile(r"\\[nrtbf]")


def holds_address(text: str, address: str) -> bool:
    """Whether the address stands in the text, whatever stands around it; no part of a longer one counts."""
    return any(_alone(way).search(text) for way in ways_to_write(address))


@dataclass(frozen=True)
class Traces:
    """By what somebody is found in words that others wrote."""

    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.names or self.addresses)

    def is_one(self, text: str) -> bool:
        """Whether the text is nothing but one of the names or addresses."""
        return text.strip().lower() in self._written or _plain(text) in self._keys

    def may_stand_in(self, written: str) -> bool:
        """Whether to look closer at a text, or at JSON as it is written (letters as \\uXXXX)."""
        if "%" in written:
            written += " " + unquote_plus(written)
        if _BREAK.search(written):
            written += " " + _BREAK.sub(" ", written)
        if "\\u" in written:
            halves = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), written)
            written = halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        folded, low = _letters(written), written.lower() if "@" in written else ""
        found = set(_WORDS.findall(folded))
        return (
            any(address in low for address in self._written if low)
            or any(words <= found for longest in self._apart.keys() & found for words in self._apart[longest])
            or any(all(part in folded for part in parts) for parts in self._within)
        )

    def is_looked_for(self, text: str) -> bool:
        """Whether it is the address of a page, or the part after its "?", that looks for them in a list."""
        if "=" not in text or re.search(r"\s", text):
            return False
        plain = unquote_plus(text)
        return self.without(plain) != plain

    def without(self, text: str) -> str:
        """The text with a dash for each name and address; a name is found in whatever case and accents."""
        for address in self._written:
            if address in text.lower():
                text = _alone(address).sub(NAMELESS, text)
        folded, places = _folded(text)
        if not any(beginning in folded for beginning in self._beginnings):
            return text
        for found in reversed(list(self._named.finditer(folded))):
            begin, end = places[found.start()], places[found.end() - 1] + 1
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            text = text[:begin] + NAMELESS + text[end:]
        return self._single.sub(NAMELESS, text)

    @cached_property
    def _written(self) -> frozenset[str]:
        return frozenset().union(*map(ways_to_write, self.addresses))

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(_plain(name) for name in self.names)

    @cached_property
    def _apart(self) -> dict[str, list[frozenset[str]]]:
        """The words of each name that stand for themselves, by the longest of them: thousands of texts are asked."""
        found: dict[str, list[frozenset[str]]] = {}
        for key in self._keys:
            words = _WORDS.findall(key)
            if words and not _is_within(key):
                found.setdefault(max(words, key=len), []).append(frozenset(words))
        return found

    @cached_property
    def _within(self) -> tuple[tuple[str, ...], ...]:
        """Of the others the words, or the letters where none are between spaces."""
        return tuple(
            tuple("".join(key.split()) if UNSPACED.search(key) else _WORDS.findall(key))
            for key in self._keys
            if _is_within(key) and _WORDS.search(key)
        )

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """Of each name the letters that every way to write it has."""
        words = (found for key in self._keys if (found := re.search(r"[^\W_]+", key)))
        return frozenset(word.group()[: 1 if UNSPACED.search(word.group()) else 2] for word in words)

    @cached_property
    def _named(self) -> re.Pattern[str]:
        return _one_of(way for name in self.names for way in _ways(name))

    @cached_property
    def _single(self) -> re.Pattern[str]:
        """Names of one word, as they are written: "may" is no May."""
        words = (name for name in self.names if len(name) >= WORD and re.fullmatch(r"[^\W_]+", name))
        return _one_of(rf"(?<![^\W_]){word}(?![^\W_])" for word in words)


def _one_of(ways: Iterable[str]) -> re.Pattern[str]:
    """The longest first; of none, what stands nowhere."""
    return re.compile("|".join(sorted(set(ways), key=len, reverse=True)) or r"(?!)")


def _is_within(key: str) -> bool:
    """Whether something else may be written onto the name."""
    return (UNSPACED.search(key) or ONTO.search(key)) is not None


def _ways(name: str) -> Iterator[str]:
    """How a name of several words, or without spaces, may be written: as it is, or with its last word first."""
    key = _plain(name)
    if UNSPACED.search(key):
        if len("".join(name.split())) > 1:
            yield r"\s*".join(map(re.escape, "".join(key.split()))) + rf"(?![{_GOES_ON}])"
        return
    words = [word for word in re.split(r"[\W_]+", key) if word]
    for order in (words, words[-1:] + words[:-1]) if len(words) > 1 else ():
        begins = _BEGINS_ONTO if ONTO.match(order[0]) else _BEGINS
        yield rf"{begins}{BETWEEN.join(order)}(?![^\W_])"


def _alone(address: str) -> re.Pattern[str]:
    """As a pattern: letters of other scripts may stand beside it, those of addresses make it another one."""
    case = re.IGNORECASE if not address.isascii() else re.IGNORECASE | re.ASCII
    return re.compile(rf"(?<![{_OF}.+%-])(?<![{_OF}]'){re.escape(address)}(?![{_OF}-]|\.[{_OF}])", case)


def _plain(text: str) -> str:
    """Without case and accents, spaces as one."""
    return " ".join(_letters(text).split())


def _letters(text: str) -> str:
    return text.lower() if text.isascii() else _folded(text)[0]


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without case and accents, and from which letter of it each comes."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    found = [
        (letter, place)
        for place, one in enumerate(text)
        for letter in unicodedata.normalize("NFKD", one.casefold()).translate(NEAR)
        if not unicodedata.combining(letter) and letter != _STRETCH
    ]
    return "".join(letter for letter, _ in found), [place for _, place in found]
