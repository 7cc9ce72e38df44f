"""Where what a version took out, or took elsewhere, stood: it is struck there in the pack of who clears."""

from collections.abc import Sequence

from meetings.clearance.rules.redline import Fate, Line, Said

# What is struck, by the paragraph that it is shown before, or behind.
Struck = dict[str, list[Said]]


def struck(old: Sequence[Said], lines: Sequence[Line]) -> tuple[Struck, Struck]:
    """What is shown struck right before, and right behind, each paragraph that stayed.

    It is shown under its own heading as long as any paragraph under that stayed. Where none stayed at all it stands
    before the first of the new ones. Between the summary's box and the body stand the contents: what was in the one is
    not shown in the other, as long as there is anything in both.
    """
    stayed = {line.after.name for line in lines if line.after and line.fate in (Fate.SAME, Fate.CHANGED)}
    now = [line.after for line in lines if line.after]
    side = {box: [each for each in now if each.in_box is box] or now for box in (True, False)}
    before: Struck = {}
    behind: Struck = {}
    for at, each in enumerate(old):
        if each.name in stayed:
            continue
        there = side[each.in_box]
        near = {other.name for other in there} & stayed
        back = next((other for other in reversed(old[:at]) if other.name in near), None)
        ahead = next((other for other in old[at:] if other.name in near), None)
        if back and (back.place == each.place or not (ahead and ahead.place == each.place)):
            behind.setdefault(back.name, []).append(each)
        else:
            first = there[0].name if there else ""
            before.setdefault(ahead.name if ahead else first, []).append(each)
    return before, behind
