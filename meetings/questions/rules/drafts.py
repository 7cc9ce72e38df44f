"""Composing: what an organizer writes of sections and questions, and what a form must be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.questions.rules.answers import FILE_MEGABYTES, LARGEST_NUMBER
from meetings.questions.rules.kinds import AGREED, ALWAYS, DECIDING, WITH_CHOICES, Asked, QuestionKind, When
from meetings.questions.rules.never import check_asks_nothing_forbidden

K = QuestionKind
MOST_QUESTIONS, MOST_SECTIONS, MOST_CHOICES = 100, 20, 50
MOST_MEGABYTES = 10  # of one file
ALL_MEGABYTES = 20  # of all files of a form, as they are sent at once
# What `most` may be, by kind; kinds that are not here have none.
LIMITS = {K.FILE: (1, MOST_MEGABYTES), K.LONG_TEXT: (1, 3000), K.NUMBER: (0, LARGEST_NUMBER)}


@dataclass(frozen=True)
class SectionDraft:
    """A section as it is written; `about` stands below its title."""

    title: str
    about: str = ""


@dataclass(frozen=True)
class QuestionDraft:
    """A question as it is written; `choices` are the words of each, `purpose` completes "Why we ask: …"."""

    kind: QuestionKind
    wording: str
    purpose: str
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    most: int | None = None
    when: When = ALWAYS


def check_section(draft: SectionDraft) -> None:
    """Refused when a section has no title, or asks for what no form asks."""
    if not draft.title.strip():
        raise Refused("Fill this in.", field="title")
    check_asks_nothing_forbidden(draft.title, "title")
    check_asks_nothing_forbidden(draft.about, "about")


def check_question(draft: QuestionDraft, earlier: Sequence[Asked] = ()) -> None:
    """Refused when a question cannot be asked so; `earlier` are those that stand before it."""
    for field in ("wording", "purpose"):
        if not getattr(draft, field).strip():
            raise Refused("Fill this in.", field=field)
    for field in ("wording", "help", "purpose"):
        check_asks_nothing_forbidden(getattr(draft, field), field)
    _check_choices(draft)
    _check_most(draft)
    _check_when(draft.when, earlier)


def check_form(questions: Sequence[Asked]) -> None:
    """Refused when these questions, in this order, make no form."""
    if len(questions) > MOST_QUESTIONS:
        raise Refused("A form has at most %(most)s questions. Take some out first.", most=MOST_QUESTIONS)
    if sum(q.most or FILE_MEGABYTES for q in questions if q.kind is K.FILE) > ALL_MEGABYTES:
        raise Refused(
            "All files of a form together may have %(most)s MB, as they are sent at once. Allow less for each.",
            most=ALL_MEGABYTES,
        )
    for at, question in enumerate(questions):
        if question.when.question is not None:
            _check_stands_after(question, questions[:at])


def _check_stands_after(question: Asked, earlier: Iterable[Asked]) -> None:
    on = next((one for one in earlier if one.id == question.when.question), None)
    if on is None:
        raise Refused(
            "“%(question)s” is shown only after a certain answer to another question, so it stands below that one. "
            "Change when it is shown first.",
            question=question.wording,
        )
    if not set(question.when.answers) <= set(codes_of(on)):
        raise Refused(
            "“%(question)s” is shown only after an answer that would no longer be offered. Change when it is shown "
            "first.",
            field="choices",
            question=question.wording,
        )


def codes_of(question: Asked) -> tuple[str, ...]:
    """The codes that another question can hang on."""
    if question.kind is K.AGREEMENT:
        return (AGREED,)
    return tuple(c.code for c in question.choices if not c.retired) if question.kind in DECIDING else ()


def _check_choices(draft: QuestionDraft) -> None:
    if draft.kind not in WITH_CHOICES:
        return
    if len(draft.choices) < 2:
        raise Refused("Write at least two answers, each on a line of its own.", field="choices")
    if len(draft.choices) > MOST_CHOICES:
        raise Refused("At most %(most)s answers to choose from.", field="choices", most=MOST_CHOICES)
    if len({words.casefold() for words in draft.choices}) < len(draft.choices):
        raise Refused("Two of these answers are the same.", field="choices")
    if any(len(words) > 200 for words in draft.choices):
        raise Refused("An answer to choose has at most 200 characters.", field="choices")
    for words in draft.choices:
        check_asks_nothing_forbidden(words, "choices")


def _check_most(draft: QuestionDraft) -> None:
    if draft.most is None or draft.kind not in LIMITS:
        return
    least, most = LIMITS[draft.kind]
    if not least <= draft.most <= most:
        raise Refused(
            "Write a whole number from %(least)s to %(most)s.", field="most", least=least, most=most
        )


def _check_when(when: When, earlier: Sequence[Asked]) -> None:
    if when.question is None:
        return
    on = next((one for one in earlier if one.id == when.question), None)
    if on is None or not when.answers or not set(when.answers) <= set(codes_of(on)):
        raise Refused("Choose among the answers to one earlier question.", field="when_answers")
