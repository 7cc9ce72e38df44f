"""The widest sets of tests by halves where time is short: nasty input, the walk of all pages, the second database.

`HALF=0` or `HALF=1` asks that half of each; two runs with one each ask all. Without it everything is asked.
`.ci/run` has fifteen minutes: it asks the halves in turn, commit by commit.
"""

import os
import re
from zlib import crc32


def share(asked: str, of: int) -> int:
    """Which of so many equal shares this belongs to, always the same."""
    return crc32(asked.encode()) % of


def page_at(path: str) -> str:
    """The page without what a run makes up: personal links and numbers."""
    return re.sub(r"/[\w-]{10,}\.[\w-]{10,}|[0-9]+", "", path)


def in_this_half(asked: str, half: str | None = None) -> bool:
    """Whether this run asks it."""
    half = os.environ.get("HALF", "") if half is None else half
    return half not in ("0", "1") or share(asked + " half", 2) == int(half)
