"""Who has a role in the versions of a programme that were released, where they can be looked for.

A version keeps its people within its sessions, as printed. This is its index, with what is known of them beside:
whoever writes a version, corrects an address or answers, it is noticed here. Each of those verbs would have to call
it otherwise, and one that forgot would leave people without their sessions. Of a role that was removed in the draft
it keeps what was known last, for the public version still prints it: feeds and doors follow what is public.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ForeignKey, String, delete, event, insert, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from meetings.base.database import Base, coded
from meetings.directory.models import Person
from meetings.programme.models import ReleasedSession, Speaker
from meetings.programme.rules import SpeakerAnswer, SpeakerRole

# What the index copies of a role; it is written anew when one of them changes.
COPIED = ("person_id", "email", "answer")


class ReleasedRole(Base):
    """Somebody in a role of a released session, by person or by the address at which they were asked.

    `speaker_id` is the number of the role, also when that has gone; `agreed`: this person has confirmed it. Of whoever
    has declined there is no row.
    """

    __tablename__ = "released_role"

    id: Mapped[int] = mapped_column(primary_key=True)
    released_session_id: Mapped[int] = mapped_column(
        ForeignKey("released_session.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254), default="", index=True)
    role: Mapped[SpeakerRole] = mapped_column(coded(SpeakerRole))
    speaker_id: Mapped[int | None] = mapped_column(index=True)
    agreed: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True)
class Known:
    """What is known of somebody in a role beside what is printed."""

    person_id: int | None
    email: str = ""
    agreed: bool = False


@event.listens_for(Session, "after_flush")
def _index(session: Session, _context: Any) -> None:
    new = [row for row in session.new if isinstance(row, ReleasedSession)]
    changed = [
        row for row in session.dirty if isinstance(row, ReleasedSession) and _differs(row, ("people",))
    ]
    if of := {row.session_id for row in session.dirty if isinstance(row, Speaker) and _differs(row, COPIED)}:
        released = select(ReleasedSession).where(ReleasedSession.session_id.in_(of))
        changed += [row for row in session.scalars(released) if row not in changed and row not in new]
    rows = _rows(session, (*new, *changed))
    if changed:
        ids = [row.id for row in changed]
        session.execute(delete(ReleasedRole).where(ReleasedRole.released_session_id.in_(ids)))
    if rows:
        session.execute(insert(ReleasedRole), rows)


def _differs(row: object, names: Iterable[str]) -> bool:
    attributes = inspect(row, raiseerr=True).attrs
    return any(attributes[name].history.has_changes() for name in names)


def _rows(session: Session, released: Iterable[ReleasedSession]) -> list[dict[str, Any]]:
    printed = [(row.id, one) for row in released for one in row.people]
    if not printed:
        return []
    known = _known(session, {one["speaker_id"] for _, one in printed if one.get("speaker_id")})
    people = {one["person_id"] for _, one in printed if one.get("person_id")}
    there = set(session.scalars(select(Person.id).where(Person.id.in_(people))))
    found = []
    for row_id, one in printed:
        number, person_id = one.get("speaker_id"), one.get("person_id")
        # What no row of the draft stands behind is known by what is printed.
        who = known.get(number) if number else Known(person_id if person_id in there else None)
        if who is not None and (who.person_id is not None or who.email):
            found.append(
                {"released_session_id": row_id, "role": one["role"], "speaker_id": number, **vars(who)}
            )
    return found


def _known(session: Session, numbers: Iterable[int]) -> dict[int, Known | None]:
    """As the roles themselves say; of one that has gone, what the index knew last. None: declined."""
    found: dict[int, Known | None] = {}
    kept = select(ReleasedRole.speaker_id, ReleasedRole.person_id, ReleasedRole.email, ReleasedRole.agreed)
    last = kept.where(ReleasedRole.speaker_id.in_(numbers)).order_by(ReleasedRole.id)
    for number, person_id, email, agreed in session.execute(last):
        if number is not None:
            found[number] = Known(person_id, email, agreed)
    there = select(Speaker.id, Speaker.person_id, Speaker.email, Speaker.answer)
    for number, person_id, email, answer in session.execute(there.where(Speaker.id.in_(numbers))):
        known = Known(person_id, email.strip().lower(), agreed=answer is SpeakerAnswer.CONFIRMED)
        found[number] = None if answer is SpeakerAnswer.DECLINED else known
    return found
