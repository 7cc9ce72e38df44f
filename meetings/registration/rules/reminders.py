"""Whether somebody can be reminded of an answer."""

from datetime import datetime, timedelta

from meetings.base.refusals import Refused
from meetings.programme.rules import MeetingStatus
from meetings.registration.rules.door import Door
from meetings.registration.rules.steps import RegistrationStatus

# Nobody gets a reminder so soon after another mail.
REMIND_AFTER = timedelta(hours=24)
# Whoever is in one of these has a mail of ours to answer.
OWES_AN_ANSWER = frozenset({RegistrationStatus.UNCONFIRMED, RegistrationStatus.OFFERED})


def check_reminder(status: RegistrationStatus, reply_by: datetime | None, now: datetime) -> None:
    """Refused when there is nothing to answer (any more)."""
    if status not in OWES_AN_ANSWER:
        raise Refused("There is nothing to answer: this registration is %(now)s.", now=status.label)
    if reply_by is not None and reply_by <= now:
        raise Refused("The time to answer this offer is over.")


def check_place_is_there(lost: bool) -> None:
    """Refused when the place that somebody was to take over is lost: without it nobody has asked for anything."""
    if lost:
        raise Refused(
            "The place that was handed to this person is no longer there; nothing is left to answer."
        )


def check_meeting_to_come(status: MeetingStatus, ends_at: datetime, now: datetime) -> None:
    """Refused when the meeting is not public, cancelled or over: nobody is called to it."""
    if status is MeetingStatus.CANCELLED:
        raise Refused(Door.CANCELLED.label)
    if status is not MeetingStatus.PUBLISHED or now >= ends_at:
        raise Refused("Reminders go only for a published meeting that is not over.")


def check_not_written_lately(written_lately: bool) -> None:
    """Refused when the last mail to the person is younger than REMIND_AFTER, or waits to be read."""
    if written_lately:
        raise Refused(
            "The last mail to this person went less than 24 hours ago, or waits to be read. Wait, then remind."
        )
