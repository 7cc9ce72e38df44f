"""Differences put into a text: into the one that was sent out, or into what has become of it since."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Protocol

from meetings.base.refusals import Refused
from meetings.returned.rules.stream import tokens_of


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

    Refused when just the words that change, or those on both sides of what is put in, read differently now.
    """
    if now == before:
        return after
    start, end, new = _change(before, after)
    old, fresh = tokens_of(before), tokens_of(now)
    first, last = _around(old, start, end)
    for a, b, size in SequenceMatcher(None, old, fresh, autojunk=False).get_matching_blocks():
        if size and a <= first and last <= a + size:
            at = sum(map(len, fresh[:b])) + start - sum(map(len, old[:a]))
            return now[:at] + new + now[at + end - start :]
    raise Refused(
        "These words have changed in the draft since the file was sent out. Edit the paragraph by hand: both texts are "
        "shown."
    )


def put_in_already(before: str, after: str, now: str) -> bool:
    """Whether nothing but words were put in, and just these stand in `now` between the same words."""
    start, end, new = _change(before, after)
    if start < end:
        return False
    old, fresh = tokens_of(before), tokens_of(now)
    first, last = _around(old, start, end)
    ends = list(accumulate(map(len, old), initial=0))
    wanted = tokens_of(before[ends[first] : start] + new + before[start : ends[last]])
    return any(fresh[at : at + len(wanted)] == wanted for at in range(len(fresh) - len(wanted) + 1))


def remark(words: str, said: str) -> str:
    """A comment as it stands at a paragraph, where no words can be marked."""
    return f"“{words}”: {said}" if words else said


def _around(tokens: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The tokens that a change touches; around a bare insertion, from the word before it to the word behind it."""
    ends = list(accumulate(map(len, tokens)))
    first, last = bisect_right(ends, start), bisect_left(ends, end) + 1
    if start < end:
        return first, last
    first, last = bisect_left(ends, start), bisect_right(ends, start) + 1
    while first > 0 and not tokens[first].strip():
        first -= 1
    while last < len(tokens) and not tokens[last - 1].strip():
        last += 1
    return first, min(last, len(tokens))


def _change(before: str, after: str) -> tuple[int, int, str]:
    """The one stretch of whole words in which two texts differ."""
    old, new = tokens_of(before), tokens_of(after)
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    start, end = len("".join(old[:head])), len(before) - len("".join(old[len(old) - tail :]))
    return start, end, "".join(new[head : len(new) - tail])


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words they have in common at their beginnings."""
    differ = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differ, min(len(one), len(other)))
