"""What a ZIP of documents holds: the names of its files, and a list of them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from meetings.base.file_kinds import MEGABYTE, in_megabytes
from meetings.base.refusals import Refused

MOST_PACKED = 2_000  # files
MOST_PACKED_BYTES = 1_000 * MEGABYTE
LONGEST_TITLE = 80  # characters of a title in the name of a file
_FORBIDDEN = re.compile(r'[<>:"|?*/\\\x00-\x1f\x7f]')


@dataclass(frozen=True)
class Packed:
    """A file of the ZIP: an issue of a document in a language."""

    symbol: str
    title: str
    language: str
    issue: int
    issued_at: datetime
    extension: str
    size: int
    digest: str


def check_packed(files: Sequence[Packed]) -> None:
    """Refused when it would be too much at once, with what to choose instead."""
    size = sum(one.size for one in files)
    if len(files) > MOST_PACKED or size > MOST_PACKED_BYTES:
        raise Refused(
            "These are %(number)s files of %(size)s MB together; at most %(files)s files and %(most)s MB are packed "
            "at once. Choose one language, or what is new since a day.",
            number=len(files),
            size=in_megabytes(size),
            files=MOST_PACKED,
            most=in_megabytes(MOST_PACKED_BYTES),
        )


def packed_names(files: Iterable[Packed]) -> list[str]:
    """Their names in the ZIP: number, language, title (`WS-2028-1_en_Concept note.pdf`); no two are the same."""
    seen: Counter[str] = Counter()
    names = []
    for one in files:
        stem = f"{one.symbol.replace('/', '-')}_{one.language}_{_in_a_name(one.title)}"
        # Some file systems take capitals and small letters for the same.
        seen[stem.casefold()] += 1
        again = seen[stem.casefold()]
        names.append(f"{stem}{f' ({again})' if again > 1 else ''}.{one.extension}")
    return names


def _in_a_name(title: str) -> str:
    shown = "".join(c for c in unicodedata.normalize("NFC", title) if unicodedata.category(c)[0] != "C")
    plain = " ".join(_FORBIDDEN.sub(" ", shown).split())[:LONGEST_TITLE].strip(" .")
    return plain or "document"


def manifest(head: Sequence[str], files: Sequence[Packed], names: Sequence[str]) -> str:
    """The list that lies in the ZIP: a head, then for each file its symbol, title, issue, day and SHA-256."""
    parts = ["\n".join(head)]
    for one, name in zip(files, names, strict=True):
        day = f"{one.issued_at:%Y-%m-%d %H:%M} UTC"
        parts.append(
            f"{one.symbol}  {one.language}  {one.issue}  {day}\n  {' '.join(one.title.split())}\n"
            f"  {name}\n  {one.size} B  sha256 {one.digest}"
        )
    return "\n\n".join(parts) + "\n"
