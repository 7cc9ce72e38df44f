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

    Refused when just the words that change, or those on both sides of what is put in, read differently now. Where the
    same letters stand before them, too, it is not known which of them were meant: all of them must read as they did.
    """
    if now == before:
        return after
    start, end, new = _change(before, after)
    old, fresh = tokens_of(before), tokens_of(now)
    back = _back(before, start, new or before[start:end]) if start == end or not new else 0
    first, last = _around(old, start - back, end, start == end)
    for a, b, size in SequenceMatcher(None, old, fresh, autojunk=False).get_matching_blocks():
        if size and a <= first and last <= a + size:
            at = sum(map(len, fresh[:b])) + start - sum(map(len, old[:a]))
            behind = start == len(before) and now[at:].startswith(new)
            ahead = start == back and now[: at - back].endswith(after[: len(new)])
            if start == end and (behind or ahead):
                return now  # at the edge of a paragraph nothing else tells that it stands there already
            return now[:at] + new + now[at + end - start :]
    raise Refused(
        "These words have changed in the draft since the file was sent out. Edit the paragraph by hand: both texts are "
        "shown."
    )


def _back(text: str, at: int, words: str) -> int:
    """How many letters further ahead the same words could as well be put in, or struck."""
    back = 0
    while words and back < at and text[at - 1 - back] == words[-1 - back % len(words)]:
        back += 1
    return back


def remark(words: str, said: str) -> str:
    """A comment as it stands at a paragraph, where no words can be marked."""
    return f"“{words}”: {said}" if words else said


def _around(tokens: Sequence[str], start: int, end: int, inserts: bool) -> tuple[int, int]:
    """The tokens that a change touches; around an insertion, from the word before it to the word behind it."""
    ends = list(accumulate(map(len, tokens)))
    if not inserts:
        return bisect_right(ends, start), bisect_left(ends, end) + 1
    first, last = bisect_left(ends, start), bisect_right(ends, end) + 1
    while first > 0 and not tokens[first].strip():
        first -= 1
    while last < len(tokens) and not tokens[last - 1].strip():
        last += 1
    return first, min(last, len(tokens))


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
