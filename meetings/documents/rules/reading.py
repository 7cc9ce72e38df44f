"""Who sees a document, and what is said of it."""

from dataclasses import dataclass

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled


class Visibility(Labelled):
    """For whom a document is; of a reader: the most that this person sees."""

    PUBLIC = "public", N_("Everybody")
    PARTICIPANTS = "participants", N_("Participants: those who are admitted, and staff")
    STAFF = "staff", N_("Staff")


# Whoever sees the one sees the others, too.
SEEN_BY: dict[Visibility, tuple[Visibility, ...]] = {
    Visibility.PUBLIC: (Visibility.PUBLIC,),
    Visibility.PARTICIPANTS: (Visibility.PUBLIC, Visibility.PARTICIPANTS),
    Visibility.STAFF: tuple(Visibility),
}


def sees(reader: Visibility, document: Visibility) -> bool:
    """Whether a reader who sees at most `reader` sees a document that is for `document`."""
    return document in SEEN_BY[reader]


def opened_to(was: Visibility, now: Visibility) -> tuple[Visibility, ...]:
    """Which readers see a document now that they did not see before."""
    return tuple(reader for reader in Visibility if sees(reader, now) and not sees(reader, was))


@dataclass(frozen=True)
class DocumentDraft:
    """What is said of a document; `session_id` None: it belongs to the meeting as a whole."""

    title: str
    visibility: Visibility
    session_id: int | None = None


def check_open(withdrawn: bool) -> None:
    """Refused for a document that was withdrawn: its number is used, and nothing more is issued under it."""
    if withdrawn:
        raise Refused("This document was withdrawn. Its number is not used again: add a new document.")


def check_why(why: str) -> None:
    """A document is only withdrawn with a reason: whoever has cited it reads that in its place."""
    if not why:
        raise Refused("Say why, in a sentence that readers see.", field="why")
