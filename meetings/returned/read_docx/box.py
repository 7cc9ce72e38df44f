"""Lists in the summary's box: there they look like its paragraphs."""

from collections.abc import Sequence
from dataclasses import replace

from meetings.returned.rules.returned import Block, Level

BOX = "UNSummary"


def with_lists(blocks: Sequence[Block]) -> list[Block]:
    """Bookmarks tell which lines are of a list; what came between two lines of one paragraph is of it, too."""
    done = list(blocks)
    name, between = "", list[int]()
    for at, block in enumerate(blocks):
        marks = (*block.ours, *block.ends) if block.style == BOX else ()
        lines = {mark.name for mark in marks if mark.line}
        for each in (*(between if name in lines else ()), *([at] if lines else ())):
            done[each] = replace(done[each], level=Level.ITEM)
        if marks or block.style != BOX:
            name, between = (marks[-1].name if marks else ""), []
        else:
            between.append(at)
    return done
