"""When the personal data of a meeting are deleted. Days are those of the meeting's own zone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from meetings.base.refusals import Refused
from meetings.retention.rules.settings import Setting

MOST_YEARS = 10


@dataclass(frozen=True)
class RuleDay:
    """The day that follows from the rule; `by_session`: from the Council's session, otherwise from the meeting."""

    day: date
    by_session: bool


@dataclass(frozen=True)
class Warned:
    """A warning that went to the organizers: so many days before `day` was meant, on the day `on`."""

    day: date
    before: int
    on: date


@dataclass(frozen=True)
class Clock:
    """How long the data of one meeting are kept.

    `day`: they are deleted as it begins; `rule`: what the rule says, `because` why the office set another day.
    `session` is the Council's session that takes the report, `projected` when its dates are computed.
    `hold`: why the deletion waits ("" does not). `last`: when data were deleted; `kept`: whether there are any now.
    """

    day: date
    today: date
    rule: RuleDay
    session: int
    opens: date
    projected: bool
    because: str = ""
    set_by: str = ""
    hold: str = ""
    held_by: str = ""
    last: date | None = None
    kept: bool = True

    @property
    def days_left(self) -> int:
        """Negative when it is overdue."""
        return (self.day - self.today).days

    @property
    def by_rule(self) -> bool:
        return not self.because


def day_by_rule(opens: date, ends: date, numbers: Mapping[Setting, int]) -> RuleDay:
    """So many weeks after the session opens, and never earlier than so many days after the meeting."""
    by_session = opens + timedelta(weeks=numbers[Setting.WEEKS])
    by_meeting = ends + timedelta(days=numbers[Setting.LEAST])
    return RuleDay(max(by_session, by_meeting), by_session >= by_meeting)


def check_day(day: date, ends: date, today: date) -> None:
    """Refused before the meeting has ended, for a day that is over, and for ever."""
    if day <= ends:
        raise Refused("The meeting must be over first. Choose a day after its last.", field="day")
    if day <= today:
        raise Refused("Choose a day to come. To delete today, use “Delete now”.", field="day")
    if day > date(ends.year + MOST_YEARS, 12, 31):
        raise Refused("Not longer than %(years)s years after the meeting.", field="day", years=MOST_YEARS)


def check_may_delete(ends_at: datetime, now: datetime, hold: str) -> None:
    """Refused while the meeting is not over, or while the deletion is held."""
    if now <= ends_at:
        raise Refused("The meeting is not over yet. Its data can be deleted afterwards.")
    if hold:
        raise Refused("The deletion is held. Release it first.")


def warning_due(
    day: date, today: date, numbers: Mapping[Setting, int], sent: Collection[Warned]
) -> int | None:
    """Of which warning it is time: how many days before; None: of none, or it went. After the day the last is due."""
    left = (day - today).days
    told = [w.before for w in sent if w.day == day]
    due = min(
        (n for n in (numbers[Setting.FIRST_WARNING], numbers[Setting.LAST_WARNING]) if left <= n),
        default=None,
    )
    return None if due is None or any(before <= due for before in told) else due


def deleted_on(day: date, numbers: Mapping[Setting, int], sent: Collection[Warned]) -> date | None:
    """The day on which the worker deletes by itself: never without a warning some days before; None: none went yet."""
    told = [w.on for w in sent if w.day == day]
    return max(day, min(told) + timedelta(days=numbers[Setting.LAST_WARNING])) if told else None
