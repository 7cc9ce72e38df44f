"""Deleting the personal data of a meeting, portion by portion; a worker that is killed goes on where it was.

Each portion is one transaction with its figures, so the record is right however often it was interrupted. It is no
act on many of `bulk`: that keeps a row with each person's name and runs in the name of an account, and this must
run without either.
"""

from sqlalchemy import select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db, wipe_after_commit
from meetings.base.refusals import Refused
from meetings.people.actions import look_through
from meetings.programme.models import Meeting
from meetings.registration.actions import forget_registrations, lock_meeting
from meetings.registration.models import Registration
from meetings.retention import letters
from meetings.retention.actions.leaving import discard_waiting, flatten, forget_searches, leave, leave_meeting
from meetings.retention.models import Purge, Retention
from meetings.retention.parts import parts
from meetings.retention.queries import clock_of, dry_run, figures_of, live_ids, purge_under_way
from meetings.retention.queries.scope import (
    accounts_going,
    figures_at_the_end,
    people_going,
    traces_of_leaving,
)
from meetings.retention.rules import added, check_may_delete, total

# A portion holds the write lock of SQLite: long enough to be quick, short enough for others to come in between.
PORTION = 50
WORKER = Actor(account_id=None, name="the worker")


def delete_now(actor: Actor, meeting: Meeting, reason: str, seen: int) -> Purge:
    """Begin before the day, by hand. Refused when more or fewer would go than the page has shown (`seen`)."""
    lock_meeting(meeting)
    check_may_delete(meeting.ends_at, clock.now(), clock_of(meeting).hold)
    if not reason.strip():
        raise Refused("Say why; it stands on this page and in the trail.", field="reason")
    there = purge_under_way(meeting)
    if there is not None:
        return there  # pressed twice
    if total(dry_run(meeting)) != seen:
        raise Refused("Something has changed since this page was opened. Look at the figures again.")
    return begin(actor, meeting, reason)


def begin(actor: Actor, meeting: Meeting, reason: str = "") -> Purge:
    """Keep that the deletion has begun; the worker does it. The caller holds the meeting."""
    planned = total(dry_run(meeting))
    if not planned:
        raise Refused("No personal data of this meeting are kept any more.")
    purge = Purge(
        meeting_id=meeting.id,
        due_on=clock_of(meeting).day,
        begun_at=clock.now(),
        begun_by="" if actor is WORKER else actor.name,
        reason=reason,
        planned=planned,
        figures={},
    )
    db.session.add(purge)
    db.session.flush()  # the database refuses a second one under way
    audit.record(actor, "begin_purge", "meeting", meeting.id, None, {"planned": planned, "reason": reason})
    return purge


def carry_on() -> bool:
    """Do the next portion of the oldest deletion under way that nobody holds; whether there was one."""
    purge = db.session.scalar(
        select(Purge)
        .outerjoin(Retention, Retention.meeting_id == Purge.meeting_id)
        .where(Purge.ended_at.is_(None), Retention.held_at.is_(None))
        .order_by(Purge.begun_at, Purge.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=Purge)
    )
    if purge is None:
        return False
    meeting = db.session.get_one(Meeting, purge.meeting_id)
    lock_meeting(meeting)
    gone = _part(meeting) or _registrations(meeting)
    if gone is None:
        _end(purge, meeting)
    else:
        purge.figures = added(purge.figures, gone)
    wipe_after_commit()
    return True


def _part(meeting: Meeting) -> dict[str, int] | None:
    """What other rooms keep goes first: then nothing of it mentions the people any more."""
    for part in parts():
        if number := part.forget(meeting.id, PORTION):
            return {part.name: number}
    return None


def _registrations(meeting: Meeting) -> dict[str, int] | None:
    ids = list(db.session.scalars(live_ids(meeting).order_by(Registration.id).limit(PORTION)))
    if not ids:
        return None
    gone = figures_of(meeting, ids)
    people = list(db.session.scalars(people_going(meeting, ids)))
    accounts = list(db.session.scalars(accounts_going(meeting, ids)))
    called = traces_of_leaving(ids, people, accounts)
    leave_meeting(meeting, ids)
    discard_waiting(ids)
    forget_registrations(ids)
    flatten(meeting, ids)
    leave(WORKER, people, accounts)
    look_through(called)
    return gone


def _end(purge: Purge, meeting: Meeting) -> None:
    at_the_end = figures_at_the_end(meeting)
    forget_searches(meeting)
    from_acts = leave_meeting(meeting, None)
    purge.figures = added(added(purge.figures, at_the_end), {"rows": from_acts})
    purge.ended_at = clock.now()
    audit.record(WORKER, "purge", "meeting", meeting.id, None, dict(purge.figures))
    letters.send_done(purge, meeting)
