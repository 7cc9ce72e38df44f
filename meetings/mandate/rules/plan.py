"""What the mandate plans, what of it is not there yet, and whether the report can be written in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.mandate.rules.resolution import Question


class Planned(Protocol):
    """What planning needs to know of a planned meeting, from the file or from the database."""

    @property
    def code(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def mode(self) -> str | None: ...
    @property
    def only_if_question(self) -> str: ...
    @property
    def only_if_answer(self) -> str: ...


P = TypeVar("P", bound=Planned)


@dataclass(frozen=True)
class ExistingMeeting:
    """A meeting of the cycle that is there already. `code` "": made by hand, not from the plan.

    A cancelled one made from the plan counts: planning again does not bring it back.
    """

    code: str
    kind: str
    year: int
    mode: str


def answers_in_force(questions: Iterable[Question], answers: Mapping[str, str]) -> dict[str, str]:
    """The organizer's answers by question, the default where there is none; Refused for no option of it."""
    in_force: dict[str, str] = {}
    for question in questions:
        answer = answers.get(question.code, question.default)
        check_answer([option.code for option in question.options], answer)
        in_force[question.code] = answer
    if unknown := answers.keys() - in_force.keys():
        raise Refused("The mandate leaves no question “%(question)s” open.", question=min(unknown))
    return in_force


def check_answer(options: Sequence[str], answer: str) -> None:
    """Refused unless the answer is one of the question's options."""
    if answer not in options:
        raise Refused("“%(answer)s” is none of the answers to this question.", field="answer", answer=answer)


def planned_meetings(plan: Iterable[P], answers: Mapping[str, str]) -> tuple[P, ...]:
    """The meetings that the answers in force leave in the plan, in its order."""
    return tuple(m for m in plan if not m.only_if_question or answers[m.only_if_question] == m.only_if_answer)


def missing_meetings(
    plan: Iterable[P], existing: Iterable[ExistingMeeting], answers: Mapping[str, str]
) -> tuple[P, ...]:
    """The planned meetings that do not exist yet; `answers` are those in force.

    One made from the plan is known by its code. One made by hand stands for one planned meeting of its kind
    and year, first of its mode, else of any. Once the missing ones exist, nothing is missing.
    """
    there = list(existing)
    codes = {m.code for m in there if m.code}
    missing = [m for m in planned_meetings(plan, answers) if m.code not in codes]
    by_hand = [m for m in there if not m.code]
    for same_mode in (True, False):
        for meeting in tuple(missing):
            match = next((m for m in by_hand if _stands_for(m, meeting, same_mode)), None)
            if match is not None:
                by_hand.remove(match)
                missing.remove(meeting)
    return tuple(missing)


def _stands_for(existing: ExistingMeeting, planned: Planned, same_mode: bool) -> bool:
    if (existing.kind, existing.year) != (planned.kind, planned.year):
        return False
    return not same_mode or existing.mode == planned.mode


class Margin(Labelled):
    """Whether the weeks from the workshop to the submission of the report are enough to write it."""

    ENOUGH = "enough", N_("Enough time for the report")
    TIGHT = "tight", N_("Little time for the report")
    TOO_LATE = "too_late", N_("Too late for the report")


@dataclass(frozen=True)
class WritingTime:
    """From the workshop's last day to the submission: `days` may be negative, `weeks` are full ones.

    `latest` is the last day on which the workshop may end and leave the fewest weeks that the report needs.
    """

    days: int
    weeks: int
    latest: date
    margin: Margin


def writing_time(workshop_ends: date, submission: date, weeks_least: int, weeks_good: int) -> WritingTime:
    """The time left to write the report; TOO_LATE is the red flag (in 2028: a workshop after 16 October)."""
    days = (submission - workshop_ends).days
    if days < 7 * weeks_least:
        margin = Margin.TOO_LATE
    elif days < 7 * weeks_good:
        margin = Margin.TIGHT
    else:
        margin = Margin.ENOUGH
    latest = submission - timedelta(weeks=weeks_least)
    return WritingTime(days, max(days, 0) // 7, latest, margin)
