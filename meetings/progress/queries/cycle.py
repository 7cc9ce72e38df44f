"""The page of a cycle: what its resolution asks, by when, and what of it is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.mandate import queries as mandate
from meetings.mandate.models import Cycle, Obligation, PlannedMeeting
from meetings.mandate.rules import (
    CouncilSession,
    Evidence,
    Need,
    SessionDates,
    SlotDate,
    WritingTime,
    clashes,
    session_dates,
    writing_time,
)
from meetings.programme.models import Meeting
from meetings.programme.rules import MeetingKind, MeetingStatus
from meetings.progress.queries.counts import evidence_counts
from meetings.progress.queries.entries import paragraphs
from meetings.progress.queries.plan import Plan, plan_of
from meetings.progress.rules import Standing, provisional_dates, standing, weeks_and_days


@dataclass(frozen=True)
class Due:
    """An obligation, how far it is met, and its evidence as (what, there, wanted)."""

    obligation: Obligation
    standing: Standing
    evidence: tuple[tuple[Evidence, int, int], ...]


@dataclass(frozen=True)
class PlannedRow:
    """A meeting that the mandate asks for, and the one that stands for it (None: missing)."""

    planned: PlannedMeeting
    meeting: Meeting | None
    missing: bool


@dataclass(frozen=True)
class Slotted:
    """A date that the report must keep, and how far off it is: weeks and days, negative when past."""

    slot: SlotDate
    weeks_before: int
    left: tuple[int, int]


@dataclass(frozen=True)
class CyclePage:
    """All that the page shows. `workshop_dates` are provisional unless `workshop_fixed`."""

    cycle: Cycle
    today: date
    dues: tuple[Due, ...]
    rows: tuple[PlannedRow, ...]
    plan: Plan
    session: SessionDates
    session_left: tuple[int, int]
    slots: tuple[Slotted, ...]
    workshop: Meeting | None
    workshop_dates: tuple[date, date]
    workshop_fixed: bool
    writing: WritingTime
    clashes: tuple[SessionDates, ...]


def cycle_page(actor: Actor, cycle: Cycle) -> CyclePage:
    """Everything the page of a cycle needs, in a fixed number of statements."""
    cycle = mandate.with_mandate(cycle)
    known = mandate.known_sessions()
    today = clock.now().date()
    plan = plan_of(actor, cycle)
    counts, by_paragraph = evidence_counts(actor, cycle, plan.existing, paragraphs(cycle))
    session = session_dates(cycle.report_session, known)
    slots = mandate.slot_dates(cycle, known)
    workshop, dates, fixed = workshop_of(cycle, plan)
    submission = mandate.submission_of(slots).day
    return CyclePage(
        cycle=cycle,
        today=today,
        dues=tuple(
            _due(o, counts, by_paragraph, _last_day(o, cycle, known), today, cycle)
            for o in cycle.resolution.obligations
        ),
        rows=tuple(PlannedRow(p, plan.standing_for(p), p in plan.missing) for p in plan.planned),
        plan=plan,
        session=session,
        session_left=weeks_and_days(today, session.opens),
        slots=tuple(Slotted(s, cycle.slots[s.kind.value], weeks_and_days(today, s.day)) for s in slots),
        workshop=workshop,
        workshop_dates=dates,
        workshop_fixed=fixed,
        writing=writing_time(dates[1], submission, cycle.weeks_least, cycle.weeks_good),
        clashes=clashes(dates[0], dates[1], known),
    )


def _due(
    obligation: Obligation,
    counts: Mapping[Evidence, int],
    by_paragraph: Mapping[int, int],
    last_day: date | None,
    today: date,
    cycle: Cycle,
) -> Due:
    own = dict(counts)
    if obligation.paragraph in paragraphs(cycle):  # its own entries; the report's paragraph counts the others
        own[Evidence.PROGRESS_ENTRY] = by_paragraph.get(obligation.paragraph, 0)
    needs: tuple[Need, ...] = obligation.evidence_needed
    found = standing(obligation.verb_classes, needs, own, last_day, today)
    return Due(obligation, found, tuple((n.evidence, own.get(n.evidence, 0), n.count) for n in needs))


def _last_day(obligation: Obligation, cycle: Cycle, known: Mapping[int, CouncilSession]) -> date | None:
    """The last day that is in time: for a report the day of its submission."""
    if obligation.due_session is None:
        return obligation.due_on
    if obligation.due_session == cycle.report_session:
        return mandate.submission_of(mandate.slot_dates(cycle, dict(known))).day
    return session_dates(obligation.due_session, known).opens


# no actor: of a plan that was made for one
def workshop_of(cycle: Cycle, plan: Plan) -> tuple[Meeting | None, tuple[date, date], bool]:
    """The cycle's workshop, its first and last day, and whether they are fixed."""
    there = [
        m for m in plan.existing if m.kind is MeetingKind.WORKSHOP and m.status is not MeetingStatus.CANCELLED
    ]
    if there:
        return there[0], (there[0].starts.date(), there[0].ends.date()), there[0].dates_set
    asked = next((p for p in plan.planned if p.kind.value == "workshop"), None)
    if asked is not None and asked.starts_on and asked.ends_on:
        return None, (asked.starts_on, asked.ends_on), True
    held_open = provisional_dates("workshop", cycle.workshop_year, False)
    return None, (held_open.starts.date(), held_open.ends.date()), False
