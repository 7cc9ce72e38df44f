"""An offer: once to each, with a deadline on the clock of whoever is to answer."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled

OFFER_LINK = "fellowship_offer"


class OfferState(Labelled):
    """What became of an offer."""

    OPEN = "open", N_("waits for an answer")
    ACCEPTED = "accepted", N_("accepted")
    DECLINED = "declined", N_("declined")
    LAPSED = "lapsed", N_("not answered in time")
    WITHDRAWN = "withdrawn", N_("no longer stands")


# Holds a place.
HOLDS = frozenset({OfferState.OPEN, OfferState.ACCEPTED})


def last_minute(sent: date, answer_days: int) -> datetime:
    """Until when an offer is open, by the wall clock of the fellow: the end of the last day, 23:59 included."""
    return datetime.combine(sent + timedelta(days=answer_days), time(23, 59))


def is_over(deadline_at: datetime, now: datetime) -> bool:
    """Whether the deadline has passed; its own minute still counts, a second after it is late."""
    return now >= deadline_at + timedelta(minutes=1)


def check_answer(state: OfferState, deadline_at: datetime, now: datetime) -> None:
    """Refused when the offer takes no answer (any more)."""
    if state is not OfferState.OPEN:
        raise Refused("This offer takes no answer any more: %(state)s.", state=state.label)
    if is_over(deadline_at, now):
        raise Refused("The time to answer this offer is over. Write to the office.")


def free_places(places: int, offers: Collection[OfferState]) -> int:
    """How many places nobody holds by an offer that is open or accepted."""
    return max(places - sum(state in HOLDS for state in offers), 0)
