"""Whom a new version of the programme concerns, and what each of them is told. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from meetings.programme.rules import SessionKind
from meetings.programme.rules.differences import disturbs
from meetings.programme.rules.released import Change, Version


@dataclass(frozen=True)
class Concerned:
    """Somebody who takes part or has a role. `sessions` are the UIDs of those in which they have one, by address.

    `registration_id`, `speaker_id`: the registration, and one of the roles, where there are such.
    """

    email: str
    name: str
    language: str = "en"
    zone: str = ""
    admitted: bool = False
    sessions: frozenset[str] = field(default_factory=frozenset)
    registration_id: int | None = None
    speaker_id: int | None = None


def told(person: Concerned, changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes of which this person is told: those that disturb, of sessions that are on the person's day.

    Those who take part follow the whole programme; who only has a role follows that session. Nobody is written to
    for the sake of a break, or of a corrected word.
    """
    return tuple(
        change
        for change in changes
        if disturbs(change)
        and change.after.kind is not SessionKind.BREAK
        and (person.admitted or change.after.uid in person.sessions)
    )


# ─── Calendar entries of those who have a role ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Entered:
    """What an address was told last of a session's entry: a REQUEST or a CANCEL, at this SEQUENCE.

    `version` is the session's own SEQUENCE then: what one address is told runs ahead of it with each CANCEL.
    `about` is the request for the role (`speakers`), where the mail knew it.
    """

    method: str
    sequence: int
    version: int
    about: int | None = None


@dataclass(frozen=True)
class Update:
    """One iTIP message to one address about one session (RFC 5546, 3.2.2 and 3.2.5)."""

    uid: str
    email: str
    method: str
    sequence: int
    version: int
    about: int | None = None


Known = Mapping[tuple[str, str], Entered]


class Hold(Enum):
    """How somebody stands to a role: agreed, asked and not declined, or out of it."""

    AGREED = 1
    ASKED = 2
    OUT = 3


def updates(
    version: Version, roles: Mapping[tuple[str, str], Hold], known: Known, released: bool
) -> tuple[Update, ...]:
    """What must be sent so that the calendars of those in a role say what the version says; nothing twice.

    `roles`: how each (UID, address) of the draft stands; `known`: what each address was told last. Who agrees gets the
    entry; who has it and is only asked again keeps it; who declined, or whose session is no more, is told CANCEL. Who
    was taken off in the draft is told so when that is `released`, not before. An update follows the session's SEQUENCE.
    """
    stands = {session.uid: session for session in version}
    found = []
    for uid, email in sorted({*roles, *known}):
        session, last = stands.get(uid), known.get((uid, email))
        if session is None:
            continue
        has_it = last is not None and last.method == "REQUEST"
        hold = roles.get((uid, email), Hold.OUT if released else Hold.ASKED)
        wanted = session.takes_place and (hold is Hold.AGREED or (hold is Hold.ASKED and has_it))
        if wanted and not (has_it and last is not None and last.version >= session.sequence):
            found.append(_update(uid, email, "REQUEST", session.sequence, last))
        elif has_it and not wanted:
            found.append(_update(uid, email, "CANCEL", session.sequence, last))
    return tuple(found)


def _update(uid: str, email: str, method: str, version: int, last: Entered | None) -> Update:
    sequence = version if last is None else max(version, last.sequence + 1)
    return Update(uid, email, method, sequence, version, last.about if last else None)
