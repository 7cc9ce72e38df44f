"""The counts as the page of participation draws them: tables with bars, small numbers kept back."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from meetings.directory.rules import Region
from meetings.registration.rules import Category, Gender
from meetings.retention.queries import Participation
from meetings.retention.rules import Told, told


@dataclass(frozen=True)
class Table:
    """Rows of (label, one number for each column); `columns` are translated heads, `most` the largest number."""

    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Told]]]

    @property
    def most(self) -> int:
        return max([t.number or 0 for _label, cells in self.rows for t in cells], default=0) or 1


def tables(found: Participation, smallest: int) -> dict[str, Any]:
    """All that the page shows: by year and region, category and gender; and by group and gender of each meeting."""
    genders: list[Gender | None] = [*Gender, None]
    return {
        "totals": found.count(found.year),
        "by_region": _by_year(found, lambda c: c.region, [*Region, None], _region),
        "by_category": _by_year(found, lambda c: c.category, list(Category), lambda c: _(c.label)),
        "by_gender": _by_year(found, lambda c: c.gender, genders, _gender, smallest),
        "by_meeting": [
            (meeting, _of_meeting(found, meeting.id, genders, smallest)) for meeting in found.meetings
        ],
    }


def _by_year(
    found: Participation,
    by: Callable[[Any], Hashable],
    rows: Sequence[Any],
    label: Callable[[Any], str],
    smallest: int = 1,
) -> Table:
    grid = found.count(by, found.year)
    there = [row for row in rows if any(grid.get((row, year)) for year in found.years)]
    cells = told(grid, there, found.years, smallest, few=False)
    return Table(
        [str(y) for y in found.years], [(label(r), [cells[r, y] for y in found.years]) for r in there]
    )


def _of_meeting(found: Participation, meeting: int, genders: Sequence[Any], smallest: int) -> Table:
    grid = found.count(lambda c: c.meeting, lambda c: (c.category, c.gender))
    own = {group_and_gender: n for (m, group_and_gender), n in grid.items() if m == meeting}
    groups = [c for c in Category if any((c, g) in own for g in genders)]
    cells = told(own, groups, genders, smallest)
    return Table(
        [_gender(g) for g in genders], [(_(c.short), [cells[c, g] for g in genders]) for c in groups]
    )


def _region(region: Region | None) -> str:
    return _("not in the directory") if region is None else _(region.label)


def _gender(gender: Gender | None) -> str:
    return _("Not said") if gender is None else _(gender.label)
