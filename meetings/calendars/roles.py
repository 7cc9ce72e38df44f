"""Keeps the index of who has a role in a released session: whoever writes a version of a programme, it is noticed here.

A room below writes versions and knows nothing of calendars; each of its verbs would have to call this, and one that
forgot would leave people without their sessions. So it listens to the rows instead. Whoever declines has no role any
more, whatever the version says that was released before.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, event, insert, inspect, select
from sqlalchemy.orm import Session

from meetings.calendars.models import ReleasedRole
from meetings.directory.models import Person
from meetings.programme.models import ReleasedSession, Speaker
from meetings.programme.rules import SpeakerAnswer


@event.listens_for(Session, "after_flush")
def _index(session: Session, _context: Any) -> None:
    new = [row for row in session.new if isinstance(row, ReleasedSession)]
    changed = [
        row
        for row in session.dirty
        if isinstance(row, ReleasedSession) and inspect(row).attrs.people.history.has_changes()
    ]
    if answered := {row.session_id for row in session.dirty if _has_answered(row)}:
        released = select(ReleasedSession).where(ReleasedSession.session_id.in_(answered))
        changed += [row for row in session.scalars(released) if row not in changed]
    if changed:
        ids = [row.id for row in changed]
        session.execute(delete(ReleasedRole).where(ReleasedRole.released_session_id.in_(ids)))
    written = [row for row in (*new, *changed) if row.people]
    if written and (rows := _rows(session, written)):
        session.execute(insert(ReleasedRole), rows)


def _has_answered(row: object) -> bool:
    return isinstance(row, Speaker) and inspect(row).attrs.answer.history.has_changes()


def _rows(session: Session, released: Iterable[ReleasedSession]) -> list[dict[str, Any]]:
    """As the speakers' own rows say who they are; of one that is gone, what was printed."""
    roles = [(row.id, one) for row in released for one in row.people]
    asked = [one["speaker_id"] for _, one in roles if one.get("speaker_id")]
    known = {
        id_: (None, "") if answer is SpeakerAnswer.DECLINED else (person, email.strip().lower())
        for id_, person, email, answer in session.execute(
            select(Speaker.id, Speaker.person_id, Speaker.email, Speaker.answer).where(Speaker.id.in_(asked))
        )
    }
    there = set(
        session.scalars(
            select(Person.id).where(
                Person.id.in_([one["person_id"] for _, one in roles if one.get("person_id")])
            )
        )
    )
    found = []
    for row_id, one in roles:
        printed = one.get("person_id")
        person, email = known.get(one.get("speaker_id") or 0, (printed if printed in there else None, ""))
        if person is not None or email:
            found.append(
                {"released_session_id": row_id, "person_id": person, "email": email, "role": one["role"]}
            )
    return found
