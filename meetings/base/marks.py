"""What was counted of many rows is counted anew only when one of them has changed: a mark in the database says so.

The mark is set last of all, just before the commit: it waits for nobody while it holds something that others want.
"""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from sqlalchemy import UpdateBase, bindparam, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import ORMExecuteState, Session

from meetings.base import secrets
from meetings.base.database import Base, db
from meetings.base.models import ChangeMark

T = TypeVar("T")
TOUCHED = "marks_touched"
_watched: dict[str, set[str]] = {}  # by table
_watched_but: dict[str, frozenset[str]] = {}
_MARK = select(ChangeMark.mark).where(ChangeMark.name == bindparam("name"))


class Counted(Generic[T]):
    """Things that follow from a key and the rows of these classes, kept in this process until one of these changes.

    With `but` they follow from all rows of the house except those of these tables. `most`: how many are kept.
    """

    def __init__(
        self, name: str, *classes: type[Base], but: frozenset[str] | None = None, most: int = 1_000
    ) -> None:
        self._name = name
        self._most = most
        self._held: tuple[str | None, dict[Hashable, T]] = None, {}
        for each in classes:
            _watched.setdefault(each.__tablename__, set()).add(name)
        if but is not None:
            _watched_but[name] = but | {ChangeMark.__tablename__}

    def get(self, key: Hashable, count: Callable[[], T]) -> T:
        """The thing of that key: one statement while nothing has changed, else also those of `count`."""
        mark = db.session.scalar(_MARK, {"name": self._name})
        held = self._held
        if held[0] != mark:
            held = self._held = mark, {}
        if (found := held[1].get(key)) is not None:
            return found
        made = count()  # the mark was read first: what is counted now is at least as new
        if mark is not None and not db.session.info["writing"]:  # what is being changed may be taken back
            if len(held[1]) >= self._most:
                held[1].clear()
            held[1][key] = made
        return made


def _note_change(session: Session, table: str) -> None:
    touched: set[str] = session.info.setdefault(TOUCHED, set())
    touched |= _watched.get(table, set())
    touched |= {name for name, but in _watched_but.items() if table not in but}


@event.listens_for(Session, "after_flush")
def _note(session: Session, _context: Any) -> None:
    for of in {type(thing) for thing in (*session.new, *session.dirty, *session.deleted)}:
        _note_change(session, of.__tablename__)


@event.listens_for(Session, "do_orm_execute")
def _note_many(state: ORMExecuteState) -> None:
    if isinstance(state.statement, UpdateBase):  # of a mapped class, or of a table alone
        _note_change(state.session, str(state.statement.table))


@event.listens_for(Session, "before_commit")
def _mark(session: Session) -> None:
    if session.in_nested_transaction():
        return  # a savepoint is no commit
    session.flush()  # what the commit would flush is noted too
    touched: set[str] = session.info.pop(TOUCHED, set())
    if not touched:
        return
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    query = insert(ChangeMark)
    session.execute(
        query.on_conflict_do_update(index_elements=["name"], set_={"mark": query.excluded.mark}),
        [{"name": name, "mark": secrets.new_key()} for name in sorted(touched)],
    )


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _previous: Any) -> None:
    if not session.in_nested_transaction():
        session.info.pop(TOUCHED, None)
