"""The current cycle as a line: whole on the home page, a thread on the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import bindparam, select

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.asked_often import AskedOften
from meetings.mandate import queries as mandate
from meetings.mandate.models import CouncilSession, Cycle, Resolution
from meetings.mandate.rules import (
    SessionDates,
    SlotDate,
    read_slots,
    session_dates,
    sessions_of_year,
    slot_dates,
)
from meetings.programme.models import Meeting
from meetings.programme.rules import PUBLIC_STATUSES, MeetingKind, MeetingStatus
from meetings.progress.queries.counts import HELD
from meetings.progress.queries.plan import meetings_of
from meetings.progress.rules import Event, Line, Span, drawn_line, per_cent, weeks_and_days


@dataclass(frozen=True)
class Thread:
    """The cycle on one thin line, in per cent of its length; the frame's words are made above."""

    symbol: str
    first: date
    last: date
    years: tuple[tuple[float, str], ...]
    today: float
    marks: tuple[tuple[float, str], ...]
    next_meeting: "OnLine | None"
    submission: date


class OnLine(Protocol):
    """What the line needs to know of a meeting."""

    kind: Any
    status: Any
    starts: Any
    ends: Any
    dates_set: Any


M = TypeVar("M", bound=OnLine)


@dataclass(frozen=True)
class LineRow:
    """One row of the same as a table: a meeting, a slot date or a session of the Council; what it is stands apart."""

    day: date
    meeting: Meeting | None
    slot: SlotDate | None
    session: SessionDates | None
    left: tuple[int, int]


@dataclass(frozen=True)
class CycleLine:
    """The drawn line with its dates to come; `meetings` are in the order of `line.meetings`."""

    cycle: Cycle
    today: date
    line: Line
    meetings: tuple[Meeting, ...]
    slots: tuple[SlotDate, ...]
    session: SessionDates
    rows: tuple[LineRow, ...]


# Asked for the frame of every page of staff, and no more of it than the line draws.
_CYCLE = AskedOften(
    select(
        Cycle.id,
        Resolution.symbol,
        Cycle.starts_on,
        Cycle.ends_on,
        Cycle.slots,
        Cycle.report_session,
        CouncilSession.opens_on,
    )
    .join(Cycle.resolution)
    .outerjoin(CouncilSession, CouncilSession.number == Cycle.report_session)
    .where(Cycle.current)
    .order_by(Cycle.starts_on.desc())
)
_MEETINGS = AskedOften(
    select(Meeting.kind, Meeting.status, Meeting.starts, Meeting.ends, Meeting.dates_set)
    .where(Meeting.cycle_id == bindparam("cycle"))
    .order_by(Meeting.starts_at, Meeting.id)
)


@dataclass
class _Lean:
    """A meeting as the line needs it."""

    kind: MeetingKind
    status: MeetingStatus
    starts: datetime
    ends: datetime
    dates_set: bool


def thread(actor: Actor) -> Thread | None:
    """The current cycle for the frame of every page: two statements; None while there is no cycle."""
    row = _CYCLE.first()
    if row is None:
        return None
    number, symbol, first, last, slots, session, opens = row
    drafts = actor.scope(Permission.SEE_PROGRAMME, "meeting") is None
    every = (_Lean(*found) for found in _MEETINGS.all(cycle=number))
    meetings = _on_line(first, last, [each for each in every if drafts or each.status in PUBLIC_STATUSES])
    dates = slot_dates(opens or session_dates(session, {}).opens, read_slots(slots))
    submission = mandate.submission_of(dates).day
    today = clock.now().date()
    marks = [
        (per_cent(m.starts.date(), first, last), "held" if m.status in HELD else "open") for m in meetings
    ]
    to_come = [m for m in meetings if m.dates_set and m.status not in HELD and m.ends.date() >= today]
    return Thread(
        symbol=symbol,
        first=first,
        last=last,
        years=tuple((per_cent(date(y, 1, 1), first, last), str(y)) for y in range(first.year, last.year + 1)),
        today=per_cent(today, first, last),
        marks=(*marks, (per_cent(submission, first, last), "report")),
        next_meeting=to_come[0] if to_come else None,
        submission=submission,
    )


def line(actor: Actor) -> CycleLine | None:
    """The current cycle's Council sessions, meetings and report slots, drawn: three statements."""
    cycle = mandate.current_cycle()
    if cycle is None:
        return None
    today = clock.now().date()
    known = mandate.known_sessions()
    years = range(cycle.starts_on.year, cycle.ends_on.year + 1)
    councils = [session_dates(n, known) for y in years for n in sessions_of_year(y)]
    slots = mandate.slot_dates(cycle, known)
    session = session_dates(cycle.report_session, known)
    meetings = _on_line(cycle.starts_on, cycle.ends_on, meetings_of(actor, cycle))
    return CycleLine(
        cycle=cycle,
        today=today,
        line=drawn_line(
            cycle.starts_on,
            cycle.ends_on,
            today,
            [Span(str(c.number), c.opens, c.closes, c.projected) for c in councils],
            [Event(m.starts.date(), m.kind.label, m.status in HELD) for m in meetings],
            [Event(s.day, s.kind.label, s.day < today) for s in slots],
        ),
        meetings=tuple(meetings),
        slots=slots,
        session=session,
        rows=_rows(meetings, slots, session, today),
    )


def _on_line(first: date, last: date, meetings: Iterable[M]) -> list[M]:
    """The meetings that stand on the line between these days, by the day on which they begin."""
    there = [
        m for m in meetings if m.status is not MeetingStatus.CANCELLED and first <= m.starts.date() <= last
    ]
    return sorted(there, key=lambda m: m.starts.date())


def _rows(
    meetings: list[Meeting], slots: tuple[SlotDate, ...], session: SessionDates, today: date
) -> tuple[LineRow, ...]:
    rows = [LineRow(m.starts.date(), m, None, None, weeks_and_days(today, m.starts.date())) for m in meetings]
    rows += [LineRow(s.day, None, s, None, weeks_and_days(today, s.day)) for s in slots]
    rows.append(LineRow(session.opens, None, None, session, weeks_and_days(today, session.opens)))
    return tuple(sorted(rows, key=lambda row: row.day))
