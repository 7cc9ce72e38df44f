"""Whether the answers of a line still mean what they meant when it was tried."""

from collections.abc import Iterable, Mapping, Sequence

from meetings.base.refusals import Refused
from meetings.base.words import N_
from meetings.questions.rules import Asked, Given, check_answers, shown_text

# By question: its wording, and the answer as people read it.
Meant = Mapping[int, Sequence[str]]
CHANGED = N_("The question “%(question)s” was changed since this file was tried. Try the file again.")


def meant(questions: Iterable[Asked], answers: Mapping[int, Given]) -> dict[int, tuple[str, str]]:
    """What these answers mean to whoever reads them now."""
    return {q.id: (q.wording, shown_text(q, answers[q.id])) for q in questions if q.id in answers}


def still_meant(
    questions: Sequence[Asked], answers: Mapping[int, Given], then: Meant, category: str
) -> dict[int, Given]:
    """The answers as they are kept. Refused when one would say something else than when the line was tried, or when
    somebody of this category is no longer asked for it; what nobody has answered is asked of the person later."""
    today = meant(questions, answers)
    for number in answers:
        if tuple(then.get(number, ())) != today.get(number):
            raise Refused(CHANGED, question=next(iter(then.get(number, ())), str(number)))
    checked = check_answers(questions, answers, category)
    for number in answers:
        if number in checked.refusals:
            raise checked.refusals[number]
        if number not in checked.answers:
            raise Refused(CHANGED, question=today[number][0])
    return checked.answers
