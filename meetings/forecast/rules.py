"""What hangs on the workshop and on the Council session, and what moving either would change (DOMAIN 2: 10-4-6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from meetings.base.refusals import Refused
from meetings.base.words import N_
from meetings.mandate.rules import (
    CouncilSession,
    SessionDates,
    Slot,
    SlotDate,
    SlotKind,
    WritingTime,
    clashes,
    slot_dates,
    writing_time,
)

LONGEST_WORKSHOP = 14  # days
FARTHEST = 400  # days by which anything is moved in thought: beyond it the session would be another one


@dataclass(frozen=True)
class Days:
    """The days that the report hangs on: the workshop's first and last, the first of the Council session."""

    first: date
    last: date
    opens: date


@dataclass(frozen=True)
class Standing:
    """What follows from such days: the report's dates, the time to write it, the Council sessions it meets with."""

    days: Days
    slots: tuple[SlotDate, ...]
    writing: WritingTime
    clashes: tuple[SessionDates, ...]

    def day_of(self, kind: SlotKind) -> date:
        """The day of one of the report's dates."""
        return next(slot.day for slot in self.slots if slot.kind is kind)


@dataclass(frozen=True)
class Shift:
    """A date of the report before and after; `days` is how much later it is (earlier: negative)."""

    kind: SlotKind
    before: date
    after: date

    @property
    def days(self) -> int:
        return (self.after - self.before).days


@dataclass(frozen=True)
class Moved:
    """What a move changes. `lost`: days of writing time that go (gained: negative)."""

    before: Standing
    after: Standing
    shifts: tuple[Shift, ...]
    lost: int

    @property
    def changes_nothing(self) -> bool:
        return self.before.days == self.after.days

    def leaves_out(self, due: date) -> bool:
        """Whether what is due between the workshop and the submission would be due outside of them."""
        return _within(due, self.before) and not _within(due, self.after)


def _within(due: date, standing: Standing) -> bool:
    return standing.days.last <= due <= standing.day_of(SlotKind.SUBMISSION)


@dataclass(frozen=True)
class Weeks:
    """The fewest weeks in which the report can be written, and how many are enough (settings of the cycle)."""

    least: int
    good: int


def standing(
    days: Days, slots: Sequence[Slot], weeks: Weeks, known: Mapping[int, CouncilSession]
) -> Standing:
    """What follows from these days. Refused when the workshop ends before it begins, or lasts for weeks."""
    if days.last < days.first:
        raise Refused("The last day is before the first.", field="last")
    if (days.last - days.first).days >= LONGEST_WORKSHOP:
        raise Refused("At most %(most)s days.", field="last", most=LONGEST_WORKSHOP)
    dates = slot_dates(days.opens, slots)
    submission = next(slot.day for slot in dates if slot.kind is SlotKind.SUBMISSION)
    return Standing(
        days,
        dates,
        writing_time(days.last, submission, weeks.least, weeks.good),
        clashes(days.first, days.last, known),
    )


def check_near(stands: Days, first: date, opens: date) -> None:
    """Refused for days that are more than a year away: what follows from them can lie in no calendar."""
    for field, old, new in (("first", stands.first, first), ("opens", stands.opens, opens)):
        if abs((new - old).days) > FARTHEST:
            raise Refused("That is more than a year from the day that stands.", field=field)


def moved(before: Standing, after: Standing) -> Moved:
    """The difference between two such standings. Refused for a move by more than a year."""
    check_near(before.days, after.days.first, after.days.opens)
    shifts = tuple(Shift(old.kind, old.day, after.day_of(old.kind)) for old in before.slots)
    return Moved(before, after, shifts, before.writing.days - after.writing.days)


@dataclass(frozen=True)
class Sheet:
    """What documents management is told at the freeze; what is told later is held against it."""

    title: str
    symbol: str
    mandate: str
    session: int
    words: int
    languages: tuple[str, ...]
    submission: date
    issuance: date


FIELDS: dict[str, str] = {
    "title": N_("Title"),
    "symbol": N_("Symbol"),
    "mandate": N_("Mandate"),
    "session": N_("Session"),
    "words": N_("Words, estimated"),
    "languages": N_("Languages"),
    "submission": N_("Report submitted"),
    "issuance": N_("Report issued"),
}


def changed_since(frozen: Sheet, now: Sheet) -> tuple[str, ...]:
    """The fields that are no longer what documents management was told, in the order of the sheet."""
    return tuple(name for name in FIELDS if getattr(frozen, name) != getattr(now, name))


def check_estimate(words: int, limit: int) -> None:
    """Refused for an estimate of nothing, or above the limit that holds without a waiver."""
    if not 1 <= words <= limit:
        raise Refused(
            "Between 1 and %(limit)s words: more needs a waiver, and another limit of the cycle.",
            field="words",
            limit=limit,
        )
