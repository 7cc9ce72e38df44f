"""The symbol of a document: the prefix of its meeting and a number that rises and is never used again."""

import re

from meetings.base.refusals import Refused
from meetings.programme.rules import MeetingKind

LONGEST_PREFIX = 40
_PREFIX = re.compile(r"[A-Z0-9](?:[A-Z0-9.-]*[A-Z0-9])?(?:/[A-Z0-9](?:[A-Z0-9.-]*[A-Z0-9])?)*", re.ASCII)
_SERIES = {MeetingKind.WORKSHOP: "WS", MeetingKind.FOCAL_POINT_MEETING: "FPM"}


def symbol_of(prefix: str, number: int) -> str:
    """How a document is cited: `WS/2028/1`."""
    return f"{prefix}/{number}"


def first_prefix(kind: MeetingKind, year: int, taken: frozenset[str]) -> str:
    """The prefix that a meeting's documents are proposed: `WS/2028`, and `WS-2/2028` for the second of that year."""
    series, n = _SERIES[kind], 1
    while (found := f"{series}{f'-{n}' if n > 1 else ''}/{year}") in taken:
        n += 1
    return found


def check_prefix(prefix: str) -> None:
    """Refused when it could not be cited."""
    if len(prefix) > LONGEST_PREFIX or not _PREFIX.fullmatch(prefix):
        raise Refused(
            "Write it with capital letters, figures, full stops, hyphens and slashes, for example WS/2028.",
            field="prefix",
        )
