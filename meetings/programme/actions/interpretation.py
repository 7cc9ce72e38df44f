"""Booking interpretation for the sessions of a draft; the public reads it when the programme is released."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base.pages import LANGUAGES
from meetings.base.refusals import Stale
from meetings.programme import queries
from meetings.programme.actions.acts import acted
from meetings.programme.actions.noticed import hold
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import ActVerb


@dataclass(frozen=True)
class Booking:
    """The languages wanted for a session, and those that the page showed when they were chosen."""

    wanted: frozenset[str]
    seen: frozenset[str]


def book_interpretation(actor: Actor, meeting: Meeting, booked: Mapping[str, Booking]) -> int:
    """Book these languages for the sessions of these numbers; how many have changed.

    Stale when somebody has booked otherwise since the page was opened: then nothing is changed at all.
    """
    hold(meeting)
    changed = [
        (session, booked[session.label])
        for session in queries.programme(actor, meeting)
        if session.label in booked and set(session.interpretation) != booked[session.label].wanted
    ]
    for session, booking in changed:
        if set(session.interpretation) != booking.seen:
            raise Stale(
                "Somebody has booked otherwise for session %(label)s while you were choosing. What is booked now is "
                "shown beside your choice; send again to replace it by yours.",
                label=session.label,
            )
    _book(actor, meeting, [(session, booking.wanted) for session, booking in changed])
    return len(changed)


def book_for_all(actor: Actor, meeting: Meeting, languages: frozenset[str]) -> int:
    """Book these languages, beside what is booked already, for every session that takes place; how many changed."""
    hold(meeting)
    changed = [
        session
        for session in queries.programme(actor, meeting)
        if session.takes_place and not languages <= set(session.interpretation)
    ]
    _book(actor, meeting, [(session, languages | set(session.interpretation)) for session in changed])
    return len(changed)


def _book(actor: Actor, meeting: Meeting, wanted: Sequence[tuple[MeetingSession, Collection[str]]]) -> None:
    """As one act, which can be undone on the timetable."""
    label = wanted[0][0].label if len(wanted) == 1 else ""
    with acted(actor, meeting, ActVerb.BOOKED, label=label, number=str(len(wanted))):
        for session, languages in wanted:
            before = audit.values_of(session, "interpretation")
            session.interpretation = [code for code in LANGUAGES if code in languages]
            session.version += 1
            after = audit.values_of(session, "interpretation")
            audit.record(actor, "book_interpretation", "session", session.id, before, after)
