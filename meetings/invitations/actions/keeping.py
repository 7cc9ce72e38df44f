"""What the worker does with those who were asked: time runs out, alternates move up."""

from meetings.base import clock
from meetings.invitations.actions.asking import lapse, settle_and_tell, take_as_answered
from meetings.invitations.queries import meetings_to_keep, nominations_to_keep, overdue
from meetings.invitations.rules import is_over
from meetings.programme.models import Meeting
from meetings.registration.actions import lock_meeting


def keep_invitations() -> bool:
    """Every minute: who has registered has answered, who is late no longer can; the next alternates are asked."""
    for meeting in meetings_to_keep(clock.now()):
        lock_meeting(meeting)
        keep(meeting)
    return False


def keep(meeting: Meeting) -> None:
    """Do it for one meeting, under its lock. A place that somebody has left is found here too."""
    now = clock.now()
    take_as_answered(meeting)
    late = [one for one in overdue(meeting, now) if one.reply_by is not None and is_over(one.reply_by, now)]
    lines = lapse(meeting, late)
    for nomination in nominations_to_keep(meeting):
        settle_and_tell(nomination, lines.get(nomination.id, []))
