"""The worker looks at the clocks: it warns the organizers, and begins what is due. Never without a warning before."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from meetings.access.models import SentForm
from meetings.access.rules import FORMS_KEPT
from meetings.base import clock
from meetings.base.database import db
from meetings.base.pages import in_zone
from meetings.programme.models import Meeting
from meetings.registration.actions import lock_meeting
from meetings.retention import letters
from meetings.retention.actions.purging import WORKER, begin
from meetings.retention.models import RetentionWarning
from meetings.retention.queries import clock_of, dry_run, numbers, purge_under_way, watched
from meetings.retention.rules import Clock, Setting, Warned, deleted_on, total, warning_due


def watch() -> bool:
    """What the worker does now and then: look at every clock, and sweep. Nothing more waits afterwards."""
    asked, now = numbers(), clock.now()
    near = max(asked[Setting.FIRST_WARNING], asked[Setting.LAST_WARNING])
    for found in watched():
        if found.clock.days_left <= near and not found.clock.hold and found.meeting.ends_at < now:
            _look_at(found.meeting)
    # Where forms led may say whom somebody looked for; without this it would stay until the next form is sent.
    db.session.execute(delete(SentForm).where(SentForm.at < now - FORMS_KEPT))
    return False


def _look_at(meeting: Meeting) -> None:
    lock_meeting(meeting)
    told, asked = clock_of(meeting), numbers()  # afresh: somebody may just have held it
    if told.hold or purge_under_way(meeting) is not None:
        return
    sent = warnings(meeting)
    due = warning_due(told.day, told.today, asked, sent)
    if due is not None:
        sent = [*sent, _warn(meeting, told, due)]
    day = deleted_on(told.day, asked, sent)
    if due is not None and day is not None:
        letters.send_warning(meeting, told, day)
    elif day is not None and day <= told.today and total(dry_run(meeting)):
        begin(WORKER, meeting)


def _warn(meeting: Meeting, told: Clock, before: int) -> Warned:
    db.session.add(
        RetentionWarning(meeting_id=meeting.id, purge_on=told.day, days_before=before, sent_at=clock.now())
    )
    return Warned(told.day, before, told.today)


# no actor: the worker asks
def warnings(meeting: Meeting) -> Sequence[Warned]:
    """The warnings that went, with the day where the meeting is."""
    rows = db.session.scalars(select(RetentionWarning).where(RetentionWarning.meeting_id == meeting.id))
    return [Warned(w.purge_on, w.days_before, in_zone(w.sent_at, meeting.zone).date()) for w in rows]
