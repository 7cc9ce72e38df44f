"""Text as people type it, and as it is kept. Pure."""

import re
import unicodedata
from functools import lru_cache

import idna
from email_validator import EmailNotValidError, validate_email

# Invisible marks that turn the direction of what follows, also on the pages of others.
_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e"

# Format characters, spaces, and marks that stand on a letter: none of them is seen alone.
_UNSEEN = frozenset({"Cf", "Zs", "Zl", "Zp", "Mn", "Mc", "Me"})
# Letters and symbols that are drawn as nothing: the fillers of Hangul, the blank of Braille, the null notehead.
_BLANK = "\u115f\u1160\u3164\uffa0\u2800\U0001d159"

# Letters that are no others with an accent, and are written as these where the alphabet has no such (TR, NO, PL, HR).
NEAR = str.maketrans("ıøłđ", "iold")

# Chinese and Japanese characters are words one by one, other scripts part theirs by spaces.
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_IDEOGRAPH}]|[^\s{_IDEOGRAPH}]+")


def count_words(text: str) -> int:
    """The words of a text, as Word counts them."""
    return len(_WORD.findall(text))


def as_kept(text: str) -> str:
    """The text in NFC, trimmed, line ends as LF; nothing, when there is nothing in it that one sees."""
    kept = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return "" if all(map(_is_unseen, kept)) else kept


def as_mailed(address: str) -> str:
    """The address as mail and browsers write it, its domain in plain letters (RFC 5891): one mailbox, one address.

    What is none stays as it was typed, to be told so.
    """
    if address.isascii():
        return address
    try:
        valid = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return address
    return valid.ascii_email or address


@lru_cache(maxsize=4096)
def ways_to_write(address: str) -> frozenset[str]:
    """The address in lower case, as mail writes it and with the letters of its domain, as people and other programs do;
    also where a letter and its accent are two."""
    mailed = as_mailed(unicodedata.normalize("NFC", address)).lower()
    local, at, domain = mailed.rpartition("@")
    try:
        lettered = local + at + idna.decode(domain) if "xn--" in domain else mailed
    except UnicodeError:
        lettered = mailed
    return frozenset({address.lower(), mailed, lettered, unicodedata.normalize("NFD", lettered)})


def as_looked_for(words: str) -> str:
    """What is looked for among addresses: a domain, or a whole word of one, in plain letters, in lower case."""
    local, at, domain = words.strip().lower().rpartition("@")
    try:
        return local + at + ".".join(w if w.isascii() else idna.encode(w).decode() for w in domain.split("."))
    except UnicodeError:
        return words.lower()


def _is_unseen(one: str) -> bool:
    return unicodedata.category(one) in _UNSEEN or one in _BLANK or _is_to_be_ignored(ord(one))


def _is_to_be_ignored(point: int) -> bool:
    """No character yet, and if it becomes one, one that is not drawn (Default_Ignorable_Code_Point, Unicode 5.21)."""
    return point == 0x2065 or 0xFFF0 <= point <= 0xFFF8 or 0xE0000 <= point <= 0xE0FFF


def cannot_be_shown(text: str) -> bool:
    """Whether it holds what no person types: NUL, escape codes, halves of characters, what is none (U+FFFE and its
    like), invisible direction overrides."""
    return any(
        (unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t") or c in _OVERRIDES or _is_none(ord(c))
        for c in text
    )


def _is_none(point: int) -> bool:
    """A noncharacter (Unicode 23.7)."""
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
