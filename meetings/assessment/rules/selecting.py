"""Selection: what the panel decides, the reserve in its order, and the balance of what is (or would be) selected."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.fellowship.rules import LEFT_OVER, ApplicationState


class Outcome(Labelled):
    """What the panel decides of an application."""

    SHORTLISTED = "shortlisted", N_("on the shortlist")
    SELECTED = "selected", N_("selected")
    RESERVE = "reserve", N_("on the reserve list")
    NOT_SELECTED = "not_selected", N_("not selected")

    @property
    def state(self) -> ApplicationState:
        """Where the application goes."""
        return ApplicationState(self.value)


A = ApplicationState
# What lies before the panel: eligible, and not gone.
BEFORE_PANEL = frozenset(
    {A.ELIGIBLE, A.SHORTLISTED, A.SELECTED, A.RESERVE, A.NOT_SELECTED, A.OFFERED, A.ACCEPTED, A.DECLINED}
    | {A.LAPSED}
)
# Takes one of the places, or is about to.
TAKES_PLACE = frozenset({A.SELECTED, A.OFFERED, A.ACCEPTED})

# Was before the panel, and has not been chosen.
NOT_CHOSEN = LEFT_OVER | {A.NOT_SELECTED}


def check_decision(outcome: Outcome, reason: str, places: int, selected: int) -> None:
    """Refused without a reason, or when more would be selected than there are places."""
    if outcome is not Outcome.SHORTLISTED and not reason.strip():
        raise Refused("Say why; the reason stands in the memo of the panel.", field="reason")
    if outcome is Outcome.SELECTED and selected >= places:
        raise Refused(
            "All %(places)s places are taken. Put somebody on the reserve list first.",
            field="outcome",
            places=places,
        )


def check_late_decision(outcome: Outcome, state: ApplicationState, free: int, reserve: int) -> None:
    """The selection is closed: a place that is free goes to somebody else only when nobody is left on the reserve.

    Whoever has it, and has no offer yet, can lose it again.
    """
    if outcome is Outcome.NOT_SELECTED and state is A.SELECTED:
        return
    if outcome is not Outcome.SELECTED or state not in NOT_CHOSEN:
        raise Refused("The selection is closed: now a free place can only be given to somebody not selected.")
    if reserve:
        raise Refused("Somebody is on the reserve list, and is asked first.")
    if free < 1:
        raise Refused("No place is free.")


def put_in_order(order: Sequence[int], one: int, place: int | None) -> list[int]:
    """The reserve with one at a place (from 1; None, or beyond the end: the last), the others in their order."""
    others = [id_ for id_ in order if id_ != one]
    at = len(others) if place is None else min(max(place, 1) - 1, len(others))
    return [*others[:at], one, *others[at:]]


def promoted(reserve: Sequence[int], gone: Collection[int], free: int) -> list[int]:
    """Who of the reserve moves up into so many free places: in order, without those who have withdrawn."""
    return [id_ for id_ in reserve if id_ not in gone][: max(free, 0)]


@dataclass(frozen=True)
class Weighed:
    """An application as the balance sees it; words as they are shown, "" where nothing was said."""

    id: int
    region: str
    gender: str
    organization: str
    language: str
    first_time: bool


class Side(Labelled):
    """By what a selection is balanced."""

    REGION = "region", N_("Region")
    GENDER = "gender", N_("Gender")
    ORGANIZATION = "organization", N_("Organization")
    LANGUAGE = "language", N_("Language")
    FIRST_TIME = "first_time", N_("Organization for the first time")


@dataclass(frozen=True)
class Weight:
    """One value of a side: of all before the panel, of what is selected, and with what is only tried."""

    value: str
    all: int
    selected: int
    tried: int


def balance(
    pool: Iterable[Weighed], selected: Collection[int], tried: Collection[int]
) -> Mapping[Side, list[Weight]]:
    """The balance by each side, the commonest value first. `tried` commits nobody to anything."""
    return balance_of((one, 1, int(one.id in selected), int(one.id in tried)) for one in pool)


def balance_of(groups: Iterable[tuple[Weighed, int, int, int]]) -> Mapping[Side, list[Weight]]:
    """The same of groups that are alike: so many, of them selected, and with what is tried."""
    everybody = list(groups)
    found = {}
    for side in Side:
        numbers = [Counter[str](), Counter[str](), Counter[str]()]
        for one, all_, selected, tried in everybody:
            value = _value(one, side)
            numbers[0][value] += all_
            numbers[1][value] += selected
            numbers[2][value] += tried
        found[side] = weights(
            {one: (numbers[0][one], numbers[1][one], numbers[2][one]) for one in numbers[0]}
        )
    return found


def weights(numbers: Mapping[str, tuple[int, int, int]]) -> list[Weight]:
    """The values of one side, the commonest first; what was not said comes last."""
    ordered = sorted(numbers, key=lambda value: (value == "", -numbers[value][0], value))
    return [Weight(value, *numbers[value]) for value in ordered]


def _value(one: Weighed, side: Side) -> str:
    if side is Side.FIRST_TIME:
        return N_("yes") if one.first_time else N_("no")
    return str(getattr(one, side.value))
