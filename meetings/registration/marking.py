"""Marks the meetings whose registrations change, so that what was counted of them (queries.tally) is counted anew.

The mark is set last of all, just before the commit: it waits for nobody while it holds something that others want.
"""

from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import ORMExecuteState, Session

from meetings.base import secrets
from meetings.directory.models import Organization
from meetings.programme.models import Meeting
from meetings.registration.models import Registration, RegistrationMark

TOUCHED, ALL = "registrations_touched", -1


@event.listens_for(Session, "after_flush")
def _note(session: Session, _context: Any) -> None:
    touched: set[int] = session.info.setdefault(TOUCHED, set())
    for thing in (*session.new, *session.dirty, *session.deleted):
        if isinstance(thing, Registration):
            touched.add(thing.meeting_id)
            touched.update(inspect(thing).attrs.meeting_id.history.deleted)
        elif isinstance(thing, Organization) and thing in session.dirty:
            touched.add(ALL)  # its name and its region are counted


@event.listens_for(Session, "do_orm_execute")
def _note_many(state: ORMExecuteState) -> None:
    changes = state.is_insert or state.is_update or state.is_delete
    if changes and state.bind_mapper is not None and state.bind_mapper.class_ in (Registration, Organization):
        state.session.info.setdefault(TOUCHED, set()).add(ALL)


@event.listens_for(Session, "before_commit")
def _mark(session: Session) -> None:
    if session.in_nested_transaction():
        return  # a savepoint is no commit
    session.flush()  # what the commit would flush is noted too
    touched: set[int] = session.info.pop(TOUCHED, set())
    if not touched:
        return
    meetings = select(Meeting.id).order_by(Meeting.id)
    if ALL not in touched:
        meetings = meetings.where(Meeting.id.in_(touched))
    rows = [{"meeting_id": one, "mark": secrets.new_key()} for one in session.scalars(meetings)]
    if not rows:
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    query = insert(RegistrationMark)
    session.execute(
        query.on_conflict_do_update(index_elements=["meeting_id"], set_={"mark": query.excluded.mark}), rows
    )


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _previous: Any) -> None:
    if not session.in_nested_transaction():
        session.info.pop(TOUCHED, None)
