"""What the report is told of the fellowship: numbers of the cycle’s editions, from the query of the office’s page."""

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.directory.rules import Region
from meetings.fellowship.queries import EditionFigures, figures
from meetings.fellowship.rules import (
    ANSWERED,
    Counted,
    EditionState,
    Stage,
    numbers_by,
    told_by_stage,
)
from meetings.mandate.models import Cycle
from meetings.registration.rules import Gender
from meetings.report.rules import FellowshipFacts
from meetings.retention.queries import settings_in_force
from meetings.retention.rules import Setting

ACCEPTED = 3  # the place of Stage.ACCEPTED among the stages


def fellowships_of(actor: Actor, cycle: Cycle) -> tuple[tuple[FellowshipFacts, ...], dict[int, int]]:
    """The editions of the cycle whose call is closed, the earliest first; fellows of its years on older lists."""
    if not actor.may(Permission.SEE_REPORT):
        return (), {}
    all_of_them = figures(actor)
    found = [one for one in all_of_them.editions if one.edition.cycle_id == cycle.id]
    smallest = settings_in_force()[Setting.SMALLEST].number if found else 0
    closed = [one for one in reversed(found) if one.edition.state is not EditionState.OPEN]
    past = {year: number for year, number in all_of_them.past if year in cycle.years}
    return tuple(_facts(one, smallest) for one in closed), past


def _facts(one: EditionFigures, smallest: int) -> FellowshipFacts:
    edition, (applied, eligible, selected, accepted) = one.edition, one.numbers
    answered = edition.state in ANSWERED
    return FellowshipFacts(
        edition.id,
        edition.slug,
        edition.title,
        edition.year,
        applied,
        # While the office still decides, the number is not final, and the panel’s choice is nobody’s to know.
        None if edition.state is EditionState.CLOSED else eligible,
        selected if answered else None,
        accepted if answered else 0,
        _regions(one, Stage.APPLIED),
        _regions(one, Stage.ACCEPTED) if answered else (),
        _genders(one, smallest),
        one.organizations[ACCEPTED] if answered else 0,
        one.first[ACCEPTED] if answered else 0,
    )


def _regions(one: EditionFigures, stage: Stage) -> tuple[tuple[str, int], ...]:
    at = list(Stage).index(stage)
    found = numbers_by(one.cells, lambda cell: cell.region)
    order: list[Region | None] = [*Region, None]
    return tuple(
        ("" if each is None else each.label, found[each][at])
        for each in order
        if each in found and found[each][at]
    )


def _genders(one: EditionFigures, smallest: int) -> tuple[tuple[str, int], ...]:
    """Of those who applied; none at all where a number could point to a person."""
    cells = told_by_stage(numbers_by(one.cells, _gender), smallest)
    numbers = {each: row[0].number for each, row in cells.items()}
    if None in numbers.values():
        return ()
    order: list[Gender | None] = [*Gender, None]
    return tuple(
        ("" if each is None else each.label, numbers[each] or 0) for each in order if numbers.get(each)
    )


def _gender(cell: Counted) -> Gender | None:
    return cell.gender
