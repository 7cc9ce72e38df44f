"""Whom a new version of the programme concerns, and what each of them is told. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True)
class Counted:
    """A change, and how many people are told of it by mail."""

    change: Change
    people: int


def counted(people: Iterable[Concerned], changes: tuple[Change, ...]) -> tuple[Counted, ...]:
    """Each change with the number of those who are told of it."""
    number = dict.fromkeys((change.after.uid for change in changes), 0)
    for person in people:
        for change in told(person, changes):
            number[change.after.uid] += 1
    return tuple(Counted(change, number[change.after.uid]) for change in changes)


# ─── Calendar entries of those who have a role ───────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Entered:
    """What an address was told last of a session's entry: a REQUEST or a CANCEL, at this SEQUENCE."""

    method: str
    sequence: int


@dataclass(frozen=True)
class Update:
    """One iTIP message to one address about one session (RFC 5546, 3.2.2 and 3.2.5)."""

    uid: str
    email: str
    method: str
    sequence: int


Known = Mapping[tuple[str, str], Entered]


def updates(
    version: Version, confirmed: Mapping[tuple[str, str], object], known: Known
) -> tuple[Update, ...]:
    """What must be sent so that the calendars of those in a role say what the version says; nothing twice.

    `confirmed`: (UID, address) of those who agreed to a role; `known`: what each address was told last. An address is
    asked again only when SEQUENCE has risen, and is told CANCEL when its session, or its role in it, is no more.
    """
    stands = {session.uid: session for session in version}
    found = []
    for uid, email in sorted({*confirmed, *known}):
        session, last = stands.get(uid), known.get((uid, email))
        wanted = (uid, email) in confirmed and session is not None and session.takes_place
        asked = last is not None and last.method == "REQUEST"
        if wanted and session is not None and (last is None or not asked or last.sequence < session.sequence):
            sequence = session.sequence if last is None else max(session.sequence, last.sequence + 1)
            found.append(Update(uid, email, "REQUEST", sequence))
        elif not wanted and asked and last is not None:
            newest = last.sequence + 1 if session is None else max(session.sequence, last.sequence + 1)
            found.append(Update(uid, email, "CANCEL", newest))
    return tuple(found)
