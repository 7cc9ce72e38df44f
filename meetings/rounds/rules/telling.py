"""Until when a link takes an answer, when people are reminded, and what of a mail is still so. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from meetings.programme.rules import MeetingStatus
from meetings.rounds.rules.words import Closed, RoundStatus

# When those who have not answered are reminded, before the deadline.
REMIND_BEFORE = timedelta(hours=48)


def why_closed(status: RoundStatus, meeting: MeetingStatus, cancelled: bool) -> Closed | None:
    """Why a link takes no answer; None: it does, if only late."""
    if meeting is MeetingStatus.CANCELLED:
        return Closed.MEETING_CANCELLED
    if cancelled:
        return Closed.SESSION_CANCELLED
    return {RoundStatus.TAKEN_BACK: Closed.TAKEN_BACK, RoundStatus.CONFIRMED: Closed.CONFIRMED}.get(status)


def reminder_due(deadline: datetime, opened: datetime, reminded: datetime | None, now: datetime) -> bool:
    """Whether those who have not answered are reminded now: once, two days before, or half-way of a short round."""
    at = deadline - min(REMIND_BEFORE, (deadline - opened) / 2)
    return at <= now < deadline and (reminded is None or reminded < at)


# What a mail told, and in which states of the round it is still so.
STILL: Mapping[str, frozenset[RoundStatus]] = {
    "round_opened": frozenset({RoundStatus.OPEN}),
    "round_reminder": frozenset({RoundStatus.OPEN}),
    "round_extended": frozenset({RoundStatus.OPEN}),
    "round_answer": frozenset({RoundStatus.OPEN, RoundStatus.CONFIRMED}),
    "round_taken_back": frozenset({RoundStatus.TAKEN_BACK}),
    "summary_frozen": frozenset({RoundStatus.CONFIRMED}),
}
