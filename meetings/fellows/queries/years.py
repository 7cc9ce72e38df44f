"""Fellows' years, as the office, each fellow and each supervisor may see them."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.base.zones import wall_of
from meetings.fellows.models import (
    Fellow,
    FellowBriefing,
    FellowEntry,
    FellowEvaluated,
    FellowLog,
    FellowObserved,
    FellowReport,
    FellowTask,
)
from meetings.fellows.rules import Side, TodoBy, Week, begun, weeks_of
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition

T = TypeVar("T", FellowEntry, FellowObserved, FellowBriefing)


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


def answers_log(actor: Actor, year: Year, log: FellowLog) -> bool:
    """Whether this one answers the log, or changes the answer: what a former supervisor has answered stays theirs."""
    theirs = log.answered_by_id == actor.account_id
    return year.supervises and (
        not log.answer or theirs or (log.answered_by_id is None and log.answered_by == actor.name)
    )


def find_report(fellow: Fellow) -> FellowReport | None:
    """The end report, if there is one."""
    return db.session.get(FellowReport, fellow.id)


def has_evaluated(fellow: Fellow, side: Side) -> bool:
    """Whether that side has evaluated; what it said, nobody can find by this."""
    return db.session.get(FellowEvaluated, (fellow.id, side)) is not None
