"""All that the page of a fellow's year shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.fellows.models import (
    Fellow,
    FellowBriefing,
    FellowEntry,
    FellowEvaluated,
    FellowFollowUp,
    FellowLog,
    FellowObserved,
    FellowReport,
    FellowTask,
)
from meetings.fellows.queries.years import Year, find_report, today_of
from meetings.fellows.rules import Side, Week, begun, missing_logs, weeks_of
from meetings.programme.models import Meeting, ReleasedSession
from meetings.programme.releases import all_told

D = TypeVar("D", FellowObserved, FellowBriefing)


@dataclass(frozen=True)
class Whole:
    """All that the page of a year shows."""

    tasks: Sequence[FellowTask]
    entries: Sequence[FellowEntry]
    weeks: list[Week]
    logs: dict[int, FellowLog]
    missing: list[Week]
    observed: Sequence[FellowObserved]
    briefings: Sequence[FellowBriefing]
    report: FellowReport | None
    evaluated: frozenset[Side]
    followed: Sequence[FellowFollowUp]
    sessions: dict[int, tuple[Meeting, ReleasedSession]]


def whole(actor: Actor, year: Year) -> Whole:
    """In a fixed number of statements."""
    fellow = year.fellow
    today = today_of(fellow.application.edition)
    weeks = weeks_of(fellow.starts_on, fellow.ends_on)
    logs = {
        one.week: one for one in db.session.scalars(select(FellowLog).where(FellowLog.fellow_id == fellow.id))
    }
    tasks = sorted(
        fellow.tasks, key=lambda t: (t.dropped, t.done_at is not None, t.due_on or date.max, t.position)
    )
    entries, observed = fellow.entries, _of(fellow, FellowObserved)
    linked = {e.session_id for e in entries} | {o.session_id for o in observed}
    return Whole(
        tasks=tasks,
        entries=entries,
        weeks=begun(weeks, today),
        logs=logs,
        missing=missing_logs(weeks, [n for n, one in logs.items() if one.text], today),
        observed=observed,
        briefings=_of(fellow, FellowBriefing, joinedload(FellowBriefing.file)),
        report=find_report(fellow),
        evaluated=frozenset(
            db.session.scalars(select(FellowEvaluated.side).where(FellowEvaluated.fellow_id == fellow.id))
        ),
        followed=db.session.scalars(
            select(FellowFollowUp).where(FellowFollowUp.fellow_id == fellow.id).order_by(FellowFollowUp.year)
        ).all(),
        sessions={
            number: (meeting, row)
            for number, (meeting, row) in all_told([n for n in linked if n is not None]).items()
            if meeting.is_public
        },
    )


def _of(fellow: Fellow, table: type[D], *options: ExecutableOption) -> Sequence[D]:
    query = select(table).where(table.fellow_id == fellow.id).order_by(table.on_day, table.id)
    return db.session.scalars(query.options(*options)).all()
