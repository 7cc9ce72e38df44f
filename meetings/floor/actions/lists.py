"""The list held and read afresh, and what the rules made of it written back."""

from collections.abc import Sequence

from sqlalchemy import select

from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.floor.models import FloorAsk, FloorList
from meetings.floor.queries import Door, asks_of
from meetings.floor.rules import AskStatus, Order, order_of


def held(session_id: int) -> tuple[FloorList, Sequence[FloorAsk]]:
    """The list and everybody on it, under its lock: of two keepers at once the second sees what the first has done.

    (SQLite has locked the whole file already.)
    """
    found = db.session.scalar(
        select(FloorList)
        .where(FloorList.session_id == session_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Refused("The list of speakers is not open yet.")
    return found, asks_of(session_id, fresh=True)


def check_takes_place(door: Door) -> None:
    """Refused for a session, or a meeting, that was called off."""
    if not door.takes_place:
        raise Refused("This session does not take place.")


def order(rows: Sequence[FloorAsk]) -> Order:
    return order_of([(row.id, row.status) for row in rows])


def one_of(rows: Sequence[FloorAsk], key: str) -> FloorAsk:
    """The row of that key; Refused when it has gone."""
    for row in rows:
        if row.key == key:
            return row
    raise Refused("This name is no longer on the list. Look at it again.")


def write(found: FloorList, rows: Sequence[FloorAsk], now: Order) -> None:
    """Places and states as they are to be; the clock starts and stops with the floor."""
    by_id, at = {row.id: row for row in rows}, clock.now()
    # Whoever leaves the floor first: the database takes no two speakers, not even for a moment.
    for entry in sorted(now, key=lambda e: e.status is AskStatus.SPEAKING):
        row = by_id[entry.id]
        if row.status is entry.status:
            continue
        if entry.status is AskStatus.SPEAKING:
            db.session.flush()  # see above
            row.started_at, row.ended_at = at, None
        elif row.status is AskStatus.SPEAKING:
            row.ended_at = at if entry.status is AskStatus.DONE else None
            row.started_at = row.started_at if entry.status is AskStatus.DONE else None
        row.status = entry.status
    for position, entry in enumerate(now, 1):
        by_id[entry.id].position = position
    touch(found)


def touch(found: FloorList) -> None:
    """Pages that show the list are told that it has changed."""
    found.mark += 1
