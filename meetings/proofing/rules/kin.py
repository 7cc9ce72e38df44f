"""Where the words of a paragraph can have gone, so that a reason given for them goes with them."""

from collections.abc import Sequence

from meetings.report.rules import Kept


def gone_to(paragraphs: Sequence[Kept]) -> dict[int, set[int]]:
    """By row: the paragraph, the pieces of the same source (it was split), and whatever took one of these in."""
    found: dict[int, set[int]] = {}
    by_key: dict[str, set[int]] = {}
    rows = {each.name: each.ref or 0 for each in paragraphs}
    into = {
        each.ref or 0: rows[each.merged_into]
        for each in paragraphs
        if each.merged_into and each.merged_into in rows
    }
    for each in paragraphs:
        for taken in each.taken:
            by_key.setdefault(taken.key, set()).add(each.ref or 0)
    for each in paragraphs:
        ours = {each.ref or 0}.union(*(by_key[taken.key] for taken in each.taken))
        while more := {into[ref] for ref in ours if ref in into} - ours:
            ours |= more
        found[each.ref or 0] = ours
    return found
