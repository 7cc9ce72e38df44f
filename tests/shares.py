"""The widest sets of tests by shares where time is short: what is asked of every route (who gets in, nasty input,
headers), the walk of all pages, the second database.

`SHARE=0/8` asks the first of eight shares of each; eight runs, with 0 to 7, ask all. Without it everything is asked.
`.ci/run` has fifteen minutes: it asks the share that the commit's own number says.
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


def in_this_share(asked: str, told: str | None = None) -> bool:
    """Whether this run asks it; `told`: which share of how many, "1/4"."""
    told = os.environ.get("SHARE", "") if told is None else told
    own, _, of = told.partition("/")
    # With a word more, for it must not cut where the cut by database does.
    return not of or share(asked + " half", int(of)) == int(own)
