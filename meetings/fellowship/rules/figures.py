"""The fellowship in numbers: how far applications came, by region, gender, organization and edition. Pure."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from meetings.base.words import N_, Labelled
from meetings.directory.rules import Region
from meetings.fellowship.rules.applications import ApplicationState
from meetings.registration.rules import Gender
from meetings.retention.rules import Told

Row = TypeVar("Row", bound=Hashable)


class Stage(Labelled):
    """How far an application came; whoever came further was there, too."""

    APPLIED = "applied", N_("Applications")
    ELIGIBLE = "eligible", N_("Eligible")
    SELECTED = "selected", N_("Selected")
    ACCEPTED = "accepted", N_("Accepted")


A = ApplicationState
STAGES = tuple(Stage)
# Whoever moved up from the reserve list was offered a place: selected, too. Who has withdrawn has applied, no more.
_REACHED: dict[ApplicationState, Stage] = {
    **dict.fromkeys((A.SUBMITTED, A.MORE_INFORMATION, A.NOT_ELIGIBLE, A.WITHDRAWN), Stage.APPLIED),
    **dict.fromkeys((A.ELIGIBLE, A.SHORTLISTED, A.RESERVE, A.NOT_SELECTED), Stage.ELIGIBLE),
    **dict.fromkeys((A.SELECTED, A.OFFERED, A.DECLINED, A.LAPSED), Stage.SELECTED),
    A.ACCEPTED: Stage.ACCEPTED,
}
# One number for each stage, in their order.
Numbers = tuple[int, int, int, int]
NONE: Numbers = (0, 0, 0, 0)


def stage_of(state: ApplicationState) -> Stage | None:
    """How far an application in this state has come; None: it is a draft, and nobody's to count."""
    return _REACHED.get(state)


@dataclass(frozen=True)
class Counted:
    """So many applications of one edition that came just so far, of one region, gender and organization.

    `organization`: its name, "" where it is not known (any more); `first`: nobody of it was a fellow before (None: it
    is not known).
    """

    edition: int
    stage: Stage
    region: Region | None
    gender: Gender | None
    organization: str
    first: bool | None
    number: int


def numbers_by(cells: Iterable[Counted], by: Callable[[Counted], Row]) -> dict[Row, Numbers]:
    """How many reached each stage, by what this says of a cell."""
    found: dict[Row, list[int]] = {}
    for cell in cells:
        row = found.setdefault(by(cell), [0, 0, 0, 0])
        for at in range(STAGES.index(cell.stage) + 1):
            row[at] += cell.number
    return {key: (row[0], row[1], row[2], row[3]) for key, row in found.items()}


def organizations_by_stage(cells: Iterable[Counted], *, first: bool = False) -> Numbers:
    """How many organizations there are at each stage. `first`: only those for which it is the first time."""
    names: list[set[tuple[int, str]]] = [set(), set(), set(), set()]
    for cell in cells:
        if cell.organization and (cell.first or not first):
            for at in range(STAGES.index(cell.stage) + 1):
                names[at].add((cell.edition, cell.organization))
    return (len(names[0]), len(names[1]), len(names[2]), len(names[3]))


def told_by_stage(rows: Mapping[Row, Numbers], smallest: int) -> dict[Row, tuple[Told, ...]]:
    """The numbers as they are told where the sum of each stage is known, and each stage is a part of the one before.

    Below `smallest` it is "fewer than"; where so few stopped between two stages that they could be known, the later
    number is not told; and no stage keeps back one row alone, for its sum would tell it.
    """
    small = {(row, at) for row, numbers in rows.items() for at, n in enumerate(numbers) if 0 < n < smallest}
    kept = set(small)
    for row, numbers in rows.items():
        for earlier, later in combinations(range(len(STAGES)), 2):
            if {(row, earlier), (row, later)} & kept:
                continue
            if 0 < numbers[earlier] - numbers[later] < smallest:
                kept.add((row, later))
    for at in range(len(STAGES)):
        free = [row for row in rows if (row, at) not in kept]
        if len(free) == len(rows) - 1 and free:
            kept.add((min(free, key=lambda row: (rows[row][at] == 0, rows[row][at])), at))
    return {
        row: tuple(
            Told(n) if (row, at) not in kept else Told(below=smallest) if (row, at) in small else Told()
            for at, n in enumerate(numbers)
        )
        for row, numbers in rows.items()
    }


def is_first(
    organization: int,
    edition: int,
    order: Sequence[int],
    fellows: Collection[tuple[int, int]],
    past: Collection[int],
) -> bool:
    """Whether nobody of the organization was a fellow before this edition. `order`: editions, the earliest first.

    `fellows`: which organization had a fellow in which edition; `past`: those that had one before this house.
    """
    earlier = order[: order.index(edition)]
    return organization not in past and not any((organization, one) in fellows for one in earlier)
