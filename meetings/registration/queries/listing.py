"""The list of a meeting’s registrations: a page of it, or all of it row by row."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.programme.models import Meeting
from meetings.questions.queries import questions_of
from meetings.questions.rules import Asked
from meetings.registration.models import Registration
from meetings.registration.queries.fitting import fits, in_order, selected
from meetings.registration.queries.places import limits_of
from meetings.registration.queries.tally import TRAITS, Tally, balance_of, tally_of
from meetings.registration.rules import Balance, Bound, Shown

PER_PAGE = 50
CHUNK = 1000
# What every row of the page says, whichever columns are chosen.
ALWAYS = ("key", "name", "organization", "state", *(f"by_{trait}" for trait in TRAITS))


@dataclass(frozen=True)
class RegistrationList:
    """One page: `rows` have the chosen columns by name, as the database keeps them; `total` is of all pages.

    `shown` is what was asked for, on a page that there is.
    """

    rows: Sequence[Row[Any]]
    shown: Shown
    total: int
    tally: Tally
    limits: dict[Bound, int]


def questions_for(actor: Actor, meeting: Meeting) -> list[Asked]:
    """The meeting’s own questions: columns and filters of its list."""
    return questions_of(actor, "meeting", meeting.id)


def registrations(actor: Actor, meeting: Meeting, shown: Shown) -> RegistrationList:
    """A page of the registrations of a meeting, for whoever may see them.

    Three statements, one more for a filter by more than the state, four more when something has changed.
    """
    query = _of(actor, meeting, shown, (*ALWAYS, *shown.columns))
    tally = tally_of(meeting)
    total = _total(actor, meeting, shown, tally)
    shown = replace(shown, page=min(shown.page, max(1, -(-total // PER_PAGE))))
    rows = db.session.execute(query.limit(PER_PAGE).offset((shown.page - 1) * PER_PAGE)).all()
    return RegistrationList(rows, shown, total, tally, limits_of(meeting))


def all_rows(
    actor: Actor, meeting: Meeting, shown: Shown, names: Sequence[str]
) -> Iterator[Sequence[Row[Any]]]:
    """These columns of all that fit, in the order shown, so many at a time; one statement, however many there are."""
    query = _of(actor, meeting, shown, names)
    # Rows of columns and no things: without the session, which looks at each, they cost half as much.
    streamed = {"stream_results": True, "max_row_buffer": CHUNK}
    return db.session.connection().execute(query, execution_options=streamed).partitions(CHUNK)


def registrations_fitting(actor: Actor, meeting: Meeting, shown: Shown) -> Sequence[Registration]:
    """All that fit a filter, in its order, for what is decided on many at once."""
    _check(actor, meeting)
    return db.session.scalars(
        select(Registration)
        .outerjoin(Registration.organization)
        .where(Registration.meeting_id == meeting.id, *fits(shown))
        .order_by(*in_order(shown))
    ).all()


def registrations_ticked(actor: Actor, meeting: Meeting, keys: Sequence[str]) -> Sequence[Registration]:
    """Those of this meeting among these keys, the first received first; others are passed over."""
    _check(actor, meeting)
    return db.session.scalars(
        select(Registration)
        .where(Registration.meeting_id == meeting.id, Registration.key.in_(keys))
        .order_by(Registration.received_at, Registration.id)
    ).all()


def registrations_of_ids(actor: Actor, meeting: Meeting, ids: Collection[int]) -> dict[int, Registration]:
    """Those of this meeting among these ids."""
    _check(actor, meeting)
    rows = db.session.scalars(
        select(Registration).where(Registration.meeting_id == meeting.id, Registration.id.in_(ids))
    )
    return {registration.id: registration for registration in rows}


def balance_of_chosen(actor: Actor, meeting: Meeting, chosen: Sequence[Registration]) -> Balance:
    """The balance of these registrations of a meeting, for whoever may see them; in one statement."""
    _check(actor, meeting)
    ids = [registration.id for registration in chosen]
    return balance_of(Registration.meeting_id == meeting.id, Registration.id.in_(ids))


def _total(actor: Actor, meeting: Meeting, shown: Shown, tally: Tally) -> int:
    if shown.only_state:
        return tally.all if shown.state is None else tally.states[shown.state]
    return db.session.scalar(_narrowed(select(func.count(Registration.id)), meeting, shown)) or 0


def _of(actor: Actor, meeting: Meeting, shown: Shown, names: Sequence[str]) -> Select[Any]:
    _check(actor, meeting)
    return _narrowed(selected(meeting, names), meeting, shown).order_by(*in_order(shown))


def _narrowed(query: Select[Any], meeting: Meeting, shown: Shown) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = [Registration.meeting_id == meeting.id, *fits(shown)]
    return query.outerjoin(Registration.organization).where(*conditions)


def _check(actor: Actor, meeting: Meeting) -> None:
    if not actor.may(Permission.SEE_REGISTRATIONS, meeting):
        raise NotFound
