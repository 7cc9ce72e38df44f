"""What a paragraph has become since it was sent out, when somebody has split it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Split:
    """`piece` was cut off the paragraph `whole`, which is at `version` since."""

    whole: str
    version: int
    piece: str
    at: datetime


def cut_off(splits: Iterable[Split], name: str, version: int = 0) -> list[str]:
    """What was cut off a paragraph since it stood at this version, and off that again; `splits` in their order."""
    found: list[str] = []
    for each in splits:
        if each.whole in found or (each.whole == name and each.version > version):
            found.append(each.piece)
    return found
