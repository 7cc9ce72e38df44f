"""The trail: who did what to what, with the values before and after."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, null, or_, update

from meetings.access.actor import OF_THE_HOUSE, Actor
from meetings.access.models import AuditRow
from meetings.base import clock
from meetings.base.database import aside, db


def record(
    actor: Actor,
    verb: str,
    on_kind: str,
    on_id: int | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add a row to the trail, in the transaction of the change; equal values are left out."""
    if before is not None and after is not None:
        changed = {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}
        if not changed:
            return
        before = {k: v for k, v in before.items() if k in changed}
        after = {k: v for k, v in after.items() if k in changed}
    db.session.add(_row(actor, verb, on_kind, on_id, before, after))


def note_read(actor: Actor, verb: str, on_kind: str, on_id: int, after: dict[str, Any]) -> None:
    """Note that somebody took personal data out, in a transaction of its own: a reading request changes nothing."""
    with aside() as session:
        session.add(_row(actor, verb, on_kind, on_id, None, after))


def forget(about: Mapping[str, Collection[int]], names: Collection[str], accounts: Collection[int]) -> None:
    """Blank the values in the lines about these things (ids by kind), and there the names of whom they were about.

    The lines stay: what was done, when, and by whom of the office.
    """
    theirs = or_(*(and_(AuditRow.on_kind == kind, AuditRow.on_id.in_(ids)) for kind, ids in about.items()))
    db.session.execute(update(AuditRow).where(theirs).values(before=null(), after=null()))
    # Without an account only the house acts, or whoever used a link that was mailed about such a thing.
    by_link = and_(AuditRow.account_id.is_(None), AuditRow.actor_name.not_in(OF_THE_HOUSE))
    own = or_(AuditRow.actor_name.in_(names), AuditRow.account_id.in_(accounts), by_link)
    db.session.execute(update(AuditRow).where(theirs, own).values(actor_name=""))


def forget_values(kind: str, ids: Collection[int], since: datetime, until: datetime) -> None:
    """Blank the values in the lines about these things between two instants, both included; names stay."""
    between = and_(AuditRow.on_kind == kind, AuditRow.on_id.in_(ids), AuditRow.at.between(since, until))
    db.session.execute(update(AuditRow).where(between).values(before=null(), after=null()))


def forget_actors(accounts: Collection[int]) -> None:
    """Blank the name of these accounts wherever they acted."""
    db.session.execute(update(AuditRow).where(AuditRow.account_id.in_(accounts)).values(actor_name=""))


def values_of(row: Any, *names: str) -> dict[str, Any]:
    """The named attributes of a row, as the trail keeps them."""
    return {name: _one(getattr(row, name)) for name in names}


def _row(
    actor: Actor,
    verb: str,
    on_kind: str,
    on_id: int | None,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> AuditRow:
    return AuditRow(
        at=clock.now(),
        account_id=actor.account_id,
        actor_name=actor.name,
        verb=verb,
        on_kind=on_kind,
        on_id=on_id,
        before=_plain(before),
        after=_plain(after),
    )


def _plain(values: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if values is None else {k: _one(v) for k, v in values.items()}


def _one(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else str(value)
