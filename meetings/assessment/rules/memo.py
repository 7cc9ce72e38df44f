"""The memo of the panel, before it becomes a file: headings, tables and what stands to be signed."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """A table with its heading; `widths` are shares of the line, `empty` stands where there are no rows."""

    heading: str
    columns: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]
    empty: str
    numbers: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Memo:
    """What the panel signs; all words are in the reader's language already."""

    site: str
    kind: str
    title: str
    stands: str
    facts: Sequence[str]
    tables: Sequence[Table]
    signatures: Sequence[str]
    signed: str
    page_word: str
    language: str
    rtl: bool = False
