"""The agenda of a meeting, what organizations tell before it, and who is late with what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.programme.rules import MeetingKind, MeetingStatus


class PointKind(Labelled):
    """What a point of the agenda is; all but the last fill themselves (DOMAIN 3: what a focal-point meeting does)."""

    FOLLOW_UP = "follow_up", N_("Follow-up of the last conclusions")
    UPDATES = "updates", N_("Updates of organizations")
    CALENDAR = "calendar", N_("Joint calendar")
    CONCLUSIONS = "conclusions", N_("Conclusions")
    POINT = "point", N_("Point")


class UpdateState(Labelled):
    """How far an organization is with its update."""

    SENT = "sent", N_("sent")
    SENT_LATE = "sent_late", N_("sent late")
    OPEN = "open", N_("not sent yet")
    LATE = "late", N_("late")


class Shut(Labelled):
    """Why a personal link changes nothing (any more)."""

    REMOVED = "removed", N_("Your organization is no longer asked for an update.")
    CANCELLED = "cancelled", N_("The meeting is cancelled.")
    NO_LONGER = (
        "no_longer",
        N_("You no longer speak for this organization. Whoever does has a link of their own."),
    )
    BEGUN = "begun", N_("The meeting has begun. The update is a part of its record now.")


# The usual agenda of a focal-point meeting: kind, title of a plain point, minutes (DOMAIN 3, to be corrected).
USUAL: tuple[tuple[PointKind, str, int], ...] = (
    (PointKind.FOLLOW_UP, "", 15),
    (PointKind.POINT, N_("Adoption of the agenda"), 5),
    (PointKind.UPDATES, "", 45),
    (PointKind.POINT, N_("Thematic exchange"), 35),
    (PointKind.CALENDAR, "", 10),
    (PointKind.CONCLUSIONS, "", 10),
)
MOST_POINTS, MOST_MINUTES, MOST_DATES = 60, 600, 12
WORDS, MOST_TEXT = 250, 8000
REMIND_AFTER = timedelta(hours=24)
LONGEST_EVENT = 400  # days
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True)
class PointDraft:
    """A point as it is typed; `session_id` None: it belongs to the meeting as a whole."""

    title: str
    about: str = ""
    minutes: int | None = None
    lead: str = ""
    session_id: int | None = None


@dataclass(frozen=True)
class DateDraft:
    """A date that an organization shares: an event and its days, on the clock of a zone."""

    event: str
    first: date
    last: date
    zone: str
    place: str = ""


def has_follow_up(kind: MeetingKind) -> bool:
    """Whether the first point is by itself the follow-up of the last conclusions."""
    return kind is MeetingKind.FOCAL_POINT_MEETING


def check_point(draft: PointDraft, kind: PointKind, number: int) -> None:
    """Refused for a plain point without a title, and when there are too many."""
    if kind is PointKind.POINT and not draft.title.strip():
        raise Refused("Write what the point is about.", field="title")
    if number > MOST_POINTS:
        raise Refused("An agenda has at most %(most)s points.", most=MOST_POINTS)


def moved(order: Sequence[int], one: int, by: int, fixed: int) -> list[int]:
    """The ids in a new order: `one` goes `by` places; the first `fixed` of them stay where they are."""
    at = order.index(one)
    to = min(max(at + by, fixed), len(order) - 1)
    if at < fixed:
        raise Refused("The follow-up of the last conclusions is always the first point.")
    rest = [id_ for id_ in order if id_ != one]
    return [*rest[:to], one, *rest[to:]]


def begins(starts: datetime, minutes: Iterable[int | None]) -> list[datetime | None]:
    """When each point begins, counted from the start of the sitting; unknown behind a point without minutes."""
    at: datetime | None = starts
    found: list[datetime | None] = []
    for length in minutes:
        found.append(at)
        at = None if at is None or length is None else at + timedelta(minutes=length)
    return found


def update_state(sent_at: datetime | None, due_at: datetime | None, now: datetime) -> UpdateState:
    """How an organization stands; without a date nobody is late."""
    if sent_at is not None:
        return UpdateState.SENT_LATE if due_at is not None and sent_at > due_at else UpdateState.SENT
    return UpdateState.LATE if due_at is not None and now > due_at else UpdateState.OPEN


def why_shut(
    asked: bool, speaks: bool, status: MeetingStatus, starts_at: datetime, now: datetime
) -> Shut | None:
    """What stands against writing an update; None: nothing does."""
    if status is MeetingStatus.CANCELLED:
        return Shut.CANCELLED
    if not asked:
        return Shut.REMOVED
    if now >= starts_at or status in (MeetingStatus.HELD, MeetingStatus.CLOSED):
        return Shut.BEGUN
    return None if speaks else Shut.NO_LONGER


def check_update(text: str, dates: Sequence[DateDraft], shut: Shut | None) -> None:
    """Refused when the link is shut, when nothing is told, or when a date is none."""
    if shut is not None:
        raise Refused(shut.label)
    if not text.strip() and not dates:
        raise Refused("Write your update, or give a date.", field="text")
    for one in dates:
        check_date(one)


def check_date(one: DateDraft) -> None:
    """Refused for an event whose days are none."""
    if one.last < one.first:
        raise Refused("“%(event)s”: the last day is before the first.", event=one.event)
    if not (one.first >= FIRST_DAY and one.last <= LAST_DAY) or (one.last - one.first).days > LONGEST_EVENT:
        raise Refused("“%(event)s”: these days cannot be meant.", event=one.event)


def check_due(due_at: datetime | None, starts_at: datetime, now: datetime, was: datetime | None) -> None:
    """Refused when updates would be due after the meeting has begun, or (newly) before now."""
    if due_at is None or due_at == was:
        return
    if due_at > starts_at:
        raise Refused("Updates are due before the meeting begins.", field="due_on")
    if due_at <= now:
        raise Refused("That is in the past. Nobody could be in time.", field="due_on")


def check_reminder(state: UpdateState, written_at: datetime | None, shut: Shut | None, now: datetime) -> None:
    """Refused when nothing is waited for, or the last mail is younger than a day."""
    if shut is not None:
        raise Refused(shut.label)
    if state in (UpdateState.SENT, UpdateState.SENT_LATE):
        raise Refused("This organization has sent its update.")
    if written_at is not None and now - written_at < REMIND_AFTER:
        raise Refused("The last mail to this organization went less than 24 hours ago. Wait, then remind.")


@dataclass(frozen=True)
class There:
    """In how many sittings somebody of an organization was seen: sitting → how many people."""

    organization: str
    people: Mapping[int, int]


def attendance_of(seen: Iterable[tuple[str, int, int]]) -> list[There]:
    """Who was there, over all sittings: out of (organization, sitting, registration), each person once a sitting.

    Whoever was at several sessions of a sitting is one; the organizations come by name.
    """
    found: dict[str, dict[int, set[int]]] = {}
    for organization, sitting, person in seen:
        found.setdefault(organization, {}).setdefault(sitting, set()).add(person)
    return [
        There(name, {number: len(people) for number, people in sorted(by.items())})
        for name, by in sorted(found.items(), key=lambda one: one[0].casefold())
    ]


def repeated_label(label: str, sitting: int, taken: Iterable[str]) -> str:
    """The number of a session's repetition: 3 in the second sitting becomes 3b; Refused when no letter is left."""
    lower = {one.casefold() for one in taken}
    for letter in "bcdefghijklmnopqrstuvwxyz"[sitting - 2 :]:
        if f"{label}{letter}".casefold() not in lower and len(label) < 10:
            return f"{label}{letter}"
    raise Refused("Session %(label)s cannot be repeated: no number is free.", label=label)
