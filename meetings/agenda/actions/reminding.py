"""What the worker does: whoever is late with a session's summary is reminded."""

from collections.abc import Sequence

from meetings.agenda import post
from meetings.agenda.models import SummaryReminder
from meetings.agenda.queries import Lacking, lacking, late_meetings
from meetings.agenda.queries.lateness import reminded
from meetings.agenda.rules import may_remind
from meetings.base import clock
from meetings.base.database import db
from meetings.outcomes.rules import APPROVE_WITHIN, HAND_IN_WITHIN, Late
from meetings.programme.models import Meeting

AT_ONCE = 20


def remind_late() -> bool:
    """Every hour: remind rapporteurs who have not handed in, and the office where it has not approved; never more."""
    for meeting in late_meetings(AT_ONCE):
        _remind(meeting, [one for one in lacking(meeting) if one.late is not None])
    return False


def _remind(meeting: Meeting, late: Sequence[Lacking]) -> None:
    known, now = reminded([one.session.id for one in late]), clock.now()
    for one in late:
        row = known.get(one.session.id)
        since = one.session.ends_at + HAND_IN_WITHIN
        if one.late is Late.TO_APPROVE:
            since = max(one.session.ends_at, meeting.starts_at + APPROVE_WITHIN)
        if not may_remind(row.sent if row else 0, row.last_at if row else None, since, now):
            continue
        post.remind_of_summary(meeting, one)
        row = row or SummaryReminder(session_id=one.session.id, sent=0)
        row.sent, row.last_at = row.sent + 1, now
        db.session.add(row)
