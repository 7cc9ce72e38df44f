"""Cycles, their obligations, the Council's calendar and the lineage."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.mandate import rules
from meetings.mandate.models import CouncilSession, Cycle, LineageEntry, OpenQuestion, Resolution
from meetings.mandate.rules import SessionDates, SlotDate, SlotKind


def find_cycle(symbol: str) -> Cycle | None:
    """The cycle of a resolution, by its symbol as it is cited (61/15) or as addresses have it (61-15)."""
    query = (
        select(Cycle)
        .join(Cycle.resolution)
        .where(Resolution.symbol == symbol.replace("-", "/"))
        .options(joinedload(Cycle.resolution))
    )
    return db.session.scalar(query)


def current_cycle() -> Cycle | None:
    """The cycle that the office is in; None while no resolution is loaded."""
    return db.session.scalar(_current())


@cache  # asked for the frame of each page
def _current() -> Select[Cycle]:
    return (
        select(Cycle)
        .where(Cycle.current)
        .options(joinedload(Cycle.resolution))
        .order_by(Cycle.starts_on.desc())
        .limit(1)
    )


def cycle_for(actor: Actor, symbol: str) -> Cycle:
    """The cycle of that address; NotFound when there is none (61/15 is not an address)."""
    cycle = find_cycle(symbol)
    if cycle is None:
        raise NotFound
    return cycle


def with_mandate(cycle: Cycle) -> Cycle:
    """The cycle with obligations, planned meetings and questions loaded: three statements."""
    query = (
        select(Cycle)
        .where(Cycle.id == cycle.id)
        .options(
            joinedload(Cycle.resolution).selectinload(Resolution.obligations),
            selectinload(Cycle.planned_meetings),
            selectinload(Cycle.questions),
        )
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).one()


def cycles(actor: Actor) -> Sequence[Cycle]:
    """All cycles with their resolutions, the latest first."""
    query = select(Cycle).options(joinedload(Cycle.resolution)).order_by(Cycle.starts_on.desc())
    return db.session.scalars(query).all()


# no actor: no person asks; the loading command points at the newest of all
def newest_first() -> Sequence[Cycle]:
    """All cycles, the one that begins last first."""
    query = select(Cycle).options(joinedload(Cycle.resolution))
    return db.session.scalars(query.order_by(Cycle.starts_on.desc(), Cycle.id.desc())).all()


def lineage(actor: Actor) -> Sequence[LineageEntry]:
    """What the mandate comes from, earliest first."""
    return db.session.scalars(select(LineageEntry).order_by(LineageEntry.position)).all()


def adopted_dates(actor: Actor) -> dict[str, str]:
    """Symbol → day of adoption (ISO, as exact as known), of every text of the lineage and every resolution."""
    known = {entry.reference: entry.adopted for entry in lineage(actor)}
    for symbol, adopted_on in db.session.execute(select(Resolution.symbol, Resolution.adopted_on)):
        if adopted_on is not None:
            known[symbol] = adopted_on.isoformat()
    return known


def known_sessions() -> dict[int, rules.CouncilSession]:
    """The sessions of which dates were entered, by number: one statement."""
    return {row.number: row.entered for row in db.session.scalars(select(CouncilSession))}


def council_session(number: int) -> SessionDates:
    """First and last day of a session, entered or computed (`projected`): one statement."""
    row = db.session.get(CouncilSession, number)
    return rules.session_dates(number, {} if row is None else {number: row.entered})


@dataclass(frozen=True)
class CalendarRow:
    """A session of the Council with its dates, and whether the office corrected them."""

    dates: SessionDates
    season: str
    corrected: bool
    note: str


def council_calendar(actor: Actor, first_year: int, last_year: int) -> list[CalendarRow]:
    """The regular sessions of these years, entered or projected."""
    rows = {row.number: row for row in db.session.scalars(select(CouncilSession))}
    known = {number: row.entered for number, row in rows.items()}
    numbers = [n for year in range(first_year, last_year + 1) for n in rules.sessions_of_year(year)]
    return [
        CalendarRow(
            rules.session_dates(n, known),
            rules.session_season(n),
            n in rows and rows[n].corrected,
            rows[n].note if n in rows else "",
        )
        for n in numbers
    ]


def calendar_row_for(actor: Actor, number: int) -> CalendarRow:
    """One session of the Council; NotFound for a number that the calendar does not reach."""
    if not rules.FIRST <= number <= rules.LAST:
        raise NotFound
    row = db.session.get(CouncilSession, number)
    known = {} if row is None else {number: row.entered}
    dates = rules.session_dates(number, known)
    return CalendarRow(
        dates, rules.session_season(number), bool(row and row.corrected), row.note if row else ""
    )


# no actor: the dates of one cycle that the caller was given
def slot_dates(cycle: Cycle, known: dict[int, rules.CouncilSession] | None = None) -> tuple[SlotDate, ...]:
    """The dates that the cycle's report must keep, earliest first."""
    dates = (
        council_session(cycle.report_session)
        if known is None
        else rules.session_dates(cycle.report_session, known)
    )
    return rules.slot_dates(dates.opens, cycle.slot_rules)


def submission_of(slots: Sequence[SlotDate]) -> SlotDate:
    """The day by which the report is submitted."""
    return next(slot for slot in slots if slot.kind is SlotKind.SUBMISSION)


def answers_in_force(cycle: Cycle) -> dict[str, str]:
    """The organizer's answers to the cycle's open questions, the default where there is none."""
    return {question.code: question.in_force for question in cycle.questions}


def question_for(actor: Actor, symbol: str, code: str) -> OpenQuestion:
    """An open question of that cycle; NotFound when there is none."""
    query = (
        select(OpenQuestion)
        .join(OpenQuestion.cycle)
        .join(Cycle.resolution)
        .where(OpenQuestion.code == code, Resolution.symbol == symbol.replace("-", "/"))
        .options(joinedload(OpenQuestion.cycle).joinedload(Cycle.resolution))
    )
    question = db.session.scalar(query)
    if question is None:
        raise NotFound
    return question
