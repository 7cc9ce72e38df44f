"""What a change of a session is to people: moved, in another room, cancelled … Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.base.words import N_, Labelled
from meetings.programme.rules.released import Change, Printed, Session


class What(Labelled):
    """One thing that a version of the programme changes of a session; the label stands before the count of people."""

    NEW = "new", N_("New")
    MOVED = "moved", N_("Moved")
    ROOM = "room", N_("In another room")
    CANCELLED = "cancelled", N_("Cancelled")
    ON_AGAIN = "on_again", N_("Takes place after all")
    TAKEN_OUT = "taken_out", N_("No longer in the programme")
    RENAMED = "renamed", N_("Other number or title")
    PEOPLE = "people", N_("Other people")
    INTERPRETATION = "interpretation", N_("Other interpretation")
    WORDS = "words", N_("Other words")


# After these a person must look at the day again; the others are read by who looks.
DISTURBS = frozenset({What.NEW, What.MOVED, What.ROOM, What.CANCELLED, What.ON_AGAIN, What.TAKEN_OUT})


def whats(change: Change) -> tuple[What, ...]:
    """What a change is, the gravest first; empty when nobody can read it in the programme."""
    if change.added:
        return (What.NEW,)
    if change.taken_out:
        return (What.TAKEN_OUT,)
    before, after = change.before, change.after
    if before is None or after.taken_out:
        return ()
    if before.cancelled != after.cancelled:
        return (What.CANCELLED if after.cancelled else What.ON_AGAIN,)
    found = {
        What.MOVED: change.moved,
        What.ROOM: before.room != after.room,
        What.RENAMED: (before.label, before.title) != (after.label, after.title),
        What.PEOPLE: _shown(before) != _shown(after),
        What.INTERPRETATION: before.interpretation != after.interpretation,
        What.WORDS: (before.about, before.kind, before.attribution)
        != (after.about, after.kind, after.attribution),
    }
    return tuple(what for what, is_so in found.items() if is_so)


def _shown(session: Session) -> list[tuple[object, ...]]:
    return [(one.role, one.name, one.function, one.organization, one.talk) for one in session.people]


def others_stand_there(change: Change) -> bool:
    """Whether other roles stand behind what is printed, though it may read as before: somebody of the same name."""
    if change.before is None or change.after.taken_out:
        return False
    before, after = ({one.speaker_id for one in s.people} for s in (change.before, change.after))
    return before != after


def disturbs(change: Change) -> bool:
    """Whether those who take part must be told, and not only find it when they look."""
    return bool(DISTURBS.intersection(whats(change)))


@dataclass(frozen=True)
class Swapped:
    """Who has come into a session's roles, and who has left them."""

    came: tuple[Printed, ...]
    left: tuple[Printed, ...]


def swapped(change: Change) -> Swapped:
    """Who has come and who has left, by name and role; a corrected function is neither."""
    before = change.before.people if change.before is not None else ()
    return Swapped(_without(change.after.people, before), _without(before, change.after.people))


def _without(people: Iterable[Printed], others: Iterable[Printed]) -> tuple[Printed, ...]:
    known = {(one.role, one.name) for one in others}
    return tuple(one for one in people if (one.role, one.name) not in known)
