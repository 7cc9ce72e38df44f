"""Noting who is at a session: each person's note is a row of its own, so that two can note at the same door."""

from collections.abc import Sequence

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.programme.models import MeetingSession
from meetings.registration.actions.moving import lose_name
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import NOTED_AT, THERE, Presence, check_may_note, check_noted


def note(actor: Actor, session: MeetingSession, person: Registration, to: Presence | None, seen: str) -> None:
    """Note how somebody takes part, or (None) take the note back. `seen`: what the page showed ("" nothing).

    Refused when somebody else has noted something else meanwhile.
    """
    hold(session)
    _check(session, to)
    kept = db.session.get(Attendance, (session.id, person.id), populate_existing=True)
    stands = kept.presence if kept else None
    check_noted(seen, stands, to, kept.noted_by if kept else "")
    if stands is to:
        return
    if kept is None:
        _add(actor, session, person, to)
        return
    # What is noted for the first time says by whom; what was changed is in the trail.
    audit.record(
        actor,
        "note_attendance",
        "registration",
        person.id,
        {"presence": kept.presence.value},
        {"presence": to.value if to else ""},
    )
    if to is None:
        db.session.delete(kept)
    else:
        kept.presence, kept.noted_by, kept.noted_at = to, actor.name, clock.now()
    if stands in THERE and to not in THERE:
        lose_name(person, left=session)


def note_many(actor: Actor, session: MeetingSession, people: Sequence[Registration], to: Presence) -> int:
    """Note all of these of whom nothing is noted yet; how many. What somebody has noted stays as it is."""
    hold(session)
    _check(session, to)
    ids = [person.id for person in people]
    noted = set(
        db.session.scalars(
            select(Attendance.registration_id).where(
                Attendance.session_id == session.id, Attendance.registration_id.in_(ids)
            )
        )
    )
    new = [person for person in people if person.id not in noted]
    for person in new:
        _add(actor, session, person, to)
    if new:
        audit.record(
            actor, "note_attendance", "session", session.id, None, {"presence": to.value, "people": len(new)}
        )
    return len(new)


def _add(actor: Actor, session: MeetingSession, person: Registration, to: Presence | None) -> None:
    if to is not None:
        db.session.add(
            Attendance(
                session_id=session.id,
                registration_id=person.id,
                presence=to,
                noted_by=actor.name,
                noted_at=clock.now(),
            )
        )


def _check(session: MeetingSession, to: Presence | None) -> None:
    check_may_note(session.starts_at, not session.takes_place, clock.now())
    if to is not None and to not in NOTED_AT[session.meeting.mode]:
        raise Refused("Nobody takes part in this way: %(state)s.", state=to.label)


def hold(session: MeetingSession) -> None:
    """Two who note the first thing of one person at once would both add it: the second waits here."""
    db.session.scalars(
        select(MeetingSession)
        .where(MeetingSession.id == session.id)
        .with_for_update(of=MeetingSession)
        .execution_options(populate_existing=True)
    ).one()
