"""The calendar of the Human Rights Council: three regular sessions a year, computed where no dates are known.

From the 4th session on, the 61st + 3k falls in February to April of 2026 + k, and the next two in June to July
and September to October. Opening (projected): the last Monday of February, the third of June, the second of
September.
Closing: 36, 23 or 30 days later, as the 61st, 59th and 60th did. All of it yields to dates that are entered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.base.refusals import Refused
from meetings.base.tables import Row, choice
from meetings.base.words import N_
from meetings.mandate.rules.cells import session_number
from meetings.mandate.rules.kinds import Confidence, SlotKind
from meetings.mandate.rules.resolution import Slot

COUNCIL_COLUMNS = ("number", "opens", "closes", "confidence", "note")
FIRST, LAST = 4, 999
_ANCHOR, _ANCHOR_YEAR = 61, 2026
# Per season: months, (month, which Monday) of the opening, days from opening to closing.
_MONTHS = ((2, 4), (6, 7), (9, 10))
_OPENING = ((2, -1), (6, 2), (9, 1))
_LENGTH = (36, 23, 30)
SEASONS = (N_("February–April"), N_("June–July"), N_("September–October"))


@dataclass(frozen=True)
class CouncilSession:
    """A regular session as entered; None where only the projection is known."""

    number: int
    opens: date | None
    closes: date | None
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True)
class SessionDates:
    """First and last day of a regular session; `projected` when either is computed."""

    number: int
    opens: date
    closes: date
    projected: bool


@dataclass(frozen=True)
class SlotDate:
    """A date that a report must keep before its session opens."""

    kind: SlotKind
    day: date


def _season(number: int) -> int:
    if not FIRST <= number <= LAST:
        raise Refused(
            "The Council's calendar can be computed for sessions %(first)s to %(last)s, not for %(number)s.",
            field="number",
            first=FIRST,
            last=LAST,
            number=number,
        )
    return (number - _ANCHOR) % 3


def session_year(number: int) -> int:
    """The year of a regular session (4 to 999): the 70th is in 2029."""
    _season(number)
    return _ANCHOR_YEAR + (number - _ANCHOR) // 3


def session_months(number: int) -> tuple[int, int]:
    """Its first and last month: (2, 4), (6, 7) or (9, 10)."""
    return _MONTHS[_season(number)]


def session_season(number: int) -> str:
    """Its months in words, to be translated: "February–April"."""
    return SEASONS[_season(number)]


def sessions_of_year(year: int) -> tuple[int, int, int]:
    """The three regular sessions of a year (2007 to 2338): 2029 has the 70th, 71st and 72nd."""
    first = _ANCHOR + (year - _ANCHOR_YEAR) * 3
    if not (first >= FIRST and first + 2 <= LAST):
        raise Refused("The Council's calendar cannot be computed for %(year)s.", field="year", year=year)
    return first, first + 1, first + 2


def projected_dates(number: int) -> SessionDates:
    """The computed dates of a session, as the head of this file says."""
    season, year = _season(number), session_year(number)
    month, which = _OPENING[season]
    opens = _monday(year, month, which)
    return SessionDates(number, opens, opens + timedelta(days=_LENGTH[season]), projected=True)


def session_dates(number: int, known: Mapping[int, CouncilSession]) -> SessionDates:
    """The entered dates; what is not entered is computed (a closing from the entered opening)."""
    entered = known.get(number)
    if entered is None or entered.opens is None:
        return projected_dates(number)
    if entered.closes is None:
        return SessionDates(
            number, entered.opens, entered.opens + timedelta(days=_LENGTH[_season(number)]), projected=True
        )
    return SessionDates(number, entered.opens, entered.closes, projected=False)


def read_slots(weeks: Mapping[str, int]) -> tuple[Slot, ...]:
    """The weeks before the session by which a report must keep its dates, as a cycle's data say them by their code."""
    return tuple(Slot(SlotKind(kind), number) for kind, number in weeks.items())


def slot_dates(opens: date, slots: Sequence[Slot]) -> tuple[SlotDate, ...]:
    """The dates to keep before a session that opens on `opens`, earliest first."""
    return tuple(
        sorted(
            (SlotDate(s.kind, opens - timedelta(weeks=s.weeks_before)) for s in slots), key=lambda d: d.day
        )
    )


def clashes(starts: date, ends: date, known: Mapping[int, CouncilSession]) -> tuple[SessionDates, ...]:
    """The regular sessions of which at least one day falls from `starts` to `ends`, both included."""
    if ends < starts:
        raise Refused("The last day is before the first.", field="ends")
    numbers = set(known)
    for year in range(starts.year, ends.year + 1):
        first = _ANCHOR + (year - _ANCHOR_YEAR) * 3
        numbers.update(n for n in range(first, first + 3) if FIRST <= n <= LAST)
    dates = (session_dates(n, known) for n in sorted(numbers))
    return tuple(d for d in dates if d.opens <= ends and starts <= d.closes)


def check_session_dates(number: int, opens: date, closes: date) -> None:
    """Refused unless the dates can be those of the session: in its year and in order (the 43rd was resumed in June)."""
    if opens.year != session_year(number):
        raise Refused(
            "Session %(number)s opens in %(year)s.",
            field="opens_on",
            number=number,
            year=session_year(number),
        )
    if closes < opens:
        raise Refused("The last day is before the first.", field="closes_on")
    if closes.year != opens.year:
        raise Refused("A session closes in the year in which it opens.", field="closes_on")


def council_session_row(row: Row) -> CouncilSession:
    """A row of council_sessions.csv; Refused names the column. Both dates, the first alone, or neither."""
    number = session_number(row, "number")
    _season(number)
    opens, closes = _day(row, "opens"), _day(row, "closes")
    if closes and not opens:
        raise Refused("A session that closes also opens.", field="opens")
    if opens and closes and closes < opens:
        raise Refused("The last day is before the first.", field="closes")
    return CouncilSession(number, opens, closes, choice(row, "confidence", Confidence), row["note"])


def _day(row: Row, column: str) -> date | None:
    if not row[column]:
        return None
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        raise Refused(
            "“%(found)s” is not a date. Write it like 2029-02-26.", field=column, found=row[column]
        ) from None


def _monday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    monday = first + timedelta(days=-first.weekday() % 7)
    mondays = [monday + timedelta(weeks=k) for k in range(5)]
    return [m for m in mondays if m.month == month][which]
