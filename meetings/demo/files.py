"""The demonstration's data files: invented people and organizations, what they do and what they say."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from meetings.base.tables import Row, read_table

DATA = Path(__file__).parent / "data"
MEETINGS = (
    "focal-point-2023",
    "focal-point-2024",
    "workshop-2025",
    "focal-point-2025",
    "focal-point-2026",
    "workshop-2028",
)
PROGRESS = ("progress-52-15", "progress-61-15")


def table(name: str) -> list[Row]:
    """The rows of one CSV file."""
    text = (DATA / f"{name}.csv").read_text(encoding="utf-8")
    columns = text.partition("\n")[0].strip().split(",")
    return [row for _, row in read_table(text, columns, name)]


@cache
def document(name: str) -> dict[str, Any]:
    """One TOML file."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
