"""Keeping the list: opening and ending it, giving the floor, changing the order; and what must not stay."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import joinedload

from meetings.access import audit
from meetings.access.actor import OPERATOR, Actor
from meetings.base import clock
from meetings.base.database import db, wipe_after_commit
from meetings.base.refusals import Refused
from meetings.floor.actions.leaving import gone
from meetings.floor.actions.lists import check_takes_place, held, one_of, order, touch, write
from meetings.floor.models import FloorAsk, FloorList
from meetings.floor.queries import Door, asks_of, overdue
from meetings.floor.rules import (
    AskStatus,
    By,
    ListStatus,
    Way,
    check_list_step,
    check_minutes,
    ended,
    moved,
    stepped,
)
from meetings.programme.actions.noticed import hold
from meetings.programme.models import MeetingSession
from meetings.programme.queries import kept_with
from meetings.programme.rules import Attribution

L = ListStatus
AT_ONCE = 50


def turn(actor: Actor, door: Door, to: ListStatus) -> None:
    """Open the list, close it to new names, or end it. Under Chatham House nobody stays on a list that ends."""
    if door.list is None:
        _first(actor, door, to)
        return
    if to is L.ENDED:
        _hold_record(door.session)
    found, _rows = held(door.session.id)
    check_list_step(found.status, to)
    if to is not L.ENDED:
        check_takes_place(door)
    before = {"status": found.status.value}
    number = _end(found, door.session) if to is L.ENDED else None
    found.status = to
    touch(found)
    after = {"status": to.value} | ({"rows": number} if number is not None else {})
    audit.record(actor, "turn_floor", "session", door.session.id, before, after)


def _hold_record(session: MeetingSession) -> None:
    """The session in whose record this one is, before the list: whoever narrows it takes them in this order.

    Nobody writes a name into the record between the look at its texts and the end of the list.
    """
    kept = select(MeetingSession.id).where(MeetingSession.id == kept_with(session).id)
    db.session.execute(kept.with_for_update(key_share=True))


def _first(actor: Actor, door: Door, to: ListStatus) -> None:
    if to is not L.OPEN:
        raise Refused("The list of speakers is not open yet.")
    check_takes_place(door)
    session = door.session
    hold(session.meeting)
    if db.session.get(FloorList, session.id, populate_existing=True) is not None:
        return  # somebody else was quicker, and wanted the same
    db.session.add(FloorList(session_id=session.id, status=L.OPEN, minutes_by={}))
    audit.record(actor, "turn_floor", "session", session.id, None, {"status": to.value})


def _end(found: FloorList, session: MeetingSession) -> int:
    """How many names were on it. Nothing is kept of them under Chatham House."""
    rows = held(session.id)[1]
    if session.attribution is Attribution.CHATHAM_HOUSE:
        _delete(session, rows)
    else:
        write(found, rows, ended(order(rows)))
    return len(rows)


def step(actor: Actor, door: Door, key: str, to: AskStatus) -> None:
    """Give somebody the floor, mark them as done, pass them over or put them back."""
    found, rows = held(door.session.id)
    if to is AskStatus.SPEAKING and found.status is L.ENDED:
        raise Refused("This list has ended.")
    write(found, rows, stepped(order(rows), one_of(rows, key).id, to, By.KEEPER))


def move(actor: Actor, door: Door, key: str, way: Way) -> None:
    """Somebody who waits at another place."""
    found, rows = held(door.session.id)
    write(found, rows, moved(order(rows), one_of(rows, key).id, way))


def set_minutes(actor: Actor, door: Door, key: str, minutes: int) -> None:
    """More (or less) time for one person, also while they speak; why is nobody's business and is not asked."""
    found, rows = held(door.session.id)
    check_minutes(minutes)
    one_of(rows, key).minutes = minutes
    touch(found)


def set_terms(actor: Actor, door: Door, minutes: int, by_category: Mapping[str, int]) -> None:
    """How long people may speak from the floor, from the next request on."""
    found, _rows = held(door.session.id)
    check_minutes(minutes)
    for code, one in by_category.items():
        check_minutes(one, f"of_{code}")
    before = {"minutes": found.minutes, "minutes_by": found.minutes_by}
    found.minutes, found.minutes_by = minutes, dict(by_category)
    touch(found)
    after = {"minutes": found.minutes, "minutes_by": found.minutes_by}
    audit.record(actor, "set_floor_terms", "session", door.session.id, before, after)


def keep_floors() -> bool:
    """What the worker does: end lists that were forgotten, so that under Chatham House nobody stays on them."""
    found = overdue(clock.now(), AT_ONCE)
    for one in found:
        turn(OPERATOR, Door(OPERATOR, one.session, one, True), L.ENDED)
    return len(found) == AT_ONCE


def attribution_changed(actor: Actor, session: MeetingSession) -> None:
    """From now on nobody is named: whoever stands on a list that has ended goes too."""
    found = db.session.get(FloorList, session.id)
    if found is not None and found.status is L.ENDED and session.attribution is Attribution.CHATHAM_HOUSE:
        _delete(session, asks_of(session.id))
        touch(found)


def _delete(session: MeetingSession, rows: Sequence[FloorAsk]) -> None:
    whom = {(row.who, row.from_where) for row in rows}
    db.session.execute(delete(FloorAsk).where(FloorAsk.session_id == session.id))
    gone(session, whom)
    wipe_after_commit()


def forget_registered(ids: Collection[int]) -> int:
    """Whose these registrations were is deleted here too; how many requests there were."""
    rows = db.session.scalars(select(FloorAsk.id).where(FloorAsk.registration_id.in_(ids))).all()
    return forget_asks(rows)


def forget_asks(ids: Collection[int]) -> int:
    """Delete these requests for the floor; how many."""
    if not ids:
        return 0
    rows = db.session.scalars(
        select(FloorAsk).where(FloorAsk.id.in_(ids)).options(joinedload(FloorAsk.registration))
    ).all()
    whom: dict[int, set[tuple[str, str]]] = {}
    for row in rows:
        whom.setdefault(row.session_id, set()).add((row.who, row.from_where))
    sessions = [db.session.get_one(MeetingSession, session_id) for session_id in sorted(whom)]
    for session in sessions:
        _hold_record(session)
    db.session.execute(delete(FloorAsk).where(FloorAsk.id.in_(ids)))
    marks = update(FloorList).where(FloorList.session_id.in_(whom)).values(mark=FloorList.mark + 1)
    db.session.execute(marks)
    for session in sessions:
        gone(session, whom[session.id])
    return len(ids)


def number_of(meeting_id: int) -> int:
    """How many requests for the floor there are in the sessions of a meeting."""
    query = (
        select(func.count(FloorAsk.id))
        .join(MeetingSession, MeetingSession.id == FloorAsk.session_id)
        .where(MeetingSession.meeting_id == meeting_id)
    )
    return db.session.scalar(query) or 0
