"""Calendar entries of those who have a role. Pure.

One rule: what an address holds now is what it was told last of an entry, unless its own calendar has said no to
that; what it is owed is what its firmest role is in the public version; the difference is what goes.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from meetings.programme.rules import SpeakerAnswer
from meetings.programme.rules.released import Printed, Version


@dataclass(frozen=True)
class InSession:
    """Somebody in a role of a session of the draft, with how they have answered. `email` "": none is known."""

    uid: str
    email: str
    speaker_id: int
    name: str
    role: str
    answer: SpeakerAnswer


@dataclass(frozen=True)
class Entered:
    """What an address was told last of a session's entry: a REQUEST or a CANCEL, at this SEQUENCE.

    `version` is the session's own SEQUENCE then: what one address is told runs ahead of it with each CANCEL.
    `declined`: its calendar has said no to that since, and shows the entry no more. `about` is the request for the
    role (`speakers`), `speaker_id` whom that is about, None when the role has gone from the draft. `name`, `language`
    and `zone` are whom and how it was told; `waits`: the text of that mail, while it has not left. `ends_at`: when the
    session ends, as the entry has it; None: as it is public.
    """

    method: str
    sequence: int
    version: int
    declined: bool = False
    about: int | None = None
    speaker_id: int | None = None
    name: str = ""
    language: str = "en"
    zone: str = ""
    waits: str = ""
    ends_at: datetime | None = None

    @property
    def held(self) -> bool:
        """Whether the calendar of this address shows the entry."""
        return self.method == "REQUEST" and not self.declined


@dataclass(frozen=True)
class Update:
    """One iTIP message to one address about one session (RFC 5546, 3.2.2 and 3.2.5)."""

    uid: str
    email: str
    method: str
    sequence: int
    version: int


Key = tuple[str, str]
"""A session's UID and an address."""
Known = Mapping[Key, Entered]


class Hold(Enum):
    """How somebody stands to a role: agreed, asked and not declined, or out of it."""

    AGREED = 1
    ASKED = 2
    OUT = 3


@dataclass(frozen=True)
class Stand:
    """How an address stands to a session: by its firmest role there, and whose and which that is."""

    hold: Hold
    name: str = ""
    role: str = ""
    speaker_id: int | None = None


def stands(
    version: Version, roles: Iterable[InSession], known: Known, off: Mapping[int, str] | None = None
) -> dict[Key, Stand]:
    """How each address stands to each session of a version, by the answers of those whom the version prints.

    Whose role is in no version yet has only been asked, as far as calendars go. Who holds an entry and was taken off
    in the draft stands as before while the version prints them, whatever becomes of another role; whose role has
    another address now is out of it at the old one. `off`: the last addresses of roles that the draft has no more, by
    number; of those who declined there is none.
    """
    rows = list(roles)
    there = {one.speaker_id: one for one in rows}
    printed = {(s.uid, one.speaker_id) for s in version for one in s.people}
    gone = {s.uid: [one for one in s.people if one.speaker_id not in there] for s in version}
    at: dict[Key, list[InSession]] = {}
    for one in rows:
        if one.email:
            at.setdefault((one.uid, one.email), []).append(one)
    found = {}
    for key in {*at, *known}:
        last, those, others = known.get(key), at.get(key, []), gone.get(key[0], [])
        here = [one for one in others if (off or {}).get(one.speaker_id or 0) == key[1]]
        public = [one for one in those if (one.uid, one.speaker_id) in printed]
        if public:
            found[key] = _firmest([*_as_printed(here), *_answered(public)])
        elif those:
            found[key] = _not_public([*_answered(those), *_as_printed(here)], last, others)
        elif last is not None:
            found[key] = _without_role(last, here, others, there)
    return found


def _firmest(found: list[Stand]) -> Stand:
    """Of several roles in one session the firmest counts; of equal ones the first."""
    return min(found, key=lambda stand: stand.hold.value)


def _answered(rows: list[InSession]) -> list[Stand]:
    hold = {SpeakerAnswer.CONFIRMED: Hold.AGREED, SpeakerAnswer.DECLINED: Hold.OUT}
    return [Stand(hold.get(one.answer, Hold.ASKED), one.name, one.role, one.speaker_id) for one in rows]


def _as_printed(off: list[Printed]) -> list[Stand]:
    """Roles that only the version has keep what is held, and bring nothing new: nobody can answer for them."""
    return [Stand(Hold.ASKED, one.name, one.role.label) for one in off]


def _not_public(found: list[Stand], last: Entered | None, off: list[Printed]) -> Stand:
    """Roles that the draft and the version do not share: nobody is invited by them, and nobody is told of the draft."""
    stand = _firmest(found)
    before = next((one for one in off if last is not None and one.name == last.name), None)
    if before is not None:
        stand = replace(stand, name=before.name, role=before.role.label)
    return replace(stand, hold=Hold.OUT if stand.hold is Hold.OUT else Hold.ASKED)


def _without_role(
    last: Entered, here: list[Printed], off: list[Printed], there: Mapping[int, InSession]
) -> Stand:
    """How an address stands that no role of the draft has. `there`: the roles of the draft.

    `off`: those whom the version prints, and no draft has; `here`: those of them who are known to have this address.
    """
    row = there.get(last.speaker_id or 0)
    if row is not None and not here:
        return Stand(Hold.OUT if row.email else Hold.ASKED, last.name, row.role, row.speaker_id)
    if not off:
        return Stand(Hold.OUT, last.name)
    one = next((one for one in here or off if one.name == last.name), (here or off)[0])
    return Stand(Hold.ASKED, last.name or one.name, one.role.label)


def updates(
    version: Version,
    standing: Mapping[Key, Stand],
    known: Known,
    now: datetime,
    recast: Container[Key] = (),
) -> tuple[Update, ...]:
    """What must be sent so that each address holds what it is owed by the version; nothing twice.

    `known`: what each address was told last. Who has agreed is owed the entry at the session's SEQUENCE, but nobody is
    invited to a session that has begun; who holds it and is only asked again keeps it; all others are owed none. Who
    holds none is never told CANCEL, and of a session that has ended nobody is told anything: by what is public and,
    where an entry is held, also by that, which may stand at an hour still to come. `recast`: who is to be told once
    more, for the role that they were told of is another one.
    """
    sessions = {session.uid: session for session in version}
    found = []
    for uid, email in sorted({*standing, *known}):
        session, last = sessions.get(uid), known.get((uid, email))
        holds = last is not None and last.held
        shown = last.ends_at if last is not None and holds else None
        if session is None or max(session.ends_at, shown or session.ends_at) <= now:
            continue
        stand = standing.get((uid, email), Stand(Hold.OUT))
        hold, anew = stand.hold, (uid, email) in recast
        stays = holds and hold is not Hold.OUT
        owed = session.takes_place and (stays or (hold is Hold.AGREED and now < session.starts_at))
        if owed and (anew or not (holds and last is not None and last.version >= session.sequence)):
            found.append(_update(uid, email, "REQUEST", session.sequence, last))
        elif holds and not owed:
            found.append(_update(uid, email, "CANCEL", session.sequence, last))
    return tuple(found)


def kept_notes(notes: Iterable[str], waits: str) -> list[str]:
    """Which words of the office stand in a mail that has not left: the one that replaces it says them, too."""
    said = " ".join(waits.split())
    return [note for note in notes if " ".join(note.split()) in said]


def _update(uid: str, email: str, method: str, version: int, last: Entered | None) -> Update:
    sequence = version if last is None else max(version, last.sequence + 1)
    return Update(uid, email, method, sequence, version)
