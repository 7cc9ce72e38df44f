"""The plan of interpretation: which languages people ask for, what is booked per session, and where the two part.

Six languages; when interpreters work is set on the timetable (DOMAIN 4: sittings 10–13 and 15–18 h).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.base.words import N_, Labelled
from meetings.programme.rules.sittings import Hours

LEAST = 3  # people who ask for a language, from whom on it is missed


@dataclass(frozen=True)
class Asked:
    """How many people follow a meeting in each language: those admitted, and those on whom is still to be decided."""

    admitted: Mapping[str, int]
    undecided: Mapping[str, int]

    def of(self, language: str) -> int:
        """All who ask for the language."""
        return self.admitted.get(language, 0) + self.undecided.get(language, 0)

    @property
    def anybody(self) -> bool:
        """Whether anybody has said anything yet; before that, nothing is booked in vain."""
        return any(self.admitted.values()) or any(self.undecided.values())


@dataclass(frozen=True)
class SessionPlan:
    """A session that takes place: its wall clock, what is booked for it, and what its speakers speak."""

    label: str
    title: str
    starts: datetime
    ends: datetime
    booked: tuple[str, ...]
    spoken: frozenset[str] = frozenset()


class GapKind(Labelled):
    """Where what is booked and what is needed part."""

    MISSED = "missed", N_("asked for, not booked")
    SPOKEN = "spoken", N_("a speaker speaks it, not booked")
    UNASKED = "unasked", N_("booked, nobody asked for it")
    HOURS = "hours", N_("outside the hours of interpretation")


@dataclass(frozen=True)
class Gap:
    """One of them, and the languages that it is about, each with how many people asked for it; none for the hours."""

    kind: GapKind
    languages: tuple[tuple[str, int], ...] = ()


def gaps(
    session: SessionPlan,
    asked: Asked,
    languages: Collection[str],
    hours: Sequence[Hours],
    least: int = LEAST,
) -> tuple[Gap, ...]:
    """What the office should look at in a session, by kind; languages in the order given.

    `hours`: when interpreters work, by the meeting's clock.
    """
    found: dict[GapKind, list[tuple[str, int]]] = {kind: [] for kind in GapKind}
    for language in languages:
        people = asked.of(language)
        if language in session.booked:
            if asked.anybody and not people:
                found[GapKind.UNASKED].append((language, 0))
        elif language in session.spoken:
            found[GapKind.SPOKEN].append((language, people))
        elif people >= max(least, 1):
            found[GapKind.MISSED].append((language, people))
    gaps = [Gap(kind, tuple(those)) for kind, those in found.items() if those]
    outside = session.booked and not any(h.hold(session.starts, session.ends) for h in hours)
    return (*gaps, Gap(GapKind.HOURS)) if outside else tuple(gaps)


def time_booked(sessions: Iterable[SessionPlan]) -> dict[str, timedelta]:
    """How long interpretation is booked into each language in all, for the estimate of costs."""
    found: dict[str, timedelta] = {}
    for session in sessions:
        for language in session.booked:
            found[language] = found.get(language, timedelta()) + (session.ends - session.starts)
    return found


def asked_of(counted: Iterable[tuple[bool, Iterable[str], int]]) -> Asked:
    """Out of (whether admitted, their languages, how many people)."""
    admitted: Counter[str] = Counter()
    undecided: Counter[str] = Counter()
    for is_admitted, languages, people in counted:
        for language in set(languages):
            (admitted if is_admitted else undecided)[language] += people
    return Asked(admitted, undecided)


def in_hours(length: timedelta) -> str:
    """A length of time in hours, as an estimate says it: 1.5, 12, 0.75."""
    return f"{length.total_seconds() / 3600:.2f}".rstrip("0").rstrip(".")
