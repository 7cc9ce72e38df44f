"""Differences put into a text: into the one that was sent out, or into what has become of it since."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Protocol

from meetings.base.refusals import Refused

CONTEXT = 12  # characters on each side by which a bare insertion is found again


class Change(Protocol):
    """Words (`after`) in the place of the base text from `start` to `end`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def after(self) -> str: ...


def applied(base: str, changes: Sequence[Change]) -> str:
    """The base with all these changes; those at one place in the order given."""
    done, at = [], 0
    for each in sorted(changes, key=lambda change: (change.start, change.end)):
        done += [base[at : each.start], each.after]
        at = max(at, each.end)
    return "".join([*done, base[at:]])


def carried(before: str, after: str, now: str) -> str:
    """What leads from `before` to `after`, done to `now`, which is `before` as somebody has edited it since.

    Refused when just the words that change read differently now.
    """
    if now == before:
        return after
    start, end, new = _change(before, after)
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        inside = a <= start and end <= a + size
        # A bare insertion at the seam of two blocks belongs to the one with more of its surroundings.
        if inside and (start < end or _held(a, size, start, len(before))):
            at = b + start - a
            return now[:at] + new + now[at + end - start :]
    raise Refused(
        "These words have changed in the draft since the file was sent out. Edit the paragraph by hand: both texts are "
        "shown."
    )


def _held(a: int, size: int, at: int, length: int) -> bool:
    left, right = at - a, a + size - at
    return (left >= min(CONTEXT, at) or right >= min(CONTEXT, length - at)) and left + right > 0


def _change(before: str, after: str) -> tuple[int, int, str]:
    """The one stretch in which two texts differ."""
    start = 0
    most = min(len(before), len(after))
    while start < most and before[start] == after[start]:
        start += 1
    tail = 0
    while tail < most - start and before[len(before) - 1 - tail] == after[len(after) - 1 - tail]:
        tail += 1
    return start, len(before) - tail, after[start : len(after) - tail]
