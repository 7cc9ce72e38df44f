"""Acts on many, and their rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.bulk.kinds import kind_of
from meetings.bulk.models import BulkAct, BulkRow
from meetings.bulk.rules import ActState, Outcome
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery

PER_PAGE = 50


@dataclass(frozen=True)
class Acts:
    """One page of acts, newest first, and how many there are."""

    acts: Sequence[BulkAct]
    total: int


@dataclass(frozen=True)
class Rows:
    """One page of an act's rows; `counts` are of all of them."""

    rows: Sequence[BulkRow]
    total: int
    counts: dict[Outcome, int]


def act_for(actor: Actor, key: str) -> BulkAct:
    """An act for whoever may do acts of its kind to its thing; else NotFound."""
    act = db.session.scalar(select(BulkAct).where(BulkAct.key == key).options(joinedload(BulkAct.batch)))
    if act is None:
        raise NotFound
    kind = kind_of(act)
    if not actor.may(kind.permission, kind.thing(actor, act)):
        raise NotFound
    return act


def acts(actor: Actor, page: int) -> Acts:
    """What was begun, by whomever; the route asks for ACT_ON_MANY, which is held everywhere or not at all."""
    if not actor.may(Permission.ACT_ON_MANY):
        raise NotFound
    begun = BulkAct.state != ActState.PLANNED
    total = db.session.scalar(select(func.count(BulkAct.id)).where(begun)) or 0
    rows = db.session.scalars(
        select(BulkAct).where(begun).order_by(BulkAct.id.desc()).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    ).all()
    return Acts(rows, total)


# no actor: whoever holds the act may see its rows
def rows_of(act: BulkAct, outcome: Outcome | None, page: int) -> Rows:
    """A page of the act's rows, in their order."""
    query = select(BulkRow).where(BulkRow.act_id == act.id)
    counted = select(BulkRow.outcome, func.count()).where(BulkRow.act_id == act.id)
    counts = dict.fromkeys(Outcome, 0) | dict(db.session.execute(counted.group_by(BulkRow.outcome)).all())
    if outcome is not None:
        query = query.where(BulkRow.outcome == outcome)
    total = sum(counts.values()) if outcome is None else counts[outcome]
    rows = db.session.scalars(
        query.order_by(BulkRow.position).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    ).all()
    return Rows(rows, total, counts)


# no actor: whoever holds the act may see its rows
def all_rows(act: BulkAct) -> Sequence[BulkRow]:
    """Every row of the act, to foresee it."""
    return db.session.scalars(
        select(BulkRow).where(BulkRow.act_id == act.id).order_by(BulkRow.position)
    ).all()


def held_mails(act: BulkAct) -> int:
    """How many mails of this act wait to be read."""
    if act.batch_id is None:
        return 0
    return (
        db.session.scalar(
            select(func.count(OutboxMessage.id)).where(
                OutboxMessage.batch_id == act.batch_id, OutboxMessage.delivery == Delivery.HELD
            )
        )
        or 0
    )
