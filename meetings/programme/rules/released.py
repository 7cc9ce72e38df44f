"""A version of the programme: what is told of each session, and how one version follows from the one before. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from meetings.programme.rules.changes import Told, next_changed, next_sequence
from meetings.programme.rules.kinds import Attribution, SessionKind, SpeakerRole


@dataclass(frozen=True)
class Around:
    """What calendars are told of a session's meeting. `cancelled`: none of its sessions takes place."""

    title: str
    place: tuple[str, ...]
    join_link: str
    cancelled: bool


@dataclass(frozen=True)
class Printed:
    """Somebody in a role of a session, as the programme prints it; `speaker_id` is the row it came from."""

    role: SpeakerRole
    name: str
    function: str = ""
    organization: str = ""
    talk: str = ""
    minutes: int | None = None
    speaker_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Session:
    """A session as one version of the programme has it. Walls are naive, in the meeting's zone; `_at` are UTC.

    `taken_out`: it was in an earlier version and is in none now; only calendars are still told, by a cancellation.
    `sequence` and `changed_at` are those of its calendar entry (RFC 5545, 3.8.7).
    """

    uid: str
    session_id: int | None
    label: str
    kind: SessionKind
    title: str
    about: str
    starts: datetime
    ends: datetime
    starts_at: datetime
    ends_at: datetime
    room: str
    attribution: Attribution
    interpretation: tuple[str, ...]
    people: tuple[Printed, ...]
    cancelled: bool
    around: Around
    taken_out: bool = False
    sequence: int = 0
    changed_at: datetime | None = None
    meeting_id: int | None = None

    @property
    def speakers(self) -> tuple[Printed, ...]:
        return self.people

    @property
    def unscheduled(self) -> bool:
        """Whether it has no time, as one that stands in the tray of the draft."""
        return self.taken_out

    @property
    def takes_place(self) -> bool:
        return not (self.cancelled or self.taken_out or self.around.cancelled)

    @property
    def told(self) -> Told:
        """What calendars are told of it; place, join link and cancellation of its meeting are its own."""
        return Told(
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            place=(self.room, *self.around.place),
            join_link=self.around.join_link,
            cancelled=not self.takes_place,
            words=(self.label, self.title, self.about, self.kind.value, self.around.title),
        )

    def scopes(self) -> tuple[tuple[str, int], ...]:
        own = () if self.session_id is None else (("session", self.session_id),)
        return own if self.meeting_id is None else (*own, ("meeting", self.meeting_id))


Version = tuple[Session, ...]
"""All sessions of one version, those taken out too, by time."""


def next_version(before: Version, drafts: Iterable[Session], around: Around, now: datetime) -> Version:
    """The version that follows when these sessions are told; `drafts` are those that stand in the draft's programme.

    One that is no longer among them is taken out, and stays so until it comes back under the same UID. SEQUENCE
    never falls: it is one more where people must be asked again.
    """
    stood = {session.uid: session for session in before}
    coming = {draft.uid: replace(draft, around=around, taken_out=False) for draft in drafts}
    for uid, session in stood.items():
        if uid not in coming:
            coming[uid] = replace(session, taken_out=True)
    return counted(before, coming.values(), now)


def told_anew(version: Iterable[Session], around: Around) -> Version:
    """The same sessions when something around them has changed, such as the place or a cancellation of the meeting.

    Of those taken out nothing more is told.
    """
    return in_order(s if s.taken_out else replace(s, around=around) for s in version)


def counted(before: Version, after: Iterable[Session], now: datetime) -> Version:
    """The version with the SEQUENCE and LAST-MODIFIED that its entries have after the one before."""
    stood = {session.uid: session for session in before}
    return in_order(_counted(stood.get(session.uid), session, now) for session in after)


def _counted(before: Session | None, after: Session, now: datetime) -> Session:
    if before is None or before.changed_at is None:
        return replace(after, sequence=0, changed_at=now)
    return replace(
        after,
        sequence=next_sequence(before.sequence, before.told, after.told),
        changed_at=next_changed(before.changed_at, before.told, after.told, now),
    )


def in_order(sessions: Iterable[Session]) -> Version:
    """By time, then by number."""
    return tuple(sorted(sessions, key=lambda s: (s.starts_at, s.label, s.uid)))


def in_programme(version: Version) -> Version:
    """The sessions that the programme shows: all but those taken out."""
    return tuple(session for session in version if not session.taken_out)


# ─── What differs ────────────────────────────────────────────────────────────────────────────────────────────────

# What nobody reads as a change of the programme.
SILENT = frozenset({"sequence", "changed_at", "around", "meeting_id", "session_id"})


@dataclass(frozen=True)
class Change:
    """What differs of one session between two versions; `before` None: it is new. `names`: the fields that differ."""

    before: Session | None
    after: Session
    names: frozenset[str]

    @property
    def told(self) -> frozenset[str]:
        """The fields that people read."""
        return self.names - SILENT

    @property
    def added(self) -> bool:
        return not self.after.taken_out and (self.before is None or self.before.taken_out)

    @property
    def taken_out(self) -> bool:
        return self.after.taken_out and self.before is not None and not self.before.taken_out

    @property
    def moved(self) -> bool:
        return bool({"starts_at", "ends_at"} & self.names)

    @property
    def asks_again(self) -> bool:
        """Whether calendars must ask people again (RFC 5545, 3.8.7.4)."""
        return self.before is None or self.before.told.asks_again != self.after.told.asks_again


def changes(before: Version, after: Version) -> tuple[Change, ...]:
    """What turns one version into the next: session by session, in the order of the new one."""
    stood = {session.uid: session for session in before}
    found = []
    for session in after:
        old = stood.get(session.uid)
        names = _differing(old, session)
        if names:
            found.append(Change(old, session, names))
    return tuple(found)


def visible(found: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that people can read in the programme, or miss from it."""
    return tuple(
        c for c in found if c.added or c.taken_out or (c.told - {"taken_out"} and not c.after.taken_out)
    )


def apply(before: Version, found: Iterable[Change]) -> Version:
    """The version that these changes lead to."""
    stands = {session.uid: session for session in before}
    for change in found:
        old = stands.get(change.after.uid)
        values = {name: getattr(change.after, name) for name in change.names}
        stands[change.after.uid] = change.after if old is None else replace(old, **values)
    return in_order(stands.values())


def _differing(before: Session | None, after: Session) -> frozenset[str]:
    names = [field.name for field in fields(Session)]
    if before is None:
        return frozenset(names)
    return frozenset(name for name in names if getattr(before, name) != getattr(after, name))


# ─── As it is stored ─────────────────────────────────────────────────────────────────────────────────────────────


def printed_values(one: Printed) -> dict[str, Any]:
    """Somebody in a role as plain values, for JSON."""
    return {field.name: getattr(one, field.name) for field in fields(Printed)}


def printed_of(values: dict[str, Any]) -> Printed:
    """Somebody in a role out of what `printed_values` gave."""
    known = {field.name for field in fields(Printed)}
    given = {name: value for name, value in values.items() if name in known}
    return Printed(**(given | {"role": SpeakerRole(values["role"])}))
