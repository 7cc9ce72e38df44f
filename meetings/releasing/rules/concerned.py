"""Whom a new version of the programme concerns, and what each of them is told. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from meetings.programme.rules import SessionKind
from meetings.programme.rules.differences import disturbs
from meetings.programme.rules.released import Change


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


def told(person: Concerned, changes: Iterable[Change], now: datetime) -> tuple[Change, ...]:
    """The changes of which this person is told: those that disturb, of sessions that are on the person's day.

    Those who take part follow the whole programme; who only has a role follows that session. Nobody is written to
    for the sake of a break, or of a corrected word, or of what has been.
    """
    return tuple(
        change
        for change in changes
        if disturbs(change)
        and change.after.kind is not SessionKind.BREAK
        and now < max(change.after.ends_at, (change.before or change.after).ends_at)
        and (person.admitted or change.after.uid in person.sessions)
    )
