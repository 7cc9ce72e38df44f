"""Planning an act on many, beginning it, stopping it; the worker does its rows (see `running`)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.bulk.models import BulkAct, BulkRow
from meetings.bulk.rules import ActState, Outcome, take_step
from meetings.outbox.actions import begin_batch

MOST_ROWS = 20_000
PLANS_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Planned:
    """One of the many: what people call it, what the kind needs to do it (as JSON), a second line, which thing."""

    label: str
    data: Mapping[str, Any]
    about: str = ""
    thing: tuple[str, int | None] = ("", None)


def plan(
    actor: Actor,
    kind: str,
    on: tuple[str, int],
    title: str,
    rows: Iterable[Planned],
    language: str,
    settings: Mapping[str, Any] | None = None,
) -> BulkAct:
    """Keep what was chosen, to be shown before anything is done. Refused when nothing, or far too much, was chosen."""
    planned = list(rows)
    if not planned:
        raise Refused("Choose at least one.")
    if len(planned) > MOST_ROWS:
        raise Refused("At most %(most)s at once.", most=MOST_ROWS)
    act = BulkAct(
        key=secrets.new_key(),
        kind=kind,
        on_kind=on[0],
        on_id=on[1],
        title=title[:300],
        settings=dict(settings or {}),
        language=language,
        state=ActState.PLANNED,
        account_id=actor.account_id,
        made_by=actor.name,
        made_at=clock.now(),
    )
    db.session.add(act)
    db.session.flush()  # its rows need the id
    db.session.execute(
        insert(BulkRow),
        [
            {
                "act_id": act.id,
                "position": n,
                "label": row.label[:300],
                "about": row.about[:300],
                "thing_kind": row.thing[0],
                "thing_id": row.thing[1],
                "data": dict(row.data),
                "outcome": Outcome.PENDING,
                "said": "",
            }
            for n, row in enumerate(planned, 1)
        ],
    )
    return act


def begin(actor: Actor, act: BulkAct, way: str) -> None:
    """Let the worker do it, in the way that was chosen, in the name of who begins it. Pressed twice, it begins once."""
    lock(act)
    if act.state is ActState.RUNNING:
        return
    take_step(act.state, ActState.RUNNING)
    first = act.begun_at is None
    act.state, act.begun_at, act.ended_at = ActState.RUNNING, act.begun_at or clock.now(), None
    act.account_id, act.why_stopped = actor.account_id, ""
    if first:
        act.way, act.made_by = way, actor.name
        act.batch = begin_batch(act.title, actor.name)
    audit.record(actor, "begin_many", act.on_kind, act.on_id, None, {"title": act.title, "way": act.way})


def stop(actor: Actor, act: BulkAct) -> None:
    """Do no more rows; what is done stays done. It can be taken up again."""
    lock(act)
    take_step(act.state, ActState.STOPPED)
    act.state, act.ended_at = ActState.STOPPED, clock.now()
    audit.record(actor, "stop_many", act.on_kind, act.on_id, None, {"title": act.title})


def throw_away(actor: Actor, act: BulkAct) -> None:
    """Forget a plan that was never begun."""
    lock(act)
    if act.state is not ActState.PLANNED:
        raise Refused("This work cannot be changed any more: %(state)s.", state=act.state.label)
    db.session.delete(act)


def forget_rows(kind: str, ids: Collection[int]) -> int:
    """Blank what acts on many say of these things; how many rows. That something was done to one more stays."""
    blanked = db.session.execute(
        update(BulkRow)
        .where(BulkRow.thing_kind == kind, BulkRow.thing_id.in_(ids), BulkRow.label != "")
        .values(label="", about="", said="", data={})
    )
    return int(blanked.rowcount)  # type: ignore[attr-defined]


def forget_plans() -> bool:
    """What the worker does now and then: plans that nobody began within a day go."""
    old = clock.now() - PLANS_KEPT
    db.session.execute(delete(BulkAct).where(BulkAct.state == ActState.PLANNED, BulkAct.made_at < old))
    return False


def lock(act: BulkAct) -> None:
    """Hold the act until the transaction ends, and read it afresh."""
    db.session.scalars(
        select(BulkAct)
        .where(BulkAct.id == act.id)
        .with_for_update(of=BulkAct)
        .execution_options(populate_existing=True)
    ).one()
