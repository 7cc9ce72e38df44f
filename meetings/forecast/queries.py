"""The forecast sheet of a cycle's report, and whom a move would reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.pages import LANGUAGES
from meetings.forecast.models import Forecast
from meetings.forecast.rules import Days, Sheet, Standing, Weeks, changed_since, standing
from meetings.mandate import queries as mandate
from meetings.mandate.models import Cycle
from meetings.mandate.rules import SlotKind, session_dates
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.progress.queries import Plan, plan_of, workshop_of
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus
from meetings.report import queries as report
from meetings.report.models import Report, ReportSection

WAITS = (RegistrationStatus.SUBMITTED, RegistrationStatus.WAITING, RegistrationStatus.OFFERED)


@dataclass(frozen=True)
class ForecastPage:
    """The sheet as it would be told today; `told` as it was at the freeze; `changed`: the fields that differ since."""

    cycle: Cycle
    standing: Standing
    today: date
    projected: bool
    words_now: int
    sheet: Sheet
    forecast: Forecast | None
    told: Sheet | None
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Reached:
    """Whom and what a move of the workshop or the session reaches. `beside`: the meetings held together with it.

    `due`: sections of the report that are to be written by a day; `told`: the forecast is frozen.
    """

    meeting: Meeting | None
    approved: int
    waiting: int
    in_programme: int
    sessions: int
    beside: tuple[Meeting, ...]
    due: Sequence[ReportSection]
    told: bool


def plan(actor: Actor, cycle: Cycle) -> Plan:
    """The cycle's meetings, planned and there."""
    return plan_of(actor, mandate.with_mandate(cycle))


def days_of(actor: Actor, cycle: Cycle, of: Plan | None = None) -> tuple[Days, bool, bool]:
    """The days that the report hangs on; whether the workshop's hold the year open only; whether the session's are
    a projection."""
    _meeting, (first, last), fixed = workshop_of(cycle, of or plan(actor, cycle))
    dates = session_dates(cycle.report_session, mandate.known_sessions())
    return Days(first, last, dates.opens), not fixed, dates.projected


def standing_of(cycle: Cycle, days: Days) -> Standing:
    """What follows from these days under the cycle's own settings."""
    return standing(
        days, cycle.slot_rules, Weeks(cycle.weeks_least, cycle.weeks_good), mandate.known_sessions()
    )


def forecast_page(actor: Actor, cycle: Cycle) -> ForecastPage:
    """Everything on the sheet, as of today; a fixed number of statements."""
    days, _provisional, projected = days_of(actor, cycle)
    found = find_forecast(cycle)
    now = standing_of(cycle, days)
    sheet = sheet_of(cycle, now, found)
    told = found.sheet if found else None
    words = report.draft_page(actor, cycle).assembled.words
    changed = changed_since(told, sheet) if told else ()
    return ForecastPage(cycle, now, clock.now().date(), projected, words, sheet, found, told, changed)


def find_forecast(cycle: Cycle) -> Forecast | None:
    """What was entered for the cycle's report."""
    return db.session.scalar(select(Forecast).where(Forecast.cycle_id == cycle.id))


def sheet_of(cycle: Cycle, now: Standing, forecast: Forecast | None) -> Sheet:
    """The sheet as it would be told; without an estimate of one's own the limit, in all languages."""
    return Sheet(
        title=cycle.report_title,
        symbol=cycle.report_symbol,
        mandate=cycle.symbol,
        session=cycle.report_session,
        words=forecast.words if forecast else cycle.word_limit,
        languages=tuple(forecast.languages if forecast else LANGUAGES),
        submission=now.day_of(SlotKind.SUBMISSION),
        issuance=now.day_of(SlotKind.ISSUANCE),
    )


def reached_by(actor: Actor, cycle: Cycle, of: Plan) -> Reached:
    """Whom a move reaches: five statements."""
    workshop, _dates, _fixed = workshop_of(cycle, of)
    together = [p for p in of.planned if p.coincides_with_workshop]
    beside = tuple(meeting for p in together if (meeting := of.standing_for(p)) is not None)
    due, forecast = _sections_due(cycle), find_forecast(cycle)
    told = forecast is not None and forecast.sheet is not None
    if workshop is None:
        return Reached(None, 0, 0, 0, 0, beside, due, told)
    states = dict(
        db.session.execute(
            select(Registration.status, func.count())
            .where(Registration.meeting_id == workshop.id)
            .group_by(Registration.status)
        ).all()
    )
    of_workshop = MeetingSession.meeting_id == workshop.id
    speakers = select(func.count(Speaker.id)).join(Speaker.session).where(of_workshop)
    sessions = select(func.count(MeetingSession.id)).where(of_workshop)
    return Reached(
        workshop,
        states.get(RegistrationStatus.APPROVED, 0),
        sum(states.get(state, 0) for state in WAITS),
        db.session.scalar(speakers) or 0,
        db.session.scalar(sessions) or 0,
        beside,
        due,
        told,
    )


def _sections_due(cycle: Cycle) -> Sequence[ReportSection]:
    return db.session.scalars(
        select(ReportSection)
        .join(ReportSection.report)
        .where(
            Report.cycle_id == cycle.id,
            ReportSection.due_on.is_not(None),
            ReportSection.finished_at.is_(None),
        )
        .order_by(ReportSection.due_on, ReportSection.position)
    ).all()
