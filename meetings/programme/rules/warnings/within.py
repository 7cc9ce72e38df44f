"""Warnings of what stands in the draft itself: people, rooms, hours."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from meetings.base.words import N_
from meetings.programme.rules.kinds import SessionKind, SpeakerAnswer, SpeakerRole
from meetings.programme.rules.warnings.parts import Around, Finding, Level, Planned


def person_twice(sessions: Sequence[Planned], around: Around) -> Iterator[Finding]:
    """Somebody in two sessions at the same time."""
    held = [session for session in sessions if session.held]
    for one, other in combinations(held, 2):
        for part in one.in_both(other) if one.overlaps(other) else ():
            yield Finding(
                Level.MUST,
                N_("%(name)s is in both at %(hour)s"),
                {"name": part.name, "hour": f"{max(one, other, key=lambda s: s.starts_at).starts:%H:%M}"},
                (one.uid, other.uid),
                N_("somebody is also in another session"),
            )


def room_twice(sessions: Sequence[Planned], around: Around) -> Iterator[Finding]:
    """Two sessions in one room at the same time."""
    held = [s for s in sessions if s.room.strip() and not s.cancelled]
    for one, other in combinations(held, 2):
        if one.room.casefold().strip() == other.room.casefold().strip() and one.overlaps(other):
            yield Finding(
                Level.MUST,
                N_("Both are in %(room)s at %(hour)s"),
                {"room": one.room, "hour": f"{max(one, other, key=lambda s: s.starts_at).starts:%H:%M}"},
                (one.uid, other.uid),
                N_("the room is taken"),
            )


def link_twice(sessions: Sequence[Planned], around: Around) -> Iterator[Finding]:
    """Two sessions for everybody at once, where all join by one link: only groups part, in rooms of that link."""
    plenary = [s for s in sessions if s.held and not s.room.strip() and s.kind is not SessionKind.BREAKOUT]
    for one, other in combinations(plenary if around.one_link else (), 2):
        if one.overlaps(other):
            yield Finding(
                Level.MUST,
                N_("Both are for everybody at %(hour)s, and the meeting has one link"),
                {"hour": f"{max(one, other, key=lambda s: s.starts_at).starts:%H:%M}"},
                (one.uid, other.uid),
                N_("the link is taken"),
            )


def outside_interpretation(sessions: Sequence[Planned], around: Around) -> Iterator[Finding]:
    """A session at hours that have no interpretation, of a meeting of several languages (DOMAIN 4: sittings)."""
    for session in sessions:
        hours = around.interpretation
        if hours and session.held and not any(h.hold(session.starts, session.ends) for h in hours):
            yield Finding(
                Level.LOOK,
                N_("from %(starts)s to %(ends)s; interpretation only %(hours)s"),
                {
                    "starts": f"{session.starts:%H:%M}",
                    "ends": f"{session.ends:%H:%M}",
                    "hours": ", ".join(map(str, hours)),
                },
                (session.uid,),
                N_("outside interpretation hours"),
            )


def unconfirmed(sessions: Sequence[Planned], around: Around) -> Iterator[Finding]:
    """Somebody who has not said yes, or has said no and stands in the draft still."""
    for session in sessions:
        if around.over or not session.held:
            continue
        waiting = [p for p in session.parts if p.answer is not SpeakerAnswer.CONFIRMED]
        if waiting:
            yield Finding(
                Level.LOOK,
                _who_is_open(len(waiting), len(session.parts)),
                {
                    "open": len(waiting),
                    "all": len(session.parts),
                    "names": ", ".join(dict.fromkeys(p.name for p in waiting)),
                },
                (session.uid,),
                N_("%(open)s of %(all)s unconfirmed"),
            )
        if session.declined:
            yield Finding(
                Level.LOOK,
                N_("declined: %(names)s"),
                {"names": ", ".join(dict.fromkeys(p.name for p in session.declined))},
                (session.uid,),
                N_("somebody declined"),
            )


def _who_is_open(waiting: int, people: int) -> str:
    """The words for so many of a session's people who have not confirmed."""
    if people == 1:
        return N_("%(names)s has not confirmed")
    if waiting == people:
        return N_("nobody of %(all)s people has confirmed")
    return N_("%(open)s of %(all)s people have not confirmed: %(names)s")


def no_rapporteur(sessions: Sequence[Planned], around: Around) -> Iterator[Finding]:
    """A session whose record nobody will write: no rapporteur in the programme, and no account with that role."""
    for session in sessions:
        named = any(part.role is SpeakerRole.RAPPORTEUR for part in session.parts)
        if session.held and not around.over and not named and not session.rapporteurs:
            yield Finding(Level.LOOK, N_("has no rapporteur"), {}, (session.uid,), N_("no rapporteur"))


def overrun(sessions: Sequence[Planned], around: Around) -> Iterator[Finding]:
    """Speaking times that are longer together than the session."""
    for session in sessions:
        if session.held and session.minutes > session.length:
            yield Finding(
                Level.LOOK,
                N_("speaking times of %(minutes)s min in a session of %(length)s min"),
                {"minutes": session.minutes, "length": session.length},
                (session.uid,),
                N_("%(minutes)s min of speaking times"),
            )
