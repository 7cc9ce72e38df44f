"""Who was there: a record of its own for each session and person, noted as it was seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.programme.rules import Mode
from meetings.registration.rules.who import Listing


class Presence(Labelled):
    """How somebody took part in a session. What nobody has noted is not known, which is not absent."""

    IN_PERSON = "in_person", N_("in the room")
    ONLINE = "online", N_("online")
    ABSENT = "absent", N_("absent")


P = Presence
THERE = frozenset({P.IN_PERSON, P.ONLINE})
# What can be noted at a meeting that is held so.
NOTED_AT: Mapping[Mode, tuple[Presence, ...]] = {
    Mode.IN_PERSON: (P.IN_PERSON, P.ABSENT),
    Mode.VIRTUAL: (P.ONLINE, P.ABSENT),
    Mode.HYBRID: (P.IN_PERSON, P.ONLINE, P.ABSENT),
}
# People come early, and lists are opened before the doors.
DOORS_OPEN = timedelta(hours=12)
# Whoever notes attendance needs names, also of those whom the printed list only counts with their organization.
# "Neither" is the wish of people to whom being named can bring reprisals: only those who see registrations see them.
SEEN_AT_THE_DOOR = frozenset({Listing.NAME, Listing.ORGANIZATION})


@dataclass(frozen=True)
class Attended:
    """Of so many sessions that took place so far, one person attended so many."""

    sessions: int
    attended: int


def check_may_note(begins_at: datetime, called_off: bool, now: datetime) -> None:
    """Refused for a session that does not take place, or far from its beginning."""
    if called_off:
        raise Refused("This session does not take place; nobody is there.")
    if now < begins_at - DOORS_OPEN:
        raise Refused("This session has not begun. Attendance can be noted from twelve hours before.")


def check_noted(seen: str, stands: Presence | None, to: Presence | None, by: str) -> None:
    """Refused when somebody else has noted something else since the page was opened."""
    if seen == (stands.value if stands else "") or stands is to:
        return
    if stands is None:
        raise Refused("Somebody has taken this note back meanwhile. Look again.")
    raise Refused("%(by)s has noted meanwhile: %(state)s. Nothing was changed.", by=by, state=stands.label)
