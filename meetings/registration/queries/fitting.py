"""What a filter, an order and columns of the list are to the database."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Select,
    String,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from meetings.base.database import Instant
from meetings.base.texts import as_looked_for
from meetings.directory.models import Organization
from meetings.programme.models import Meeting
from meetings.questions.models import Answer
from meetings.registration.models import Registration
from meetings.registration.queries.tally import REGION, TRAITS
from meetings.registration.rules import (
    NOT_SAID,
    Column,
    RegistrationStatus,
    Shown,
    is_question,
    sort_key,
)
from meetings.replies.queries import answer_column

R, C = Registration, Column
# Codes as text: whoever shows them has the words.
COLUMNS: dict[str, ColumnElement[Any]] = {
    "key": R.key.expression,
    "name": R.name.expression,
    "organization": R.organization_name.expression,
    C.CATEGORY: type_coerce(R.category, String),
    C.REGION: REGION,
    C.COUNTRY: Organization.seat_country.expression,
    C.LANGUAGES: cast(R.languages, String),
    # In UTC: aware or, where the database keeps no zone, without.
    C.RECEIVED: type_coerce(R.received_at, DateTime()),
    C.STATE: type_coerce(R.status, String),
    C.FUNCTION: R.function.expression,
    C.EMAIL: R.email.expression,
    C.GENDER: type_coerce(R.gender, String),
    C.ZONE: R.zone.expression,
    C.LISTING: type_coerce(R.listing, String),
    C.DECIDED: type_coerce(R.decided_at, DateTime()),
    C.DECIDED_BY: R.decided_by.expression,
    C.CALENDAR: answer_column("registration", R.id.expression),
    **{f"by_{name}": trait for name, trait in TRAITS.items()},
}
ORDERS: dict[str, ColumnElement[Any]] = {
    "name": R.sort_key.expression,
    "organization": func.lower(R.organization_name),
    C.CATEGORY: R.category.expression,
    C.REGION: func.coalesce(REGION, ""),
    C.RECEIVED: R.received_at.expression,
    C.STATE: R.status.expression,
    # Who has not been decided on stands first on either database.
    C.DECIDED: func.coalesce(R.decided_at, literal(datetime(1970, 1, 1, tzinfo=UTC), Instant())),
}


def selected(meeting: Meeting, names: Sequence[str]) -> Select[Any]:
    """A row of these columns for each registration, whoever it is of; each column once, in their order."""
    names = tuple(dict.fromkeys(names))
    places = _places(meeting) if C.PLACE in names else None
    columns = [_column(name, places).label(name) for name in names]
    query = select(*columns).select_from(R)
    return query if places is None else query.outerjoin(places, places.c.id == R.id)


# no actor: conditions, and no rows
def fits(shown: Shown) -> list[ColumnElement[bool]]:
    """The conditions of a filter; the organization of the directory must be joined, if there is one."""
    found: list[ColumnElement[bool]] = []
    plain: list[tuple[Any, ColumnElement[Any]]] = [
        (shown.state, R.status.expression),
        (shown.category, R.category.expression),
        (shown.region, REGION),
    ]
    found += [column == value for value, column in plain if value is not None]
    if shown.q:
        found.append(
            or_(
                R.sort_key.contains(sort_key(shown.q), autoescape=True),
                R.email.contains(as_looked_for(shown.q), autoescape=True),
                *_says(R.organization_name, shown.q),
            )
        )
    if shown.organization:
        found.append(
            or_(
                *_says(R.organization_name, shown.organization), *_says(Organization.name, shown.organization)
            )
        )
    if shown.language:
        found.append(cast(R.languages, String).contains(f'"{shown.language}"', autoescape=True))
    if shown.gender:
        found.append(R.gender.is_(None) if shown.gender == NOT_SAID else R.gender == shown.gender)
    return [*found, *(_answered(question, code) for question, code in shown.answers)]


# no actor: an order, and no rows
def in_order(shown: Shown) -> tuple[ColumnElement[Any], ...]:
    """The order of the list; who is equal in it stands as received."""
    column = ORDERS[shown.sort.removeprefix("-")]
    return (column.desc() if shown.sort.startswith("-") else column.asc(), R.id.asc())


def _says(name: Any, text: str) -> list[ColumnElement[bool]]:
    """Whether a name holds the text in whatever case; SQLite knows only that of plain letters, so as written too."""
    return [
        func.lower(name).contains(text.lower(), autoescape=True),
        name.contains(text, autoescape=True),
    ]


def _column(name: str, places: Any) -> ColumnElement[Any]:
    if is_question(name):
        return _answer_to(int(name[1:]))
    if name == C.PLACE:
        return places.c.place  # type: ignore[no-any-return]
    return COLUMNS[name]


def _answer_to(question: int) -> ColumnElement[Any]:
    """The answer in the words that people read; a question has one from each, so rows stay as many."""
    mine = (Answer.question_id == question, Answer.subject_kind == "registration", Answer.subject_id == R.id)
    return select(Answer.shown).where(*mine).correlate(R).scalar_subquery()


def _answered(question: int, code: str) -> ColumnElement[bool]:
    return exists().where(
        Answer.question_id == question,
        Answer.subject_kind == "registration",
        Answer.subject_id == R.id,
        cast(Answer.value, String).contains(f'"{code}"', autoescape=True),
    )


def _places(meeting: Meeting) -> Any:
    """Everybody’s place in the waiting list of the meeting, from 1.

    Grouped by its key, which changes nothing, so that SQLite looks places up and does not search them row by row.
    """
    place = func.row_number().over(order_by=(R.waiting_since, R.id))
    return (
        select(R.id, place.label("place"))
        .where(R.meeting_id == meeting.id, R.status == RegistrationStatus.WAITING)
        .group_by(R.id)
        .subquery()
    )
