"""How a meeting moves from draft to closed, and who is told no on the way."""

from dataclasses import dataclass
from datetime import datetime

from meetings.base.refusals import Refused
from meetings.base.words import N_
from meetings.programme.rules.kinds import MeetingStatus


@dataclass(frozen=True)
class Step:
    """One way out of a status: where it leads, and the verb on its button; some want a reason."""

    to: MeetingStatus
    verb: str
    wants_reason: bool = False


S = MeetingStatus
STEPS: dict[MeetingStatus, tuple[Step, ...]] = {
    S.DRAFT: (Step(S.PUBLISHED, N_("Publish the programme")), Step(S.CANCELLED, N_("Cancel the meeting"))),
    S.PUBLISHED: (
        Step(S.HELD, N_("Mark as held")),
        Step(S.DRAFT, N_("Take the programme back")),
        Step(S.CANCELLED, N_("Cancel the meeting")),
    ),
    S.HELD: (Step(S.CLOSED, N_("Close the meeting")), Step(S.PUBLISHED, N_("It was not held yet"))),
    S.CLOSED: (Step(S.HELD, N_("Open it again"), wants_reason=True),),
    S.CANCELLED: (Step(S.DRAFT, N_("Take up again as a draft")),),
}
# What anyone may read without signing in.
PUBLIC_STATUSES = frozenset({S.PUBLISHED, S.HELD, S.CLOSED, S.CANCELLED})
# What can have a next version of its programme.
RELEASED = PUBLIC_STATUSES - {S.CANCELLED}


def take_step(now_is: MeetingStatus, to: MeetingStatus) -> Step:
    """The step between two statuses; Refused when there is none."""
    for step in STEPS[now_is]:
        if step.to is to:
            return step
    raise Refused("A meeting that is %(now)s cannot become %(to)s.", now=now_is.label, to=to.label)


def check_step(
    to: MeetingStatus, *, dates_set: bool, sessions: int, starts_at: datetime, now: datetime
) -> None:
    """Refused when the meeting is not ready for a status; `sessions` counts those that are not cancelled."""
    if to is S.PUBLISHED and not dates_set:
        raise Refused("Its dates are not fixed yet. Fix them, then publish.")
    if to is S.PUBLISHED and sessions == 0:
        raise Refused("It has no session yet. Add one, then publish.")
    if to is S.HELD and now < starts_at:
        raise Refused("It has not begun yet, so it cannot have been held.")


def check_not_closed(status: MeetingStatus) -> None:
    """Refused for a meeting that is closed: what is written of it stands until it is opened again."""
    if status is S.CLOSED:
        raise Refused("The meeting is closed. An organizer can open it again, with a reason.")


def publishes_late(now_is: MeetingStatus, dates_set: bool, ends_at: datetime, now: datetime) -> bool:
    """Whether to publish it would announce a meeting that is over: allowed, but seldom meant."""
    return now_is is S.DRAFT and dates_set and ends_at < now


def takes_registrations(
    status: MeetingStatus, dates_set: bool, closes_at: datetime | None, ends_at: datetime, now: datetime
) -> bool:
    """Whether the public page offers the form: published, not yet over, and not after the closing time."""
    return status is S.PUBLISHED and dates_set and now <= (closes_at or ends_at)
