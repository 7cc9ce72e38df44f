"""Figures of the report: who took part, by region, group and gender, year by year. Small numbers are not told."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """A number as it is told ("12", "fewer than 5", "–") and its length in hundredths of the longest (0: none)."""

    told: str
    length: int


@dataclass(frozen=True)
class FigureRow:
    """A line of a figure, a bar for each of its columns."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Figure:
    """A table that can be drawn as bars; `columns` are years."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[FigureRow, ...]

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """The table without its head: label and cells."""
        return [(row.label, *(bar.told for bar in row.bars)) for row in self.rows]


def figure(title: str, columns: list[str], rows: list[tuple[str, list[tuple[int | None, str]]]]) -> Figure:
    """The figure of such numbers; each comes as itself (None: not told) and as it is told."""
    most = max((number or 0 for _label, cells in rows for number, _told in cells), default=0) or 1
    return Figure(
        title,
        tuple(columns),
        tuple(
            FigureRow(label, tuple(Bar(told, round(100 * (number or 0) / most)) for number, told in cells))
            for label, cells in rows
        ),
    )
