"""The structure with which a report begins, from our own data file beside this room (DOMAIN.md 2)."""

import tomllib
from functools import cache
from pathlib import Path

from meetings.report.rules.structure.chapters import Chapter, Structure

SOURCE = Path(__file__).parents[2] / "skeleton.toml"


@cache
def skeleton() -> Structure:
    """Summary box, I to IV and the subsections of II and III."""
    rows = tomllib.loads(SOURCE.read_text(encoding="utf-8"))["section"]
    return Structure(
        tuple(
            Chapter(
                row["key"],
                row.get("parent", ""),
                row["title"],
                tuple(row.get("takes", ())),
                row.get("cites", False),
            )
            for row in rows
        )
    )
