"""Who took part in the meetings of a cycle, in figures for the report: by region, group and gender, year by year."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from meetings.access.actor import Actor
from meetings.directory.rules import Region
from meetings.mandate.models import Cycle
from meetings.registration.rules import Category, Gender
from meetings.report.rules import Figure, figure
from meetings.retention import queries as retention
from meetings.retention.queries import Participation
from meetings.retention.rules import Setting, Told, told

NOT_TOLD = "–"


def figures_of(actor: Actor, cycle: Cycle) -> tuple[Figure, ...]:
    """The figures of a cycle, none while nobody is approved; small numbers are kept back as on the page of
    participation. The report is in English, and so are its labels."""
    found = retention.participation(actor, cycle)
    if not found.cells:
        return ()
    smallest = retention.settings_in_force()[Setting.SMALLEST].number
    regions: list[Region | None] = [*Region, None]
    genders: list[Gender | None] = [*Gender, None]
    return (
        _by_year(found, "Participants by region", lambda cell: cell.region, regions, "not in the directory"),
        _by_year(found, "Participants by group", lambda cell: cell.category, list(Category), ""),
        _by_year(found, "Participants by gender", lambda cell: cell.gender, genders, "not said", smallest),
    )


def _by_year(
    found: Participation,
    title: str,
    by: Callable[[Any], Hashable],
    rows: Sequence[Any],
    none: str,
    smallest: int = 1,
) -> Figure:
    grid = found.count(by, found.year)
    there = [row for row in rows if any(grid.get((row, year)) for year in found.years)]
    cells = told(grid, there, found.years, smallest, few=False)
    lines = [
        (none if row is None else row.label, [_cell(cells[row, year]) for year in found.years])
        for row in there
    ]
    return figure(title, [str(year) for year in found.years], lines)


def _cell(cell: Told) -> tuple[int | None, str]:
    if cell.number is not None:
        return cell.number, f"{cell.number:,}"
    return None, f"fewer than {cell.below}" if cell.below else NOT_TOLD
