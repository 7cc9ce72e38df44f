"""What the cells of the list say: codes in words, instants by the meeting's clock; for the page and for files alike."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import get_locale
from flask_babel import gettext as _

from meetings.base.pages import LANGUAGES
from meetings.base.tables_out import Cell, Chunk, Heading, Kind
from meetings.directory.rules import Region
from meetings.ical import Said
from meetings.programme.models import Meeting
from meetings.questions.rules import Asked, QuestionKind
from meetings.registration.rules import (
    Category,
    Column,
    Gender,
    Listing,
    RegistrationStatus,
    codes_in,
    is_question,
)
from meetings.replies.queries import EARLIER

C = Column
Column_ = Callable[[Sequence[Any]], Sequence[Cell]]
KINDS = {QuestionKind.DATE: Kind.DAY, QuestionKind.NUMBER: Kind.NUMBER}
READ: dict[Kind, Callable[[str], Cell]] = {Kind.DAY: date.fromisoformat, Kind.NUMBER: int}


@dataclass(frozen=True)
class Shape:
    """A column of the list: its code, its heading, and how what the database keeps becomes cells (a column at once)."""

    name: str
    heading: Heading
    cells: Column_


def shapes(meeting: Meeting, names: Iterable[str], asked: Sequence[Asked]) -> list[Shape]:
    """These columns, each in the reader's words."""
    questions = {f"q{question.id}": question for question in asked}
    return [
        _of_question(name, questions[name]) if is_question(name) else _own(name, meeting) for name in names
    ]


def chunks(shapes: Sequence[Shape], parts: Iterable[Sequence[Sequence[Any]]]) -> Iterator[Chunk]:
    """Rows of these columns as they come from the database, as columns of cells."""
    for rows in parts:
        yield [shape.cells(column) for shape, column in zip(shapes, zip(*rows, strict=True), strict=True)]


def words(codes: Iterable[Any], short: bool = False) -> dict[str, str]:
    """The codes of an enum in the reader's words."""
    return dict(_words(str(get_locale()), tuple(codes), short))


def languages() -> dict[str, str]:
    """The languages in the reader's words."""
    return dict(_language_names(str(get_locale())))


def headings() -> dict[str, str]:
    """What each column is called."""
    return dict(_headings(str(get_locale())))


# A catalogue does not change while the house runs, and a page asks for some hundred of these words.
@lru_cache(500)
def _words(_language: str, codes: tuple[Any, ...], short: bool) -> dict[str, str]:
    return {code.value: _(code.short if short else code.label) for code in codes}


@lru_cache(100)
def _language_names(_language: str) -> dict[str, str]:
    return {code: _(name) for code, name in LANGUAGES.items()}


@lru_cache(100)
def _headings(_language: str) -> dict[str, str]:
    return {"name": _("Name"), "organization": _("Organization"), **words(C)}


@lru_cache(500)
def _spoken(languages: str) -> str:
    return " ".join(codes_in(languages)).upper()


def _own(name: str, meeting: Meeting) -> Shape:
    heading = headings()[name]
    if name in (C.RECEIVED, C.DECIDED):
        place = _("%(what)s (%(city)s time)", what=heading, city=meeting.city or meeting.zone)
        return Shape(name, Heading(place, Kind.MOMENT), _clock(meeting.zone))
    if name == C.PLACE:
        return Shape(name, Heading(heading, Kind.NUMBER), _as_it_is)
    return Shape(name, Heading(heading), _text(name))


def _text(name: str) -> Column_:
    match name:
        case C.CATEGORY:
            return _looked_up(words(Category, short=True))
        case C.REGION:
            return _looked_up(words(Region), _("not in the directory"))
        case C.STATE:
            return _looked_up(words(RegistrationStatus))
        case C.GENDER:
            return _looked_up(words(Gender))
        case C.CALENDAR:
            return _looked_up(_answers())
        case C.LISTING:
            return _looked_up(words(Listing))
        case C.LANGUAGES:
            return lambda column: list(map(_spoken, column))
    return _as_it_is


def _answers() -> dict[str, str]:
    """What calendars said; to a version that has changed since, it says so."""
    said = words(Said)
    return said | {
        f"{code}{EARLIER}": _("%(answer)s, to an earlier version", answer=said[code]) for code in said
    }


def _of_question(name: str, question: Asked) -> Shape:
    kind = KINDS.get(question.kind, Kind.TEXT)
    return Shape(name, Heading(question.wording, kind), _read(READ[kind]) if kind in READ else _as_it_is)


def _read(read: Callable[[str], Cell]) -> Column_:
    return lambda column: [None if one is None else read(one) for one in column]


def _as_it_is(column: Sequence[Any]) -> Sequence[Cell]:
    return column


def _looked_up(known: Mapping[str, str], none: str = "") -> Column_:
    every: dict[str | None, str] = {None: none}
    every.update(known)
    return lambda column: list(map(every.__getitem__, column))


def _clock(zone: str) -> Column_:
    """Instants (aware, or in UTC without saying so) as the wall clock of the zone.

    On nearly every day the clock stands as far from UTC at its end as at its beginning, and mostly on all days of a
    column: that is asked for once.
    """

    def one_of(instant: datetime) -> datetime:
        if instant.tzinfo is not None:
            return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        shift = _shift_of_day(zone, instant.toordinal())
        return instant + (_shift(zone, instant) if shift is None else shift)

    def cells(column: Sequence[datetime | None]) -> Sequence[Cell]:
        instants = [one for one in column if one is not None and one.tzinfo is None]
        shifts = {_shift_of_day(zone, day) for day in set(map(datetime.toordinal, instants))}
        if len(instants) == len(column) and len(shifts) == 1 and (shift := shifts.pop()) is not None:
            return [one + shift for one in instants]
        return [None if one is None else one_of(one) for one in column]

    return cells


def _shift(zone: str, instant: datetime) -> timedelta:
    return instant.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset() or timedelta()


@lru_cache(5000)
def _shift_of_day(zone: str, day: int) -> timedelta | None:
    """How far the clock of the zone is from UTC all through that day of UTC; None where it is set meanwhile."""
    begins = datetime.fromordinal(day)
    first, last = _shift(zone, begins), _shift(zone, begins + timedelta(days=1) - timedelta.resolution)
    return first if first == last else None
