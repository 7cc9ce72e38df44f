"""What calendars are told of a change is noticed here; and two editors cannot both see the same version."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.base.zones import second_of_two, wall_to_utc
from meetings.programme import entries, releases
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Span, check_inside, feed_changed, next_changed, next_sequence
from meetings.programme.rules.released import Session, Version, counted, in_order, told_anew

NO_DAYS = timedelta(0)


@contextmanager
def noticed(actor: Actor, meeting: Meeting, page_changes: bool = False) -> Iterator[None]:
    """Compare what calendars are told of the meeting before and after, and count the changes (RFC 5545, 3.8.7).

    The version of its programme that is public is told anew: at its new place, or on its new days, if the sessions
    of the draft went along (then it is a new version). Nothing else of the draft gets out.
    `page_changes`: the public page changes in any case; the feed's time stands for both.
    """
    before, stood = entries.told_of_meeting(meeting), releases.version_of(actor, meeting)
    zone, first = meeting.zone, {session.uid: session.starts for session in meeting.sessions}
    yield
    after, now = entries.told_of_meeting(meeting), clock.now()
    meeting.sequence = next_sequence(meeting.sequence, before, after)
    meeting.changed_at = next_changed(meeting.changed_at, before, after, now)
    if before != after or page_changes:
        meeting.feed_changed_at = feed_changed(meeting.feed_changed_at, now)
    if not stood:
        return
    days = _went_along(meeting, first)
    moved = days != NO_DAYS or zone != meeting.zone
    sessions = _moved(stood, meeting, zone, days) if moved else stood
    version = counted(stood, told_anew(sessions, entries.around(meeting)), now)
    if moved:
        meeting.released += 1
    if moved or version != stood:  # also one of which nothing moves: what was taken out is told on
        releases.write(meeting, meeting.released, version, now, actor.name)


def _went_along(meeting: Meeting, first: dict[str, datetime]) -> timedelta:
    """By how many days the sessions of the draft were moved with their meeting: all by the same, or none."""
    days = (s.starts - first[s.uid] for s in meeting.sessions if s.uid in first)
    return next(days, NO_DAYS)


def _moved(stood: Version, meeting: Meeting, was: str, days: timedelta) -> Version:
    span = Span(meeting.starts_at, meeting.ends_at)
    return in_order(_at(session, was, meeting.zone, days, span) for session in stood)


def _at(session: Session, was: str, zone: str, days: timedelta, span: Span) -> Session:
    """The session some days later, in a zone; of an hour that comes twice it stays the one it was."""
    if session.taken_out:
        return session
    starts, ends = session.starts + days, session.ends + days
    try:
        own = Span(
            wall_to_utc(starts, zone, "starts", second=second_of_two(session.starts_at, was)),
            wall_to_utc(ends, zone, "starts", second=second_of_two(session.ends_at, was)),
        )
        check_inside(own, span)
    except Refused as no:
        raise Refused(
            "Session %(label)s of the public programme would lie outside the meeting, or at an hour that does not "
            "exist that day. Let the sessions move along.",
            field="starts",
            label=session.label,
        ) from no
    return replace(session, starts=starts, ends=ends, starts_at=own.starts, ends_at=own.ends)


def hold(meeting: Meeting, session: MeetingSession | None = None) -> None:
    """Lock the meeting's row and read it anew, so that two editors cannot both see the same version.

    (SQLite has locked the whole file already.)
    """
    db.session.flush()  # reading anew throws away what an earlier verb of this transaction has not sent yet
    db.session.refresh(meeting, with_for_update=True)
    if session is not None:
        db.session.refresh(session)
