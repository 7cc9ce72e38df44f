"""What an office should look at before it releases a draft: one function for each warning. Pure."""

from collections.abc import Iterable

from meetings.programme.rules.warnings.around import (
    council_session,
    elements_of_the_mandate,
    holidays_at_seats,
    holidays_here,
)
from meetings.programme.rules.warnings.elsewhere import person_elsewhere, room_elsewhere
from meetings.programme.rules.warnings.parts import (
    Around,
    Council,
    Element,
    Elsewhere,
    Finding,
    Holiday,
    Level,
    Part,
    Planned,
)
from meetings.programme.rules.warnings.within import (
    link_twice,
    no_rapporteur,
    outside_interpretation,
    overrun,
    person_twice,
    room_twice,
    unconfirmed,
)

ALL = (
    person_twice,
    room_twice,
    link_twice,
    person_elsewhere,
    room_elsewhere,
    outside_interpretation,
    elements_of_the_mandate,
    unconfirmed,
    no_rapporteur,
    overrun,
    council_session,
    holidays_here,
    holidays_at_seats,
)


def warnings_of(sessions: Iterable[Planned], around: Around) -> tuple[Finding, ...]:
    """All that is to be said of a draft: what must be mended first, then by time, however `sessions` are ordered."""
    ordered = tuple(sorted(sessions, key=lambda s: (s.starts_at, s.label, s.uid)))
    found = [warning for rule in ALL for warning in rule(ordered, around)]
    return tuple(sorted(found, key=lambda w: w.level.order))


__all__ = [
    "ALL",
    "Around",
    "Council",
    "Element",
    "Elsewhere",
    "Finding",
    "Holiday",
    "Level",
    "Part",
    "Planned",
    "warnings_of",
]
