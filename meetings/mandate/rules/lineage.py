"""The line of texts that a mandate comes from, with the workshops and reports they led to."""

import re
from dataclasses import dataclass
from datetime import date

from meetings.base.refusals import Refused
from meetings.base.tables import Row, choice
from meetings.base.words import N_, Labelled
from meetings.mandate.rules.cells import session_number
from meetings.mandate.rules.kinds import Confidence

_MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
LINEAGE_COLUMNS = (
    "kind",
    "reference",
    "adopted",
    "requests",
    "workshop_starts",
    "workshop_ends",
    "workshop_place",
    "theme",
    "report_symbol",
    "report_session",
    "report_session_asked",
    "confidence",
    "note",
)


class LineageKind(Labelled):
    """Whose text it is."""

    GA_RESOLUTION = "ga_resolution", N_("General Assembly resolution")
    CHR_RESOLUTION = "chr_resolution", N_("Commission on Human Rights resolution")
    WORLD_CONFERENCE = "world_conference", N_("World Conference on Human Rights")
    HRC_RESOLUTION = "hrc_resolution", N_("Human Rights Council resolution")
    HRC_DECISION = "hrc_decision", N_("Human Rights Council decision")


@dataclass(frozen=True)
class LineageRow:
    """One text. Dates are ISO 8601, as exact as they are known: `2012-12-12`, `2010-05` or `2028`.

    `report_session_asked` differs from `report_session` where the report came late.
    """

    kind: LineageKind
    reference: str
    adopted: str
    requests: str
    workshop_starts: str
    workshop_ends: str
    workshop_place: str
    theme: str
    report_symbol: str
    report_session: int | None
    report_session_asked: int | None
    confidence: Confidence
    note: str

    @property
    def workshop(self) -> str:
        """When and where, as far as known: `12–14 December 2012, Geneva`; "" without a workshop."""
        first, last = reduced_date(self.workshop_starts), reduced_date(self.workshop_ends)
        if first is None:
            return ""
        days = _in_words(first)
        if first[2] and last and last[2]:
            same_month = first[:2] == last[:2]
            days = f"{first[2]}–{_in_words(last)}" if same_month else f"{days} – {_in_words(last)}"
        return ", ".join(filter(None, (days, self.workshop_place)))


def lineage_row(row: Row) -> LineageRow:
    """A row of lineage.csv; Refused names the column."""
    for column in ("reference", "adopted"):
        if not row[column]:
            raise Refused("This cell is empty.", field=column)
    for column in ("adopted", "workshop_starts", "workshop_ends"):
        _check_reduced_date(row, column)
    starts, ends = row["workshop_starts"], row["workshop_ends"]
    if ends and (not starts or len(ends) != len(starts) or ends < starts):
        raise Refused("The workshop's last day does not follow its first.", field="workshop_ends")
    if starts and starts < row["adopted"][: len(starts)]:
        raise Refused("The workshop is earlier than the text that asks for it.", field="workshop_starts")
    return LineageRow(
        kind=choice(row, "kind", LineageKind),
        reference=row["reference"],
        adopted=row["adopted"],
        requests=row["requests"],
        workshop_starts=starts,
        workshop_ends=ends,
        workshop_place=row["workshop_place"],
        theme=row["theme"],
        report_symbol=row["report_symbol"],
        report_session=session_number(row, "report_session") if row["report_session"] else None,
        report_session_asked=session_number(row, "report_session_asked")
        if row["report_session_asked"]
        else None,
        confidence=choice(row, "confidence", Confidence),
        note=row["note"],
    )


def reduced_date(text: str) -> tuple[int, int | None, int | None] | None:
    """Year, month, day of `2012-12-12`, `2010-05` or `2028`; None for anything else."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text, re.ASCII)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return year or 0, month, day


def _in_words(parts: tuple[int, int | None, int | None]) -> str:
    year, month, day = parts
    return " ".join(str(p) for p in (day, _MONTH_NAMES[month - 1] if month else None, year) if p)


def _check_reduced_date(row: Row, column: str) -> None:
    if row[column] and not reduced_date(row[column]):
        raise Refused(
            "“%(found)s” is not a date. Write it like 2012-12-12, 2012-12 or 2012.",
            field=column,
            found=row[column],
        )
