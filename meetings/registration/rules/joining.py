"""When one can join a meeting from afar, and at which of its sessions one is then counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.base.words import N_, Labelled
from meetings.programme.rules import MeetingStatus, Mode, SessionKind

# People come early to try their sound; a sitting that runs over lets those back in whose line has dropped.
OPENS_BEFORE = timedelta(minutes=30)
STAYS_AFTER = timedelta(minutes=30)


class Entrance(Labelled):
    """Whether one can go in now, and if not, why."""

    OPEN = "open", N_("You can join now.")
    EARLY = "early", N_("It is not open yet.")
    OVER = "over", N_("The meeting is over.")
    CANCELLED = "cancelled", N_("This meeting is cancelled.")
    CHANGING = "changing", N_("The programme of this meeting is being changed.")
    NOT_ONLINE = "not_online", N_("This meeting is held in person only.")
    NO_LINK = "no_link", N_("Where to join is not known yet.")


@dataclass(frozen=True)
class Sitting:
    """A session that people can join, or the whole meeting while its programme is not public (`session_id` None)."""

    starts_at: datetime
    ends_at: datetime
    session_id: int | None = None
    kind: SessionKind | None = None
    label: str = ""
    title: str = ""


@dataclass(frozen=True)
class Way:
    """The state of the entrance. `opens_at`: when it opens next, `next`: for what; None when it does not."""

    entrance: Entrance
    opens_at: datetime | None = None
    next: Sitting | None = None


def way_in(status: MeetingStatus, mode: Mode, link: str, sittings: Sequence[Sitting], now: datetime) -> Way:
    """Whether one who is admitted can join now: from half an hour before a session until half an hour after it."""
    if status is MeetingStatus.CANCELLED:
        return Way(Entrance.CANCELLED)
    if mode is Mode.IN_PERSON:
        return Way(Entrance.NOT_ONLINE)
    if status is MeetingStatus.DRAFT:
        return Way(Entrance.CHANGING)
    ahead = [s for s in sittings if now < s.starts_at - OPENS_BEFORE]
    if any(s.starts_at - OPENS_BEFORE <= now <= s.ends_at + STAYS_AFTER for s in sittings):
        return Way(Entrance.OPEN if link else Entrance.NO_LINK)
    if status is MeetingStatus.CLOSED or not ahead:
        return Way(Entrance.OVER)
    first = min(ahead, key=lambda s: s.starts_at)
    return Way(Entrance.EARLY, first.starts_at - OPENS_BEFORE, first)


def counted_at(sittings: Sequence[Sitting], now: datetime) -> list[Sitting]:
    """At which sessions somebody is counted who joins now: those that run, else those that begin next.

    Of several breakout groups at once nobody knows which one it is: they are left to whoever leads the group.
    """
    found = [s for s in sittings if s.starts_at <= now < s.ends_at]
    if not found:
        soon = [s for s in sittings if s.starts_at - OPENS_BEFORE <= now < s.starts_at]
        first = min((s.starts_at for s in soon), default=None)
        found = [s for s in soon if s.starts_at == first]
    if len(found) > 1:
        found = [s for s in found if s.kind is not SessionKind.BREAKOUT]
    return [s for s in found if s.session_id is not None]
