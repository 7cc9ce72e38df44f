"""What turns a draft into the one before: an act keeps, of each session it touched, how it stood and stands. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled

Values = Mapping[str, Any]
"""A session of the draft as plain values (texts, numbers, lists), its number under `label`."""
Draft = Mapping[str, Values]
"""The sessions of a draft by UID."""


class ActVerb(Labelled):
    """What can be undone; the words name what was done, in the past tense, after "Undo:"."""

    MOVED = "moved", N_("moved %(label)s from %(old)s to %(new)s")
    RESIZED = "resized", N_("%(label)s ends at %(new)s, not at %(old)s")
    ROOM = "room", N_("moved %(label)s from %(old)s to %(new)s")
    PUT_AWAY = "put_away", N_("put %(label)s into the tray")
    PLACED = "placed", N_("gave %(label)s a time, %(new)s")
    ADDED = "added", N_("added %(label)s")
    DELETED = "deleted", N_("deleted %(label)s")
    CANCELLED = "cancelled", N_("cancelled %(label)s")
    REINSTATED = "reinstated", N_("let %(label)s take place")
    TEMPLATE = "template", N_("added the sessions of “%(label)s”")
    COPIED = "copied", N_("copied the programme of “%(label)s”")
    CHANGED = "changed", N_("changed %(label)s: %(new)s")
    BOOKED = "booked", N_("booked interpretation for %(label)s")


@dataclass(frozen=True)
class Step:
    """One session of an act: how it stood, and how it stands after; None: it was not there, or is not any more."""

    uid: str
    before: Values | None
    after: Values | None

    @property
    def label(self) -> str:
        """The session's number."""
        return str((self.after or self.before or {})["label"])


def steps_between(before: Draft, after: Draft) -> tuple[Step, ...]:
    """What an act did: the sessions that differ between the two drafts."""
    uids = dict.fromkeys([*before, *after])
    return tuple(
        Step(uid, before.get(uid), after.get(uid)) for uid in uids if before.get(uid) != after.get(uid)
    )


def changed_since(draft: Draft, steps: Iterable[Step]) -> tuple[str, ...]:
    """The numbers of sessions that do not stand as the act left them."""
    return tuple(step.label for step in steps if draft.get(step.uid) != step.after)


def undone(draft: Draft, steps: Iterable[Step]) -> dict[str, Values]:
    """The draft without the act; Refused when somebody has changed one of its sessions since."""
    steps = tuple(steps)
    if changed := changed_since(draft, steps):
        raise Refused("This cannot be undone: session %(label)s was changed since.", label=changed[0])
    result = dict(draft)
    for step in steps:
        if step.before is None:
            del result[step.uid]
        else:
            result[step.uid] = step.before
    _check_numbers(result, {step.uid for step in steps})
    return result


def _check_numbers(draft: Draft, touched: set[str]) -> None:
    """A session that comes back wants its number, which another may have been given since."""
    taken = {str(values["label"]).lower() for uid, values in draft.items() if uid not in touched}
    for uid in touched & draft.keys():
        label = str(draft[uid]["label"])
        if label.lower() in taken:
            raise Refused("This cannot be undone: there is another session %(label)s by now.", label=label)
