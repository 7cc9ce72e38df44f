"""Asking for the floor, and withdrawing."""

from collections.abc import Sequence

from sqlalchemy import select

from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.floor.actions.lists import check_takes_place, held, order, touch, write
from meetings.floor.models import FloorAsk, FloorList
from meetings.floor.queries import Door
from meetings.floor.rules import AskStatus, By, ListStatus, check_may_ask, check_minutes, minutes_for, stepped
from meetings.registration.models import Registration
from meetings.registration.rules import RegistrationStatus

A, L = AskStatus, ListStatus
STANDS = (A.ASKED, A.SPEAKING)


def ask(door: Door) -> FloorAsk:
    """One who is admitted asks for the floor. Refused while the list is closed; asked twice, they stand there once."""
    registration = door.registration
    assert registration is not None
    if door.list is None:
        check_may_ask(None, False, 0)
    found, rows = held(door.session.id)
    mine = [r for r in rows if r.registration_id == registration.id and r.status in STANDS]
    if mine:
        return mine[0]
    check_takes_place(door)
    check_may_ask(found.status, False, len(rows))
    approved = select(Registration.status).where(Registration.id == registration.id)
    if db.session.scalar(approved) is not RegistrationStatus.APPROVED:
        raise Refused("Only those who have a place can ask for the floor.")
    minutes = minutes_for(registration.category.value, found.minutes, found.minutes_by)
    return _add(found, rows, registration_id=registration.id, minutes=minutes)


def withdraw(door: Door) -> None:
    """The person no longer wants the floor."""
    registration = door.registration
    assert registration is not None
    found, rows = held(door.session.id)
    mine = [r for r in rows if r.registration_id == registration.id and r.status is A.ASKED]
    if mine:
        write(found, rows, stepped(order(rows), mine[0].id, A.WITHDRAWN, By.PERSON))


def add(door: Door, name: str, organization: str, minutes: int | None) -> FloorAsk:
    """The keeper writes somebody down who raised a hand; also when the list is closed to new names."""
    found, rows = held(door.session.id)
    check_takes_place(door)
    if not name.strip():
        raise Refused("Write the name.", field="name")
    check_may_ask(L.OPEN if found.status is L.SHUT else found.status, False, len(rows))
    length = found.minutes if minutes is None else minutes
    check_minutes(length)
    return _add(found, rows, name=name, organization=organization, minutes=length)


def _add(found: FloorList, rows: Sequence[FloorAsk], **values: object) -> FloorAsk:
    last = max((row.position for row in rows), default=0)
    row = FloorAsk(
        key=secrets.new_key(),
        session_id=found.session_id,
        position=last + 1,
        asked_at=clock.now(),
        status=A.ASKED,
        **values,
    )
    db.session.add(row)
    touch(found)
    return row
