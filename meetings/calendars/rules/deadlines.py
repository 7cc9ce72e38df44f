"""Deadlines as calendars are told of them: days or instants, with a SEQUENCE that never falls. Pure."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from meetings.base.words import N_, Labelled
from meetings.ical.entries import SHOWN_AFTER_CANCELLING
from meetings.programme.rules import feed_changed

# Shown as the last half hour before an instant; a day is shown as the day.
LENGTH = timedelta(minutes=30)


class DeadlineKind(Labelled):
    """What is due; the words begin the summary."""

    SLOT = "slot", N_("Report")
    OBLIGATION = "obligation", N_("Due")
    REGISTRATION = "registration", N_("Registration closes")
    NOMINATION = "nomination", N_("Nominations are due")


@dataclass(frozen=True)
class Deadline:
    """Something due on a day, or at an instant. `words` is of what (msgids where ours), `path` its page.

    `number`: of how many organizations the nominations are due. `cancelled`: its meeting is.
    """

    uid: str
    kind: DeadlineKind
    day: date | None
    at: datetime | None
    words: str
    path: str
    number: int = 0
    cancelled: bool = False

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Where it stands in a calendar, in UTC."""
        if self.at is not None:
            return self.at - LENGTH, self.at
        midnight = datetime.combine(self.day or date.min, time(0), UTC)
        return midnight, midnight + timedelta(days=1)

    def is_shown(self, now: datetime) -> bool:
        """Whether feeds hold it; a cancelled one leaves them as any entry does."""
        return not self.cancelled or now <= self.span[1] + SHOWN_AFTER_CANCELLING

    @property
    def parts(self) -> tuple[str | int | bool | date | None, ...]:
        """All that is told of it, whatever the language."""
        return (
            self.uid, self.kind.value, self.day, self.at, self.words, self.path, self.number, self.cancelled
        )  # fmt: skip

    @property
    def stands(self) -> str:
        """When it is, and whether it still is: a change of that counts SEQUENCE up."""
        return f"{self.day}|{self.at}|{self.cancelled}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr(self.parts).encode()).hexdigest()


@dataclass(frozen=True)
class ToldDeadline:
    """What calendars were told of a deadline last."""

    digest: str
    stands: str
    sequence: int
    changed_at: datetime


def told_now(before: ToldDeadline | None, deadline: Deadline, now: datetime) -> ToldDeadline:
    """What they are told now; SEQUENCE and LAST-MODIFIED as CALENDARS, feeds 3, has them."""
    if before is None:
        return ToldDeadline(deadline.digest, deadline.stands, 0, now)
    if before.digest == deadline.digest:
        return before
    return replace(
        before,
        digest=deadline.digest,
        stands=deadline.stands,
        sequence=before.sequence + (before.stands != deadline.stands),
        changed_at=feed_changed(before.changed_at, now),
    )
