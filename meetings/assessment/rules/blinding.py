"""What an assessor reads of an application that is assessed blind: nothing that says whose it is."""

import re
import unicodedata
from collections.abc import Iterable

HIDDEN = "▮▮▮"
# Shorter parts of a name are words of the language more often than names; of two letters they go where they stand with
# a capital, or in a script without capitals.
SHORTEST = 3
PARTICLES = {
    "al",
    "bin",
    "da",
    "de",
    "del",
    "den",
    "der",
    "di",
    "du",
    "el",
    "ibn",
    "la",
    "le",
    "van",
    "von",
    "y",
}
BETWEEN = re.compile(r"[\s\-,.()\"“”·・/]+")
APOSTROPHE = re.compile(r"['ʼʻ’‘`´]")
# Scripts that set no spaces between words (or put endings onto names, as Korean does): a word may begin anywhere.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]"
)
# A family name of one letter or two, and the given name behind it without a space.
UNPARTED = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]{3,4}|[\uac00-\ud7a3]{3,4}")
# Names are declined: the stem, and what can stand behind it.
CYRILLIC = re.compile("([\u0430-\u045f]{3,}?)[аеиоуыэюяь]*")
CYRILLIC_ENDING = "[аеиоуыэюяьмг]{0,3}"
ARABIC = re.compile("[\u0620-\u064a]")
# "And", "so", "with", "to", "like", "of" and the article are written onto the word.
ARABIC_PREFIX = "[وف]?[بلكس]?(?:ال)?"
# Each alternative begins at one place of a word only, however long that is: people can write 20 000 letters as one.
ADDRESS = re.compile(
    r"(?<!\S)[^\s@]+@\S+|(?<!\S)@\S*@\S+|https?://\S+|www\.\S+"
    r"|(?<![\w.-])[\w.-]*[\w-]\.[a-z]{2,}/\S*|(?<!\w)@\w+"
)
# What NFKD leaves as it is though people write it plainly.
_PLAIN = dict(zip("øłđıðʼʻ’‘`´ىیکة", "oldid''''''ييكه", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th"}


class _Folds(dict[int, str]):
    """Each letter as it is compared: without accents, small, one apostrophe for all; worked out once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code).casefold()
        if "\uac00" <= letter <= "\ud7a3":
            plain = letter  # a syllable of Korean is one letter
        elif letter in _PLAIN:
            plain = _PLAIN[letter]
        else:
            plain = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
        self[code] = plain
        return plain


_FOLDS = _Folds()


def neutral_name(number: int, document: str, extension: str) -> str:
    """What a redacted copy is called, whatever it was called when it was handed in: "application-3-cv.pdf"."""
    return f"application-{number}-{document.replace('_', '-')}.{extension}"


def marks(name: str, email: str, *organizations: str) -> list[str]:
    """What gives somebody away in a text: the name and its parts, the address, the organization, longest first."""
    written = [part for part in BETWEEN.split(name) if part]
    parts = [part for part in written if len(part) > 1 and part.casefold() not in PARTICLES]
    for part in [one for one in parts if UNPARTED.fullmatch(one)]:
        parts += [part[1:], part[:2], part[-2:]]
    # Some of them written as one, "JeanLuc", and what has an apostrophe without it, "ONeill".
    runs = [written[at : at + many] for many in (2, 3, 4) for at in range(len(written) - many + 1)]
    together = ["".join(run) for run in runs if not PARTICLES.issuperset(one.casefold() for one in run)]
    bare = [APOSTROPHE.sub("", one) for one in (*parts, *together)]
    parts += [one for one in (*together, *bare) if len(one) > SHORTEST]
    parts += [one for part in parts for one in APOSTROPHE.split(part) if len(one) > SHORTEST]
    others = [one.strip() for one in (email, email.partition("@")[0], *organizations)]
    found = {name.strip(), "".join(written), "".join(reversed(written)), *parts}
    found |= {one for one in others if len(one) >= SHORTEST}
    return sorted(found - {""}, key=lambda one: (-len(one), one))


def blinded(text: str, hidden: Iterable[str]) -> str:
    """The text without these words, however they are spelled; other addresses and sites go too."""
    text = ADDRESS.sub(HIDDEN, unicodedata.normalize("NFC", text))
    words = [_pattern(one) for one in hidden]
    folded = text.translate(_FOLDS)
    found = list(re.finditer("|".join(words), folded)) if words else []
    if not found:
        return text
    # Where in the text each letter of the folded one stands.
    at = [n for n, letter in enumerate(text) for _one in _FOLDS[ord(letter)]] + [len(text)]
    pieces, done = [], 0
    for one in found:
        start, end = at[one.start()], max(at[one.end()], at[one.end() - 1] + 1)
        if one.end() - one.start() < SHORTEST and text[start].islower():
            continue
        pieces += [text[done:start], HIDDEN]
        done = end
    return "".join([*pieces, text[done:]])


def _pattern(word: str) -> str:
    folded = unicodedata.normalize("NFC", word).translate(_FOLDS)
    escaped = re.escape(folded)
    if UNSPACED.search(folded):
        return escaped
    if declined := CYRILLIC.fullmatch(folded):
        escaped = declined[1] + CYRILLIC_ENDING
    return rf"(?<!\w){ARABIC_PREFIX if ARABIC.search(folded) else ''}{escaped}(?!\w)"
