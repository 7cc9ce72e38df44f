"""The worker's part: a portion of rows in each transaction, each row with the change it stands for."""

import logging
import time
from collections.abc import Sequence

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import InterfaceError, OperationalError

from meetings.access.actor import Actor
from meetings.access.queries import actor_of, get_account
from meetings.base import clock
from meetings.base.database import db
from meetings.base.forms import said
from meetings.base.refusals import NotFound, Refused
from meetings.bulk.kinds import Kind, kind_of
from meetings.bulk.models import BulkAct, BulkRow
from meetings.bulk.rules import ActState, Outcome
from meetings.outbox.actions import held_for

log = logging.getLogger("meetings.bulk")
# A portion holds the write lock of SQLite: long enough to be quick, short enough for others to come in between. It
# ends after so many rows, or with the row that is done after so many seconds.
PORTION, HOLDS = 25, 0.15


def carry_on() -> bool:
    """Do the next portion of the oldest act that is under way; whether there was one."""
    act = db.session.scalar(
        select(BulkAct)
        .where(BulkAct.state == ActState.RUNNING)
        .order_by(BulkAct.begun_at, BulkAct.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=BulkAct)
    )
    if act is None:
        return False
    with force_locale(act.language):
        kind = kind_of(act)
        actor = _whoever_began(act, kind)
        if actor is None:
            act.state, act.ended_at = ActState.STOPPED, clock.now()
            act.why_stopped = _("Whoever began this may no longer do it.")
            return True
        rows = db.session.scalars(
            select(BulkRow)
            .where(BulkRow.act_id == act.id, BulkRow.outcome == Outcome.PENDING)
            .order_by(BulkRow.position)
            .limit(PORTION)
        ).all()
        left = _done_in_time(kind, actor, act, rows)
    if not left and len(rows) < PORTION:
        act.state, act.ended_at = ActState.DONE, clock.now()
    return True


def _done_in_time(kind: Kind, actor: Actor, act: BulkAct, rows: Sequence[BulkRow]) -> int:
    """Do what the time of a portion allows, one row at least; how many are left."""
    begun = time.monotonic()
    for n, row in enumerate(rows, 1):
        _do(kind, actor, act, row)
        if time.monotonic() - begun >= HOLDS:
            return len(rows) - n
    return 0


def _whoever_began(act: BulkAct, kind: Kind) -> Actor | None:
    """Whoever began the act, with the rights of today; None when these no longer allow it."""
    try:
        account = get_account(act.account_id or 0)
        actor = actor_of(account, clock.now().date())
        allowed = account.disabled_at is None and actor.may(kind.permission, kind.thing(actor, act))
    except NotFound:
        return None
    return actor if allowed else None


def _do(kind: Kind, actor: Actor, act: BulkAct, row: BulkRow) -> None:
    assert act.batch is not None
    try:
        with db.session.begin_nested(), held_for(act.batch):
            row.outcome, row.said = Outcome.DONE, kind.do(actor, act, row)[:500]
        return
    except Refused as no:
        sentence, outcome = said(no), Outcome.REFUSED
    except NotFound:
        sentence, outcome = _("It is no longer there."), Outcome.REFUSED
    except (OperationalError, InterfaceError):
        raise  # the database is away: the whole portion is done again
    except Exception:
        log.exception("row %s of act %s failed", row.position, act.id)
        sentence, outcome = (
            _("An error of this program stopped this row; nothing was changed."),
            Outcome.REFUSED,
        )
    row.outcome, row.said = outcome, sentence[:500]
