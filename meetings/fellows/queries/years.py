"""Fellows' years, as the office, each fellow and each supervisor may see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.base.zones import wall_of
from meetings.fellows.models import (
    Fellow,
    FellowBriefing,
    FellowChecklist,
    FellowEntry,
    FellowEvaluated,
    FellowFollowUp,
    FellowLog,
    FellowObserved,
    FellowReport,
    FellowTask,
)
from meetings.fellows.rules import START, Item, Side, TodoBy, Week, begun, is_near, missing_logs, weeks_of
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import FELLOWS
from meetings.programme.models import Meeting, ReleasedSession
from meetings.programme.releases import all_told

T = TypeVar("T", FellowEntry, FellowObserved, FellowBriefing)
D = TypeVar("D", FellowObserved, FellowBriefing)


@dataclass(frozen=True)
class Year:
    """A fellow's year, and what whoever asks is to it; at least one of the three."""

    fellow: Fellow
    office: bool
    own: bool
    supervises: bool

    @property
    def side(self) -> Side | None:
        """Whose evaluation this reader gives; None: the office gives none."""
        return Side.FELLOW if self.own else Side.SUPERVISOR if self.supervises else None

    def is_to_do(self, task: FellowTask) -> bool:
        """Whether this reader says of a task that it is done: the office of all, each other of their own."""
        mine = {TodoBy.FELLOW: self.own, TodoBy.SUPERVISOR: self.supervises, TodoBy.OFFICE: False}
        return self.office or mine[task.todo_by]


def today_of(edition: FellowshipEdition) -> date:
    """The day by the clock of the edition's zone."""
    return wall_of(clock.now(), edition.zone).date()


def year_for(actor: Actor, key: str) -> Year:
    """The year of a fellow; NotFound for everybody but the office, the fellow and the supervisor."""
    fellow = db.session.scalar(
        select(Fellow)
        .where(Fellow.key == key)
        .options(
            joinedload(Fellow.supervisor),
            joinedload(Fellow.application).joinedload(FellowshipApplication.edition),
            joinedload(Fellow.application).joinedload(FellowshipApplication.organization),
        )
    )
    if fellow is None:
        raise NotFound
    me = actor.account_id
    year = Year(
        fellow,
        actor.may(Permission.KEEP_FELLOWS, fellow),
        me is not None and fellow.account_id == me,
        me is not None and fellow.supervisor_id == me,
    )
    if not (year.office or year.own or year.supervises):
        raise NotFound
    return year


def fellow_for(actor: Actor, key: str) -> Fellow:
    """The same for what only the office does; the permission is asked on it."""
    return year_for(actor, key).fellow


def task_for(actor: Actor, key: str, task_key: str) -> tuple[Year, FellowTask]:
    """A thing to arrange, that whoever asks can say something of."""
    year = year_for(actor, key)
    task = db.session.scalar(
        select(FellowTask).where(FellowTask.key == task_key, FellowTask.fellow_id == year.fellow.id)
    )
    if task is None:
        raise NotFound
    return year, task


def entry_for(actor: Actor, key: str, entry_key: str) -> tuple[Year, FellowEntry | None]:
    """An entry of the fellow's programme ("new": none yet); office and supervisor keep it, the fellow reads it."""
    return _one_of(actor, FellowEntry, key, entry_key)


def observed_for(actor: Actor, key: str, observed_key: str) -> tuple[Year, FellowObserved | None]:
    """A session observed ("new": none yet)."""
    return _one_of(actor, FellowObserved, key, observed_key)


def briefing_for(actor: Actor, key: str, briefing_key: str) -> tuple[Year, FellowBriefing | None]:
    """A briefing given ("new": none yet)."""
    return _one_of(actor, FellowBriefing, key, briefing_key)


def _one_of(actor: Actor, table: type[T], key: str, own_key: str) -> tuple[Year, T | None]:
    year = year_for(actor, key)
    if own_key == "new":
        return year, None
    row = db.session.scalar(select(table).where(table.key == own_key, table.fellow_id == year.fellow.id))
    if row is None:
        raise NotFound
    return year, row


def log_for(actor: Actor, key: str, week: int) -> tuple[Year, Week, FellowLog | None]:
    """The log of a week that has begun; NotFound for one that there is not, or that is still to come."""
    year = year_for(actor, key)
    weeks = begun(
        weeks_of(year.fellow.starts_on, year.fellow.ends_on), today_of(year.fellow.application.edition)
    )
    found = next((one for one in weeks if one.number == week), None)
    if found is None:
        raise NotFound
    log = db.session.scalar(
        select(FellowLog).where(FellowLog.fellow_id == year.fellow.id, FellowLog.week == week)
    )
    return year, found, log


def find_report(fellow: Fellow) -> FellowReport | None:
    """The end report, if there is one."""
    return db.session.get(FellowReport, fellow.id)


def has_evaluated(fellow: Fellow, side: Side) -> bool:
    """Whether that side has evaluated; what it said, nobody can find by this."""
    return db.session.get(FellowEvaluated, (fellow.id, side)) is not None


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


@dataclass(frozen=True)
class Row:
    """A fellow on the list of an edition."""

    fellow: Fellow
    near: int
    missing: int
    unanswered: int


def fellows(actor: Actor, edition: FellowshipEdition) -> list[Row]:
    """The fellows of an edition by name, with what is due: three statements."""
    if not actor.may(Permission.KEEP_FELLOWS, edition):
        return []
    rows = db.session.scalars(
        select(Fellow)
        .join(Fellow.application)
        .where(FellowshipApplication.edition_id == edition.id)
        .order_by(FellowshipApplication.sort_key, Fellow.id)
        .options(
            joinedload(Fellow.application).joinedload(FellowshipApplication.organization),
            joinedload(Fellow.application).joinedload(FellowshipApplication.edition),
            selectinload(Fellow.tasks),
        )
    ).all()
    today, logs = today_of(edition), _logs([row.id for row in rows])
    found = []
    for row in rows:
        own = logs.get(row.id, {})
        near = sum(t.done_at is None and not t.dropped and is_near(t.due_on, today) for t in row.tasks)
        missing = missing_logs(weeks_of(row.starts_on, row.ends_on), list(own), row.ended_on or today)
        found.append(Row(row, near, len(missing), sum(not answered for answered in own.values())))
    return found


def _logs(ids: Collection[int]) -> dict[int, dict[int, bool]]:
    found: dict[int, dict[int, bool]] = {}
    rows = db.session.execute(
        select(FellowLog.fellow_id, FellowLog.week, FellowLog.answered_at.is_not(None)).where(
            FellowLog.fellow_id.in_(ids)
        )
    )
    for fellow_id, week, answered in rows:
        found.setdefault(fellow_id, {})[week] = bool(answered)
    return found


def own_years(actor: Actor) -> Sequence[Fellow]:
    """The years of whoever asks: one's own, and those that one supervises; the latest first. One statement."""
    if actor.account_id is None:
        return []
    return db.session.scalars(
        select(Fellow)
        .join(Fellow.application)
        .where(
            or_(Fellow.account_id == actor.account_id, Fellow.supervisor_id == actor.account_id),
            FellowshipApplication.forgotten_at.is_(None),
        )
        .options(joinedload(Fellow.application).joinedload(FellowshipApplication.edition))
        .order_by(Fellow.id.desc())
    ).all()


def is_fellow(actor: Actor) -> bool:
    """Whether whoever asks is, or was, a fellow."""
    if actor.account_id is None:
        return False
    return (
        db.session.scalar(select(Fellow.id).where(Fellow.account_id == actor.account_id).limit(1)) is not None
    )


def own_entries(actor: Actor, account_id: int) -> Sequence[FellowEntry]:
    """The entries of the programme of a fellow, for whoever holds the secret address: one statement."""
    return db.session.scalars(
        select(FellowEntry)
        .join(FellowEntry.fellow)
        .where(Fellow.account_id == account_id)
        .options(contains_eager(FellowEntry.fellow))
        .order_by(FellowEntry.starts_at, FellowEntry.id)
    ).all()


# no actor: the caller has loaded the edition
def checklist_of(edition: FellowshipEdition) -> tuple[tuple[Item, ...], int]:
    """What is to be arranged for an edition's fellows, and the version of that list (0: the house's own start)."""
    row = db.session.get(FellowChecklist, edition.id)
    if row is None:
        return START, 0
    return tuple(Item(i["name"], TodoBy(i["by"]), i["days_before"]) for i in row.items), row.version


@dataclass(frozen=True)
class DueFor:
    """How many things of one fellow's checklist are due, and the first day of them."""

    fellow: Fellow
    number: int
    first: date


def things_due(actor: Actor, today: date) -> list[DueFor]:
    """What of checklists is due within two weeks, or late, by fellow: one statement."""
    if not actor.may(Permission.KEEP_FELLOWS):
        return []
    rows = db.session.scalars(
        select(FellowTask)
        .join(FellowTask.fellow)
        .join(Fellow.application)
        .where(
            FellowTask.done_at.is_(None),
            FellowTask.dropped.is_(False),
            FellowTask.due_on.is_not(None),
            Fellow.ended_on.is_(None),
            FellowshipApplication.state.in_(FELLOWS),
        )
        .options(
            joinedload(FellowTask.fellow)
            .joinedload(Fellow.application)
            .joinedload(FellowshipApplication.edition)
        )
        .order_by(FellowTask.due_on, FellowTask.id)
    )
    by_fellow: dict[int, list[FellowTask]] = {}
    for task in rows:
        if is_near(task.due_on, today):
            by_fellow.setdefault(task.fellow_id, []).append(task)
    return [DueFor(one[0].fellow, len(one), one[0].due_on or today) for one in by_fellow.values()]
