"""Whether a meeting takes registrations, and if not, why."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.programme.rules import MeetingStatus


class Door(Labelled):
    """Whether a meeting takes registrations, and if not, why."""

    OPEN = "open", N_("Registration is open.")
    NOT_YET = "not_yet", N_("This meeting does not take registrations yet.")
    OVER = "over", N_("This meeting is over.")
    CANCELLED = "cancelled", N_("This meeting is cancelled.")
    CLOSED = "closed", N_("Registration has closed.")
    CHANGING = "changing", N_("The programme of this meeting is being changed.")
    FULL = "full", N_("All places are taken.")
    WAITING = "waiting", N_("All places are taken. Whoever registers now can be put on the waiting list.")


# Through these one can still register.
OPENS = frozenset({Door.OPEN, Door.WAITING})


@dataclass(frozen=True)
class Room:
    """What decides whether the door is open: instants are aware; `places` None means not counted."""

    status: MeetingStatus
    closes_at: datetime | None
    ends_at: datetime
    places: int | None
    taken: int
    waiting_list: bool = False


def door(room: Room, now: datetime) -> Door:
    """The state of the door. "Closes 23:59" includes that minute."""
    if room.status is MeetingStatus.CANCELLED:
        return Door.CANCELLED
    if room.status is MeetingStatus.DRAFT:
        return Door.NOT_YET
    if room.status is not MeetingStatus.PUBLISHED or now >= room.ends_at:
        return Door.OVER
    if room.closes_at is not None and now >= room.closes_at + timedelta(minutes=1):
        return Door.CLOSED
    if room.places is not None and room.taken >= room.places:
        return Door.WAITING if room.waiting_list else Door.FULL
    return Door.OPEN


def check_open(state: Door) -> None:
    """Refused when the meeting takes no registrations (any more)."""
    if state not in OPENS:
        raise Refused(state.label)


# Where participants' links, and what they change on their own page, do nothing. A draft was published before, and
# perhaps cancelled; the links are good again once it is published.
_SHUT = {MeetingStatus.CANCELLED: Door.CANCELLED, MeetingStatus.DRAFT: Door.CHANGING}


def shut(status: MeetingStatus) -> Door | None:
    """Why participants can take, hand over or change nothing at a meeting that stands so; None: they can."""
    return _SHUT.get(status)


def check_takes_place(status: MeetingStatus) -> None:
    """Refused when participants can do nothing at this meeting now: it is cancelled, or being changed."""
    why = shut(status)
    if why is not None:
        raise Refused(why.label)


def check_not_cancelled(status: MeetingStatus) -> None:
    """Refused when the meeting is cancelled: the office decides nothing and takes nobody in. On a draft it may."""
    if status is MeetingStatus.CANCELLED:
        raise Refused(Door.CANCELLED.label)
