"""LibreOffice gives what follows a struck paragraph that paragraph's style; what it was is told by its bookmark."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from meetings.returned.read_docx.box import BOX
from meetings.returned.rules.returned import Block, Level


def with_own_styles(blocks: Sequence[Block]) -> list[Block]:
    """What stands behind a struck mark as what was sent out: a paragraph or a subparagraph."""
    return [*blocks[:1], *_behind(blocks)]


def _behind(blocks: Sequence[Block]) -> Iterator[Block]:
    for before, block in pairwise(blocks):
        yield block if before.end.went is None else _itself(block)


def _itself(block: Block) -> Block:
    if not block.ours or block.style == BOX or not block.style.startswith(("UN", "Heading")):
        return block
    item = block.ours[0].line > 0
    level, style = (Level.ITEM, "UNSubparagraph") if item else (Level.TEXT, "UNParagraph")
    return block if block.level is level else replace(block, level=level, style=style)
