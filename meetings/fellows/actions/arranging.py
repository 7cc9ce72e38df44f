"""What is to be arranged: the list of an edition, and the checklist of one fellow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import NotFound, Refused, check_version
from meetings.fellows.actions.holding import KIND, hold_fellow
from meetings.fellows.actions.taking_in import add_item
from meetings.fellows.models import Fellow, FellowChecklist, FellowTask
from meetings.fellows.queries import Year, checklist_of
from meetings.fellows.rules import MOST_ITEMS, Item, TodoBy, check_items
from meetings.fellowship.actions import hold_edition
from meetings.fellowship.models import FellowshipEdition


@dataclass(frozen=True)
class TaskDraft:
    """A thing to arrange, as the office writes it."""

    name: str
    by: TodoBy
    due_on: date | None


def set_checklist(actor: Actor, edition: FellowshipEdition, items: Sequence[Item], version: int) -> None:
    """The list with which the fellows of an edition begin; those who are there keep theirs."""
    hold_edition(edition)
    row = db.session.get(FellowChecklist, edition.id, populate_existing=True)
    check_version(version, 0 if row is None else row.version)
    check_items(items)
    before = [item.name for item in checklist_of(edition)[0]]
    if row is None:
        row = FellowChecklist(edition_id=edition.id, items=[], version=0)
        db.session.add(row)
    row.items = [{"name": i.name, "by": i.by.value, "days_before": i.days_before} for i in items]
    row.version += 1
    db.session.flush()
    audit.record(
        actor, "set_checklist", "edition", edition.id, {"items": before}, {"items": [i.name for i in items]}
    )


def copy_checklist(source: FellowshipEdition, edition: FellowshipEdition) -> None:
    """The list of last time, where it was not the house's own."""
    row = db.session.get(FellowChecklist, source.id)
    if row is not None:
        db.session.add(FellowChecklist(edition_id=edition.id, items=list(row.items), version=1))


def add_task(actor: Actor, fellow: Fellow, draft: TaskDraft) -> FellowTask:
    """One thing more, for this fellow alone."""
    fellow = hold_fellow(fellow)
    number = db.session.scalar(select(func.count()).where(FellowTask.fellow_id == fellow.id)) or 0
    if number >= 2 * MOST_ITEMS:
        raise Refused("At most %(most)s things.", most=2 * MOST_ITEMS)
    task = add_item(fellow, Item(draft.name, draft.by), number)
    task.due_on = draft.due_on
    db.session.flush()
    audit.record(actor, "add_task", KIND, fellow.id, None, {"name": draft.name})
    return task


def change_task(actor: Actor, year: Year, task: FellowTask, draft: TaskDraft, version: int) -> None:
    """Its name, who is to do it, its day: the office."""
    if not year.office:
        raise Refused("Only the office changes what is to be arranged.")
    task = _hold(year, task, version)
    before = {"name": task.name, "by": task.todo_by.value, "due_on": str(task.due_on or "")}
    if draft.due_on != task.due_on:
        task.due_on, task.days_before = draft.due_on, None
    task.name, task.todo_by = draft.name, draft.by
    after = {"name": task.name, "by": task.todo_by.value, "due_on": str(task.due_on or "")}
    audit.record(actor, "change_task", KIND, task.fellow_id, before, after)


def drop_task(actor: Actor, year: Year, task: FellowTask, version: int, dropped: bool = True) -> None:
    """This fellow does not need it (or does, after all): the office."""
    if not year.office:
        raise Refused("Only the office changes what is to be arranged.")
    task = _hold(year, task, version)
    task.dropped = dropped
    audit.record(actor, "drop_task", KIND, task.fellow_id, None, {"name": task.name, "dropped": dropped})


def settle_task(actor: Actor, year: Year, task: FellowTask, note: str, version: int, done: bool) -> None:
    """Done, by whom and when, with a note; or not done after all. By the office, or by whose it is to do."""
    if not year.is_to_do(task):
        raise Refused("This is for somebody else to do.")
    task = _hold(year, task, version)
    if done and task.done_at is None:
        task.done_at, task.done_by = clock.now(), actor.name
    elif not done:
        task.done_at, task.done_by = None, ""
    task.note = note
    if year.office:
        audit.record(actor, "settle_task", KIND, task.fellow_id, None, {"name": task.name, "done": done})


def _hold(year: Year, task: FellowTask, version: int) -> FellowTask:
    hold_fellow(year.fellow)
    found = db.session.get(FellowTask, task.id, populate_existing=True)
    if found is None:
        raise NotFound
    check_version(version, found.version)
    found.version += 1
    return found
