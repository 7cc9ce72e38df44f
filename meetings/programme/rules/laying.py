"""Laying a programme out over the days of a meeting: from a template, or from an earlier one. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from meetings.base.refusals import Refused
from meetings.programme.rules.drafts import SessionDraft, Span, SpeakerDraft, session_instants
from meetings.programme.rules.kinds import Attribution, SessionKind
from meetings.programme.rules.moving import next_label

HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True)
class Pattern:
    """A session that a programme brings. `day` counts from 0; `room` empty: none.

    `label`: its number, kept if all of its programme's are free.
    """

    day: int
    starts: time
    minutes: int
    kind: SessionKind
    title: str
    about: str = ""
    room: str = ""
    attribution: Attribution = Attribution.PUBLIC
    speakers: tuple[SpeakerDraft, ...] = ()
    unscheduled: bool = False
    label: str = ""


@dataclass(frozen=True)
class Template:
    """A programme that begins anew: `two-day-workshop`; its hours are moved by as much as the meeting begins later."""

    code: str
    title: str
    about: str
    begins: time
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True)
class Laid:
    """A session as it would be added; `unscheduled`: it finds no time in the meeting and goes into the tray."""

    draft: SessionDraft
    unscheduled: bool
    speakers: tuple[SpeakerDraft, ...] = ()


def lay(
    patterns: Iterable[Pattern],
    first: date,
    shift: timedelta,
    zone: str,
    meeting: Span,
    taken: Sequence[str],
    rooms: Sequence[str] = (),
) -> list[Laid]:
    """The sessions over the meeting's days from `first` on, under free numbers, by time.

    `shift`: by how much later each one begins than its pattern says. `rooms`: the meeting's own; a pattern's
    `1`, `2` … is the first, second … of them.
    """
    numbers = list(taken)
    result = []
    ordered = sorted(patterns, key=lambda p: (p.unscheduled, p.day, p.starts))
    own = {pattern.label.lower() for pattern in ordered}
    # All numbers of the earlier programme, or none: a mixture would look like a mistake.
    keep = "" not in own and not own & {number.lower() for number in taken}
    for pattern in ordered:
        label = pattern.label if keep else next_label(numbers, pattern.kind)
        numbers.append(label)
        draft = _drafted(pattern, label, first, shift, rooms)
        result.append(Laid(draft, pattern.unscheduled or not _fits(draft, zone, meeting), pattern.speakers))
    return [_at_a_plain_hour(one, zone, meeting) for one in result]


def _drafted(
    pattern: Pattern, label: str, first: date, shift: timedelta, rooms: Sequence[str]
) -> SessionDraft:
    starts = datetime.combine(first + timedelta(days=pattern.day), pattern.starts) + shift
    room = pattern.room
    if room.isdecimal():
        at = int(room) - 1
        room = rooms[at] if 0 <= at < len(rooms) else ""
    return SessionDraft(
        label=label,
        kind=pattern.kind,
        title=pattern.title,
        starts=starts,
        ends=starts + timedelta(minutes=pattern.minutes),
        about=pattern.about,
        room=room,
        attribution=pattern.attribution,
    )


def _fits(draft: SessionDraft, zone: str, meeting: Span) -> bool:
    try:
        session_instants(draft, zone, meeting)
    except Refused:
        return False
    return True


def _at_a_plain_hour(one: Laid, zone: str, meeting: Span) -> Laid:
    """What lies in the tray must have hours that exist, on one day, for its length: from noon, or from midnight."""
    if not one.unscheduled:
        return one
    try:
        session_instants(one.draft, zone, None)
    except Refused:
        length = one.draft.ends - one.draft.starts
        hour = time(12) if length < HALF_A_DAY else time(0)
        starts = datetime.combine(one.draft.starts.date(), hour)
        return replace(one, draft=replace(one.draft, starts=starts, ends=starts + length))
    return one
