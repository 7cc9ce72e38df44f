"""A second sitting of the same meeting: other hours, the same agenda, one record."""

from dataclasses import replace
from datetime import datetime

from meetings.access.actor import Actor
from meetings.access.audit import record as note
from meetings.agenda.models import SittingRepeat
from meetings.agenda.queries import repeats_of
from meetings.agenda.rules import repeated_label
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.programme.actions import add_session
from meetings.programme.actions.noticed import hold
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import SessionDraft, check_not_closed

MOST_SITTINGS = 4


def repeat(actor: Actor, meeting: Meeting, starts: datetime) -> list[MeetingSession]:
    """Go through all sessions of the first sitting once more, from this hour of the meeting's clock on.

    They come into the draft of the programme, without speakers, and are public with its next version.
    """
    hold(meeting)
    check_not_closed(meeting.status)
    repeats = repeats_of(meeting)
    first = [s for s in meeting.sessions if s.takes_place and s.id not in repeats]
    if not first:
        raise Refused("The meeting has no session yet that could be repeated.")
    sitting = max((row.sitting for row in repeats.values()), default=1) + 1
    if sitting > MOST_SITTINGS:
        raise Refused("A meeting has at most %(most)s sittings.", most=MOST_SITTINGS)
    by = starts - min(session.starts for session in first)
    made = []
    for session in sorted(first, key=lambda one: (one.starts_at, one.label)):
        label = repeated_label(session.label, sitting, [one.label for one in meeting.sessions])
        draft = replace(_draft(session), label=label, starts=session.starts + by, ends=session.ends + by)
        again = add_session(actor, meeting, draft)
        db.session.add(SittingRepeat(session_id=again.id, of_id=session.id, sitting=sitting))
        made.append(again)
    note(actor, "repeat_sitting", "meeting", meeting.id, None, {"sessions": len(made), "sitting": sitting})
    return made


def _draft(session: MeetingSession) -> SessionDraft:
    return SessionDraft(
        label=session.label,
        kind=session.kind,
        title=session.title,
        starts=session.starts,
        ends=session.ends,
        about=session.about,
        room=session.room,
        attribution=session.attribution,
    )
