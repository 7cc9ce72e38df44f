"""What an answer means to the thing that somebody was invited to: the room of that thing says so (see `rooms`)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from meetings.access.actor import Actor
from meetings.ical import Said


@dataclass(frozen=True)
class Answered:
    """What somebody said of the entry `uid`, by mail from `email`; `before`: when they had answered it so before."""

    uid: str
    said: Said
    at: datetime
    email: str
    comment: str = ""
    before: datetime | None = None


@dataclass(frozen=True)
class Thing:
    """What an invitation is about, as the page of a reply names it: whose, to what, and the endpoint of its page."""

    who: str
    what: str
    endpoint: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Follow:
    """A room's answers. `things`: those of these ids that the actor may see, in one statement.

    `answered` takes an answer over, if that is anybody's but the organizer's to decide; whether somebody has to look.
    `now`: which thing the entry `uid` at an address is about by now, when it was told about this one last.
    """

    things: Callable[[Actor, Collection[int]], Mapping[int, Thing]]
    answered: Callable[[int, Answered], bool]
    now: Callable[[int, str, str], int] = lambda about_id, _uid, _email: about_id


class LetterKept(Enum):
    """What a room did with a letter that answers one of its mails: nothing, took it over, or took it over alone.

    ELSEWHERE: the words may not lead to whoever wrote them, so the mail keeps neither. NAMES: not taken over, for it
    names somebody where nobody may be named; the office asks for it otherwise.
    """

    NOT = "not"
    HERE_TOO = "here too"
    ELSEWHERE = "elsewhere"
    NAMES = "names"


_rooms: dict[str, Follow] = {}
_letters: dict[str, Callable[[int, str], LetterKept]] = {}


def follow_letters(kind: str, replied: Callable[[int, str], LetterKept]) -> None:
    """Register who takes over what people write back to a mail about such a thing (see the outbox's `about`)."""
    _letters[kind] = replied


def letter_follower(kind: str) -> Callable[[int, str], LetterKept] | None:
    """Who takes over replies to mails about this kind."""
    return _letters.get(kind)


def follow_answers(kind: str, follow: Follow) -> None:
    """Register who knows what an invitation of this kind (see the outbox's `about`) is to."""
    _rooms[kind] = follow


def follower(kind: str) -> Follow | None:
    """Who has registered for this kind."""
    return _rooms.get(kind)
