"""Evaluation both ways, of the programme and of the fellow's year; who answered is kept apart from what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.fellowship.rules import EditionState

LOWEST, HIGHEST = 1, 5
# Of fewer than so many answers nothing is shown: one could tell who said what.
LEAST = 3
# No more answers after this: sums that are shown must not tell, by what they add, what one more has said.
CLOSED = frozenset({EditionState.ENDED, EditionState.CANCELLED})


class Side(Labelled):
    """Who evaluates what."""

    FELLOW = "fellow", N_("Fellows, of the programme")
    SUPERVISOR = "supervisor", N_("Supervisors, of the fellow’s year")


@dataclass(frozen=True)
class Asked:
    """A sentence to agree with, on a scale."""

    code: str
    label: str


QUESTIONS: Mapping[Side, tuple[Asked, ...]] = {
    Side.FELLOW: (
        Asked("met", N_("The fellowship gave me what I came for.")),
        Asked("used", N_("My organization can use what I learned.")),
        Asked("time", N_("My supervisor had time for me.")),
        Asked("arranged", N_("Visa, travel, lodging and access were well arranged.")),
    ),
    Side.SUPERVISOR: (
        Asked("gained", N_("The fellow gained from the year.")),
        Asked("unit", N_("Our unit gained from the fellow’s work.")),
        Asked("plan", N_("The plan could be carried out.")),
        Asked("prepared", N_("The office had prepared the year well.")),
    ),
}


def check_evaluation(
    side: Side, given: Mapping[str, int | None], edition: EditionState, answered: bool
) -> None:
    """Refused when it comes twice or too late, or when a value is missing or outside the scale."""
    if answered:
        raise Refused("You have evaluated already. It is kept without your name, so it cannot be changed.")
    if edition in CLOSED:
        raise Refused("The edition has ended; evaluations are closed.")
    for asked in QUESTIONS[side]:
        value = given.get(asked.code)
        if value is None or not LOWEST <= value <= HIGHEST:
            raise Refused("Choose from %(least)s to %(most)s.", field=asked.code, least=LOWEST, most=HIGHEST)


@dataclass(frozen=True)
class Summed:
    """What is shown of the answers of one side. `means` is None while nothing may be shown."""

    side: Side
    number: int
    means: Mapping[str, float] | None = None
    words: tuple[str, ...] = ()


def summed(
    side: Side, edition: EditionState, given: Sequence[Mapping[str, int]], words: Sequence[str]
) -> Summed:
    """Means and words, only when the edition has ended and enough have answered; the words in no order of anybody's."""
    if edition not in CLOSED or len(given) < LEAST:
        return Summed(side, len(given))
    means = {
        asked.code: round(fmean(one[asked.code] for one in given if asked.code in one), 1)
        for asked in QUESTIONS[side]
        if any(asked.code in one for one in given)
    }
    return Summed(side, len(given), means, tuple(sorted(text for text in words if text)))
