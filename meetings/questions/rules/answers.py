"""Answers: which questions somebody is asked, and what of the answers is taken."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from meetings.base.file_kinds import MEGABYTE, FileGiven, in_megabytes
from meetings.base.refusals import Refused
from meetings.base.texts import as_kept, cannot_be_shown, count_words
from meetings.base.words import N_
from meetings.questions.rules.kinds import AGREED, Asked, QuestionKind

# What a form sends for one question: texts or codes, none for no answer; or a file.
Given = tuple[str, ...] | FileGiven
LONGEST_LINE, LONGEST_TEXT, LARGEST_NUMBER = 500, 20_000, 1_000_000
FILE_MEGABYTES = 5
CHANGED = N_(
    "The questions were changed while you were answering. Your answers are still here: look through them and send "
    "them again."
)


@dataclass(frozen=True)
class Checked:
    """`answers` as they are kept, and a no for each of the others; both by question, and only of `shown` ones."""

    shown: frozenset[int]
    answers: dict[int, Given]
    refusals: dict[int, Refused]


def visible(questions: Iterable[Asked], answers: Mapping[int, Given], category: str) -> frozenset[int]:
    """The questions that are shown to somebody of this category who has answered so."""
    shown: set[int] = set()
    for question in questions:
        if _is_met(question, shown, answers, category):
            shown.add(question.id)
    return frozenset(shown)


def check_answers(
    questions: Iterable[Asked],
    raw: Mapping[int, Given],
    category: str = "",
    before: Mapping[int, Given] | None = None,
) -> Checked:
    """What of the answers is kept. A question that is not shown is not demanded, and its answer is dropped.

    `before` is what the same person has answered earlier: a choice that is no longer offered may stay.
    """
    shown: set[int] = set()
    answers: dict[int, Given] = {}
    refusals: dict[int, Refused] = {}
    for question in questions:
        if not _is_met(question, shown, answers, category):
            continue
        shown.add(question.id)
        try:
            clean = _clean(question, raw.get(question.id, ()), (before or {}).get(question.id, ()))
        except Refused as no:
            refusals[question.id] = no
            continue
        if clean:
            answers[question.id] = clean
        elif question.required:
            refusals[question.id] = Refused(MISSING[question.kind])
    return Checked(frozenset(shown), answers, refusals)


def shown_text(question: Asked, answer: Given) -> str:
    """The answer as people read it: the words of choices, the name of a file, otherwise what was written."""
    if isinstance(answer, FileGiven):
        return answer.name
    return "\n".join(question.words_of(answer) if question.choices else answer)


def _is_met(question: Asked, shown: Iterable[int], answers: Mapping[int, Given], category: str) -> bool:
    when = question.when
    if when.categories and category not in when.categories:
        return False
    if when.question is None:
        return True
    given = answers.get(when.question, ())
    return when.question in shown and isinstance(given, tuple) and not set(given).isdisjoint(when.answers)


K = QuestionKind
MISSING = {
    K.TEXT: N_("Fill this in."),
    K.LONG_TEXT: N_("Fill this in."),
    K.CHOICE: N_("Choose one of these."),
    K.SEVERAL: N_("Choose at least one."),
    K.DATE: N_("Choose a day, or write it like 2028-10-10."),
    K.NUMBER: N_("Write a number."),
    K.FILE: N_("Choose a file."),
    K.AGREEMENT: N_("Tick this if you agree; without it your answers cannot be taken."),
}


def _clean(question: Asked, given: Given, before: Given) -> Given:
    """The answer as it is kept; empty: none. Refused when it cannot be."""
    if question.kind is K.FILE:
        return _file(question, given)
    if isinstance(given, FileGiven):
        raise Refused("Write an answer here instead of a file.")
    if question.kind in (K.CHOICE, K.SEVERAL):
        return _choices(question, given, before if isinstance(before, tuple) else ())
    if question.kind is K.AGREEMENT:
        return (AGREED,) if AGREED in given else ()
    text = as_kept(given[0]) if given else ""
    if cannot_be_shown(text):
        raise Refused("This holds a character that cannot be shown. Type the text again.")
    return (READ[question.kind](question, text),) if text else ()


def _line(_question: Asked, text: str) -> str:
    if "\n" in text:
        raise Refused("Write this on one line.")
    if len(text) > LONGEST_LINE:
        raise Refused("At most %(most)s characters.", most=LONGEST_LINE)
    return text


def _long_text(question: Asked, text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise Refused("At most %(most)s characters.", most=LONGEST_TEXT)
    words = count_words(text)
    if question.most is not None and words > question.most:
        raise Refused("At most %(most)s words; these are %(words)s.", most=question.most, words=words)
    return text


def _day(_question: Asked, text: str) -> str:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
            raise ValueError
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Refused("There is no such day. Choose one, or write it like 2028-10-03.") from None


def _number(question: Asked, text: str) -> str:
    most = LARGEST_NUMBER if question.most is None else question.most
    # Digits of every script are read; nobody needs more than a dozen.
    if not text.isdecimal() or len(text) > 12 or int(text) > most:
        raise Refused("Write a whole number from 0 to %(most)s.", most=most)
    return str(int(text))


READ: dict[QuestionKind, Callable[[Asked, str], str]] = {
    K.TEXT: _line,
    K.LONG_TEXT: _long_text,
    K.DATE: _day,
    K.NUMBER: _number,
}


def _choices(question: Asked, given: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    codes = {code for code in given if code}
    offered = [c.code for c in question.choices if not c.retired or c.code in before]
    if not codes <= set(offered):
        raise Refused("Choose among these.")
    if question.kind is K.CHOICE and len(codes) > 1:
        raise Refused("Choose one of these.")
    return tuple(code for code in offered if code in codes)


def _file(question: Asked, given: Given) -> Given:
    if not isinstance(given, FileGiven):
        return ()
    most = FILE_MEGABYTES if question.most is None else question.most
    if given.size > most * MEGABYTE:
        raise Refused(
            "This file has %(size)s MB; at most %(most)s MB are taken.",
            size=in_megabytes(given.size),
            most=most,
        )
    return given
