"""What a gate says: a place and a sentence."""

from pathlib import Path
from typing import NamedTuple


class Finding(NamedTuple):
    """One breach: the file, its line (from 1) and what is wrong there."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"
