"""Fellows' years together: those of an edition, those that are one's own, and what of them is due."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.fellows.models import Fellow, FellowChecklist, FellowEntry, FellowLog, FellowTask
from meetings.fellows.queries.years import today_of
from meetings.fellows.rules import START, Item, TodoBy, is_near, missing_logs, weeks_of
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import FELLOWS


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
