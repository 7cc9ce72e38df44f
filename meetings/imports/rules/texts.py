"""Bytes to text: which encoding a CSV has, proposed by what would make sense in it, confirmed by a person."""

import codecs
import itertools
import re
import unicodedata
from collections.abc import Iterable

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled


class Encoding(Labelled):
    """The encodings in which tables of offices come."""

    UTF_8 = "utf-8", N_("Unicode (UTF-8)")
    UTF_16_LE = "utf-16-le", N_("Unicode (UTF-16), as Excel writes it")
    UTF_16_BE = "utf-16-be", N_("Unicode (UTF-16), the other way round")
    WESTERN = "cp1252", N_("Western European (Windows-1252)")
    CENTRAL = "cp1250", N_("Central European (Windows-1250)")
    CYRILLIC = "cp1251", N_("Cyrillic (Windows-1251)")
    ARABIC = "cp1256", N_("Arabic (Windows-1256)")
    LATIN_1 = "iso-8859-1", N_("Western European (ISO-8859-1)")
    LATIN_9 = "iso-8859-15", N_("Western European with the euro (ISO-8859-15)")
    ISO_CYRILLIC = "iso-8859-5", N_("Cyrillic (ISO-8859-5)")
    ISO_ARABIC = "iso-8859-6", N_("Arabic (ISO-8859-6)")
    KOI8 = "koi8-r", N_("Cyrillic (KOI8-R)")
    CHINESE = "gb18030", N_("Chinese (GB 18030)")
    MAC = "mac-roman", N_("Western European (Macintosh)")


E = Encoding
_MARKS = (
    (codecs.BOM_UTF8, E.UTF_8),
    (codecs.BOM_UTF16_LE, E.UTF_16_LE),
    (codecs.BOM_UTF16_BE, E.UTF_16_BE),
)
# Of each script the letters that a page of it cannot do without; a wrong reading seldom holds them.
_COMMON = {
    E.WESTERN: "éèêëàâçñíóáúöüäßãõîôïåøæÉÀÇÑÖÜÄÓÁÍÅØ’–“”",
    E.CENTRAL: "ąćęłńśźżčďěňřšťůžőűáéíóúýöüäôÁČŠŽŁŚ",
    E.CYRILLIC: "оеаинтсрвлкмдпуя",
    E.KOI8: "оеаинтсрвлкмдпуя",
    E.ISO_CYRILLIC: "оеаинтсрвлкмдпуя",
    E.ARABIC: "اليمنرتبدسعةهوكقحفأ",
    E.ISO_ARABIC: "اليمنرتبدسعةهوكقحفأ",
    E.CHINESE: "的一是在不了有人中国大会公司代表王李张刘陈杨组织委员权際际",
}
# Scripts whose words are nothing but letters beyond ASCII; in Latin ones such letters stand alone.
_WHOLE_WORDS = frozenset({E.CYRILLIC, E.KOI8, E.ISO_CYRILLIC, E.ARABIC, E.ISO_ARABIC, E.CHINESE})
_LOOKED_AT = 60_000
_RUN = re.compile(r"[^\W\d_]+")


def decoded(content: bytes, encoding: Encoding) -> str:
    """The text in this encoding, without its mark; Refused when it cannot be in it, or is no text."""
    for mark, of in _MARKS:
        if of is encoding and content.startswith(mark):
            content = content[len(mark) :]
    try:
        text = content.decode(encoding.value)
    except UnicodeDecodeError:
        raise Refused(
            "This file is not in the encoding “%(name)s”. Choose another.",
            field="encoding",
            name=encoding.label,
        ) from None
    if any(unicodedata.category(c) == "Cc" and c not in "\r\n\t\x85" for c in set(text)):
        raise Refused(
            "Read as “%(name)s”, this file holds characters that no table has. Choose another encoding, or save the "
            "table again as CSV or XLSX.",
            field="encoding",
            name=encoding.label,
        )
    return text


def likeliest(content: bytes) -> Encoding | None:
    """The encoding that makes most sense of a text; None when it is no text in any."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding if _reads(content, encoding) else None
    for wide in _without_mark(content):
        if _reads(content, wide) and not {"\n", "\r"}.isdisjoint(decoded(content, wide)):
            return wide
    if _reads(content, E.UTF_8):
        return E.UTF_8
    if b"\0" in content:
        return None
    start = content[:_LOOKED_AT]
    able = [e for e in _COMMON if _reads(content, e)]
    return max(able, key=lambda e: _sense(start.decode(e.value, "replace"), e), default=None)


def _reads(content: bytes, encoding: Encoding) -> bool:
    try:
        decoded(content, encoding)
    except Refused:
        return False
    return True


def _without_mark(content: bytes) -> tuple[Encoding, ...]:
    """UTF-16 without its mark: separators and line ends have a zero byte on one side, and only on that."""
    if len(content) % 2:
        return ()
    even, odd = content[0:_LOOKED_AT:2].count(0), content[1:_LOOKED_AT:2].count(0)
    if odd > 10 * even and odd:
        return (E.UTF_16_LE,)
    return (E.UTF_16_BE,) if even > 10 * odd and even else ()


def _sense(text: str, encoding: Encoding) -> float:
    """How much a text looks like words of the encoding's script; more is likelier."""
    common, score, beyond = set(_COMMON[encoding]), 0.0, 0
    for word in _RUN.findall(text):
        foreign = [c for c in word if c > "\x7f"]
        if not foreign:
            continue
        beyond += len(foreign)
        score += sum(2 if c in common else 0 for c in foreign)
        whole = len(foreign) == len(word)
        score += (
            _alone(word, foreign)
            if encoding not in _WHOLE_WORDS
            else len(foreign)
            if whole
            else -2 * len(word)
        )
        score -= 3 * sum(a.islower() and b.isupper() for a, b in itertools.pairwise(word))
    score -= 4 * sum(1 for c in text if c > "\x7f" and not c.isalnum() and c not in common and c != "\xa0")
    return score / (beyond or 1)


def _alone(word: str, foreign: Iterable[str]) -> float:
    pairs = sum(a > "\x7f" and b > "\x7f" for a, b in itertools.pairwise(word))
    return 1.0 - 3.0 * pairs + (0.0 if any(c < "\x80" for c in word) else -2.0)
