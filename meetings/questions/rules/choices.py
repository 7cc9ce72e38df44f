"""The answers that one can choose from: written as lines, known by codes."""

from collections.abc import Collection, Iterator, Sequence
from itertools import count

from meetings.questions.rules.kinds import Choice


def words_of_lines(text: str) -> tuple[str, ...]:
    """One answer on each line; empty lines part nothing."""
    return tuple(words for line in text.splitlines() if (words := " ".join(line.split())))


def recode(old: Sequence[Choice], words: Sequence[str], chosen: Collection[str]) -> tuple[Choice, ...]:
    """The choices of a question after its lines were written anew; `chosen` are the codes that somebody chose.

    The same words keep their code, wherever they stand. A line that was reworded in its place keeps its code only
    while nobody has chosen it: otherwise it is a new answer, and the old one stays readable, no longer offered.
    """
    offered = [choice for choice in old if not choice.retired]
    by_words = {choice.words: choice for choice in reversed(old)} | {c.words: c for c in offered}
    codes = [by_words[line].code if line in by_words else None for line in words]
    if len(words) == len(offered):
        for at, choice in enumerate(offered):
            if codes[at] is None and choice.code not in codes and choice.code not in chosen:
                codes[at] = choice.code
    fresh = _fresh(old)
    new = [Choice(code or next(fresh), line) for code, line in zip(codes, words, strict=True)]
    kept = {choice.code for choice in new}
    return (*new, *(Choice(c.code, c.words, True) for c in old if c.code in chosen and c.code not in kept))


def _fresh(old: Sequence[Choice]) -> Iterator[str]:
    """Codes that no choice of this question has."""
    last = max((int(choice.code[1:]) for choice in old), default=0)
    return (f"c{number}" for number in count(last + 1))
