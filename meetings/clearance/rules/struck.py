"""Where what a version took out, or took elsewhere, stood: it is struck there in the pack of who clears."""

from collections.abc import Sequence

from meetings.clearance.rules.redline import Fate, Line, Said

# What is struck, by the paragraph that it is shown before, or behind.
Struck = dict[str, list[Said]]


def struck(old: Sequence[Said], lines: Sequence[Line]) -> tuple[Struck, Struck]:
    """What is shown struck right before, and right behind, each paragraph that stayed.

    It is shown under its own heading as long as any paragraph under that stayed. Where none stayed at all it stands
    before the first of the new ones.
    """
    stayed = {line.after.name for line in lines if line.after and line.fate in (Fate.SAME, Fate.CHANGED)}
    first = next((line.after.name for line in lines if line.after), "")
    before: Struck = {}
    behind: Struck = {}
    for at, each in enumerate(old):
        if each.name in stayed:
            continue
        back = next((other for other in reversed(old[:at]) if other.name in stayed), None)
        ahead = next((other for other in old[at:] if other.name in stayed), None)
        if back and (back.place == each.place or not (ahead and ahead.place == each.place)):
            behind.setdefault(back.name, []).append(each)
        else:
            before.setdefault(ahead.name if ahead else first, []).append(each)
    return before, behind
