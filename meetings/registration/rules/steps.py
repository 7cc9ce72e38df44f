"""How a registration moves, and what calendars are told of it."""

from datetime import datetime, timedelta

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled


class RegistrationStatus(Labelled):
    UNCONFIRMED = "unconfirmed", N_("address not confirmed")
    SUBMITTED = "submitted", N_("waits for a decision")
    WAITING = "waiting", N_("on the waiting list")
    OFFERED = "offered", N_("a place is offered")
    APPROVED = "approved", N_("approved")
    DECLINED = "declined", N_("declined")
    WITHDRAWN = "withdrawn", N_("withdrawn")
    CANCELLED = "cancelled", N_("cancelled by the office")


R = RegistrationStatus
NEXT: dict[RegistrationStatus, frozenset[RegistrationStatus]] = {
    R.UNCONFIRMED: frozenset({R.SUBMITTED, R.WITHDRAWN}),
    R.SUBMITTED: frozenset({R.APPROVED, R.WAITING, R.DECLINED, R.WITHDRAWN}),
    R.WAITING: frozenset({R.OFFERED, R.APPROVED, R.DECLINED, R.WITHDRAWN}),
    R.OFFERED: frozenset({R.APPROVED, R.WAITING, R.DECLINED, R.WITHDRAWN}),
    R.APPROVED: frozenset({R.CANCELLED, R.WITHDRAWN}),
    R.DECLINED: frozenset({R.APPROVED, R.WAITING}),
    R.WITHDRAWN: frozenset({R.UNCONFIRMED, R.SUBMITTED}),
    R.CANCELLED: frozenset({R.APPROVED, R.WAITING}),
}
# From these a person comes back by registering anew: through the public form to be confirmed, by a link or page that
# nobody else opens at once. Whom the office has declined or cancelled, the office alone takes up again.
COMES_BACK = frozenset({R.WITHDRAWN})
# Whoever is in one of these has a place, or one that is kept until an answer.
HOLDS_A_PLACE = frozenset({R.APPROVED, R.OFFERED})
# Whoever is in one of these has not been answered for good, or comes: news of the meeting are for them too.
STANDING = frozenset({R.SUBMITTED, R.WAITING, R.OFFERED, R.APPROVED})


class Decision(Labelled):
    """What the office can decide on a registration; the words stand on the button."""

    APPROVE = "approve", N_("Approve")
    WAIT = "wait", N_("Put on the waiting list")
    DECLINE = "decline", N_("Decline")
    CANCEL = "cancel", N_("Cancel the place")
    TAKE_UP = "take_up", N_("Take up again")


LEADS_TO = {
    Decision.APPROVE: R.APPROVED,
    Decision.WAIT: R.WAITING,
    Decision.DECLINE: R.DECLINED,
    Decision.CANCEL: R.CANCELLED,
    Decision.TAKE_UP: R.SUBMITTED,
}


def decisions(now_is: RegistrationStatus) -> list[Decision]:
    """What can be decided on a registration that stands so."""
    if now_is is R.UNCONFIRMED:
        return []
    return [decision for decision, to in LEADS_TO.items() if to in NEXT[now_is]]


CONFIRM_WITHIN = timedelta(days=7)


def take_step(now_is: RegistrationStatus, to: RegistrationStatus) -> None:
    """Refused when a registration cannot move so."""
    if now_is is to:
        raise Refused("This registration is %(now)s already.", now=now_is.label)
    if to not in NEXT[now_is]:
        raise Refused("This cannot be done while the registration is: %(now)s.", now=now_is.label)


def check_seen(seen: RegistrationStatus | None, now_is: RegistrationStatus, by: str) -> None:
    """Refused when somebody else was quicker: the decision was meant for what the page showed."""
    if seen is None or seen is now_is:
        return
    if by and now_is in (R.APPROVED, R.WAITING, R.DECLINED, R.CANCELLED):
        raise Refused(
            "%(name)s has decided meanwhile: %(now)s. Nothing was changed.", name=by, now=now_is.label
        )
    raise Refused("This registration has changed meanwhile: %(now)s. Nothing was changed.", now=now_is.label)


def next_sequence(of_meeting: int, last_told: int | None) -> int:
    """The SEQUENCE of the next invitation or cancellation to one person (RFC 5546, 2.1.4).

    It is the meeting's own, unless this person was already told a version as new: then one more than that.
    """
    return of_meeting if last_told is None else max(of_meeting, last_told + 1)


def reply_by(now: datetime, hours: int, starts_at: datetime) -> datetime:
    """Until when an offered place is kept: so many hours, and never beyond the beginning of the meeting."""
    return min(now + timedelta(hours=hours), starts_at)


def turn(
    status: RegistrationStatus, received_at: datetime, waiting_since: datetime | None
) -> tuple[bool, datetime]:
    """In which order places go to many: first the waiting list as it stands, then the others as they came.

    Whose offer lapsed stands at the end of that list, however early the person registered.
    """
    waits = status is R.WAITING and waiting_since is not None
    return not waits, waiting_since if waits and waiting_since else received_at


def may_change(status: RegistrationStatus, closes_at: datetime, now: datetime) -> bool:
    """Whether a participant can still change answers or hand the place over ("until 23:59" includes that minute)."""
    return status in STANDING and now < closes_at + timedelta(minutes=1)
