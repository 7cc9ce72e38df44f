"""What calendars are told of a change is noticed here; and two editors cannot both see the same version."""

from collections.abc import Iterator
from contextlib import contextmanager

from meetings.base import clock
from meetings.base.database import db
from meetings.programme.entries import told_of_meeting, told_of_session
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Told, feed_changed, next_changed, next_sequence


@contextmanager
def noticed(meeting: Meeting, programme_changes: bool = False) -> Iterator[None]:
    """Compare what calendars are told before and after, and count the changes (RFC 5545, 3.8.7).

    `programme_changes`: the public page changes in any case, if only in what calendars are not told (speakers,
    attribution); the feed's time stands for both.
    """
    before = _told(meeting)
    yield
    after, now = _told(meeting), clock.now()
    for thing, told in after.items():
        if thing in before:
            thing.sequence = next_sequence(thing.sequence, before[thing], told)
            thing.changed_at = next_changed(thing.changed_at, before[thing], told, now)
    if before != after or programme_changes:
        meeting.feed_changed_at = feed_changed(meeting.feed_changed_at, now)


def page_changed(meeting: Meeting) -> None:
    """Something of the public page has changed that calendars are not told, such as a speaker."""
    meeting.feed_changed_at = feed_changed(meeting.feed_changed_at, clock.now())


def _told(meeting: Meeting) -> dict[Meeting | MeetingSession, Told]:
    told: dict[Meeting | MeetingSession, Told] = {meeting: told_of_meeting(meeting)}
    for session in meeting.sessions:
        told[session] = told_of_session(meeting, session)
    return told


def hold(meeting: Meeting, session: MeetingSession | None = None) -> None:
    """Lock the meeting's row and read it anew, so that two editors cannot both see the same version.

    (SQLite has locked the whole file already.)
    """
    db.session.flush()  # reading anew throws away what an earlier verb of this transaction has not sent yet
    db.session.refresh(meeting, with_for_update=True)
    if session is not None:
        db.session.refresh(session)
