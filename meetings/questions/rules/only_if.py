"""When a question is shown, in words: for the sentence beside it, and in codes for the script that hides it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from meetings.questions.rules.kinds import Asked, QuestionKind


@dataclass(frozen=True)
class OnlyIf:
    """`categories` and `answers` are codes; `wording` is of the question it hangs on, empty when on none.

    `agreed`: that question is an agreement, which has no words to choose.
    """

    categories: tuple[str, ...]
    category_words: tuple[str, ...]
    question: int | None
    wording: str
    answers: tuple[str, ...]
    answer_words: tuple[str, ...]
    agreed: bool


def only_if(question: Asked, questions: Sequence[Asked], categories: Mapping[str, str]) -> OnlyIf | None:
    """When the question is shown; None: always. `categories` are the words of each code."""
    when = question.when
    if not when:
        return None
    on = next((one for one in questions if one.id == when.question), None)
    return OnlyIf(
        categories=when.categories,
        category_words=tuple(categories.get(code, code) for code in when.categories),
        question=when.question,
        wording=on.wording if on else "",
        answers=when.answers,
        answer_words=tuple(on.words_of(when.answers)) if on else (),
        agreed=on is not None and on.kind is QuestionKind.AGREEMENT,
    )
