"""What somebody wants a meeting, a session or a speaker to be, before it is one; wall clocks become instants here."""

import re
from dataclasses import dataclass
from datetime import datetime

from meetings.base.refusals import Refused
from meetings.base.zones import known_zone, wall_to_utc
from meetings.programme.rules.kinds import Attribution, MeetingKind, Mode, SessionKind, SpeakerRole

# Zone rules reach neither further back nor further ahead with any certainty.
FIRST_YEAR, LAST_YEAR = 2000, 2100
LINK = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
LABEL = re.compile(r"[0-9A-Za-z]+([.-][0-9A-Za-z]+)*")
LONGEST_LABEL = 10


@dataclass(frozen=True)
class Span:
    """Two instants (aware), or two wall-clock times of one zone (naive)."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class MeetingDraft:
    """A meeting as it is to be. `starts`, `ends`, `registration_closes`: wall clock in `zone` (naive).

    `…_second`: which of two equal hours is meant, where the clock shows it twice; None: it comes once.
    `slug` empty: made from kind and year. `dates_set` False: the dates hold a year open, nothing more; then
    neither place nor join link is asked for. `places` None: not counted.
    """

    title: str
    kind: MeetingKind
    mode: Mode
    zone: str
    city: str
    starts: datetime
    ends: datetime
    cycle_id: int
    about: str = ""
    place: str = ""
    join_link: str = ""
    languages: tuple[str, ...] = ()
    places: int | None = None
    registration_closes: datetime | None = None
    dates_set: bool = True
    slug: str = ""
    planned_code: str | None = None
    demonstration: bool = False
    starts_second: bool | None = None
    ends_second: bool | None = None
    closes_second: bool | None = None


@dataclass(frozen=True)
class SessionDraft:
    """A session as it is to be; `starts` and `ends` are the wall clock of its meeting's zone (naive).

    `…_second`: which of two equal hours is meant, where the clock shows it twice; None: it comes once.
    """

    label: str
    kind: SessionKind
    title: str
    starts: datetime
    ends: datetime
    about: str = ""
    room: str = ""
    attribution: Attribution = Attribution.PUBLIC
    starts_second: bool | None = None
    ends_second: bool | None = None


@dataclass(frozen=True)
class SpeakerDraft:
    """Somebody in a role of a session, as it is to be printed; `person_id`: the same in the directory.

    `minutes`: the speaking time planned.
    """

    name: str
    role: SpeakerRole
    function: str = ""
    organization: str = ""
    person_id: int | None = None
    minutes: int | None = None


def check_same_person(name: str, person_id: int | None, draft: SpeakerDraft, same: bool) -> None:
    """Refused when a draft may put another person into the role of this one, who was asked.

    Two of the directory are two. Whether another name is another person no comparison can say: `same`, somebody did.
    """
    if person_id is not None and draft.person_id is not None:
        if person_id != draft.person_id:
            raise Refused(
                "%(name)s was asked to take this role. Remove them and add the other person.",
                field="name",
                name=name,
            )
    elif not same and name.casefold().split() != draft.name.casefold().split():
        raise Refused(
            "%(name)s was asked to take this role. Is this the same person? Tick the box. If not, remove them and "
            "add the other person.",
            field="same",
            name=name,
        )


@dataclass(frozen=True)
class MeetingInstants:
    """What is derived from a meeting's wall clocks (aware, UTC)."""

    starts_at: datetime
    ends_at: datetime
    closes_at: datetime | None


def meeting_instants(draft: MeetingDraft) -> MeetingInstants:
    """The instants of a meeting; Refused, with the field, when anything about it cannot be."""
    _check_title(draft.title)
    known_zone(draft.zone, "zone")
    if not draft.city.strip():
        raise Refused("Name the city: its time stands first on every page.", field="city")
    starts_at = _instant(draft.starts, draft.zone, "starts", draft.starts_second)
    ends_at = _instant(draft.ends, draft.zone, "ends", draft.ends_second)
    check_span(Span(starts_at, ends_at))
    closes = draft.registration_closes
    closes_at = (
        None if closes is None else _instant(closes, draft.zone, "registration_closes", draft.closes_second)
    )
    if closes_at is not None and closes_at > ends_at:
        raise Refused("Registration cannot close after the meeting’s end.", field="registration_closes")
    if draft.places is not None and draft.places < 0:
        raise Refused("Places cannot be fewer than none.", field="places")
    _check_where(draft)
    return MeetingInstants(starts_at, ends_at, closes_at)


def session_instants(draft: SessionDraft, zone: str, meeting: Span | None) -> Span:
    """The instants of a session within its meeting's; Refused, with the field, when it cannot be so.

    `meeting` None: it lies in the tray, and its times only say how long it is.
    """
    if not LABEL.fullmatch(draft.label) or len(draft.label) > LONGEST_LABEL or draft.label == "new":
        raise Refused("A session’s number is short, like 3, 7a or 2.1.", field="label")
    _check_title(draft.title)
    span = Span(
        _instant(draft.starts, zone, "starts", draft.starts_second),
        _instant(draft.ends, zone, "ends", draft.ends_second),
    )
    check_span(span)
    check_one_day(draft.starts, draft.ends)
    if meeting is not None:
        check_inside(span, meeting)
    return span


def check_span(span: Span, field: str = "ends") -> None:
    """Refused when the end is not after the start."""
    if span.ends <= span.starts:
        raise Refused("The end must come after the start.", field=field)


def check_one_day(starts: datetime, ends: datetime, field: str = "ends") -> None:
    """Refused when a session ends on another day, by its meeting's clock, than that on which it begins."""
    if starts.date() != ends.date():
        raise Refused("A session ends on the day on which it begins, at 23:59 at the latest.", field=field)


def check_inside(session: Span, meeting: Span) -> None:
    """Refused when a session lies outside the days of its meeting."""
    if session.starts < meeting.starts or session.ends > meeting.ends:
        raise Refused(
            "The session lies outside its meeting. Change the meeting’s times first.", field="starts"
        )


def slug_of(kind: MeetingKind, year: int, taken: set[str]) -> str:
    """The address of a new meeting: `workshop-2028`, or `workshop-2028-2` when that is taken."""
    first = f"{kind.value.replace('_', '-')}-{year}"
    slug, number = first, 1
    while slug in taken:
        number += 1
        slug = f"{first}-{number}"
    return slug


def _check_title(title: str) -> None:
    if not title.strip():
        raise Refused("Give it a title.", field="title")


def _instant(wall: datetime, zone: str, field: str, second: bool | None) -> datetime:
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        raise Refused(
            "Write a year from %(first)s to %(last)s.", field=field, first=FIRST_YEAR, last=LAST_YEAR
        )
    return wall_to_utc(wall, zone, field, second)


def _check_where(draft: MeetingDraft) -> None:
    if draft.join_link and not LINK.fullmatch(draft.join_link):
        raise Refused("A join link begins with https://.", field="join_link")
    if not draft.dates_set:
        return
    if draft.mode is not Mode.VIRTUAL and not draft.place.strip():
        raise Refused("People will come: say to which place.", field="place")
    if draft.mode is not Mode.IN_PERSON and not draft.join_link:
        raise Refused("People will take part online: give the join link.", field="join_link")
