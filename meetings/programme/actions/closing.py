"""Closing a meeting: rooms above say what is still missing. Opening it again: with a reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.programme.models import Meeting, MeetingClosing
from meetings.programme.queries import closings
from meetings.programme.rules import MeetingStatus

S = MeetingStatus


@dataclass(frozen=True)
class Missing:
    """Something that a meeting still lacks: a sentence for the organizer, and the page on which it is mended.

    `sentence` is marked for translation; texts among its `params` that are ours are translated, too.
    """

    sentence: str
    params: Mapping[str, object] = field(default_factory=dict)
    endpoint: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


Ask = Callable[[Actor, Meeting], Sequence[Missing]]
_answers: dict[str, Ask] = {}


def answer_closing(room: str, ask: Ask) -> None:
    """Let a room above say what is missing before a meeting can be closed (see rooms.py)."""
    _answers[room] = ask


def missing_to_close(actor: Actor, meeting: Meeting) -> list[Missing]:
    """All that is missing; nothing where the meeting is not one that could be closed next."""
    if meeting.status is not S.HELD:
        return []
    return [one for ask in _answers.values() for one in ask(actor, meeting)]


def check_step_of_closing(actor: Actor, meeting: Meeting, to: MeetingStatus, reason: str) -> None:
    """Refused to close while something is missing, and to open again without a reason."""
    if to is S.CLOSED and missing_to_close(actor, meeting):
        raise Refused("The meeting cannot be closed yet. What is missing is listed on this page.")
    if meeting.status is S.CLOSED and not reason.strip():
        raise Refused("Say why the meeting is opened again.", field="reason")


def note_closing(actor: Actor, meeting: Meeting, before: MeetingStatus, reason: str) -> None:
    """Keep when it was closed, and when and why it was opened again."""
    now = clock.now()
    if meeting.status is S.CLOSED:
        db.session.add(MeetingClosing(meeting_id=meeting.id, closed_at=now, closed_by=actor.name))
    elif before is S.CLOSED:
        rows = closings(actor, meeting)
        last = rows[-1] if rows else MeetingClosing(meeting_id=meeting.id)
        last.reopened_at, last.reopened_by, last.reason = now, actor.name, reason.strip()
        db.session.add(last)
