"""What the rooms above know of their mails: which there are, about what, and to whom they go.

Several rooms may write about one thing (a meeting): each answers for its own mails, one of them adds the pages.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from meetings.access.actor import Actor
from meetings.letters.rules import LetterKind, LettersAbout, Text
from meetings.outbox.rules import Delivery


@dataclass(frozen=True)
class Recipient:
    """Somebody with whom a mail can be previewed."""

    key: str
    name: str
    told: str = ""


@dataclass(frozen=True)
class Reader:
    """The person of a preview; `values` are what the placeholders stand for, `filled` makes the mail of a text."""

    key: str
    name: str
    email: str
    language: str
    zone: str
    values: Mapping[str, str]
    filled: Callable[[Text], Text]


@dataclass(frozen=True)
class Went:
    """How many mails of a kind were handed to the mail server, wait (also to be read), and could not be delivered."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0


def went_of(number: Counter[tuple[str, Delivery]]) -> dict[str, Went]:
    """What went, by the code of the kind, out of how many there are by kind and delivery."""
    D = Delivery
    return {
        code: Went(
            number[code, D.SENT], number[code, D.WAITING] + number[code, D.HELD], number[code, D.FAILED]
        )
        for code in {code for code, _delivery in number}
    }


class Mails(Protocol):
    """One room's mails about a thing, in the order in which a person may get them; `label` stands above them."""

    label: str
    kinds: Sequence[LetterKind]

    def languages(self, actor: Actor, about: LettersAbout) -> Collection[str]:
        """Codes of the languages of the people to whom these go."""

    def people(
        self, actor: Actor, about: LettersAbout, kind: LetterKind, q: str
    ) -> tuple[Sequence[Recipient], bool]:
        """Whom a preview can be made with, those first who would get the mail now; whether there are more."""

    def reader(self, actor: Actor, about: LettersAbout, kind: LetterKind, key: str) -> Reader:
        """The person of that key; an invented one for any other."""

    def went(self, actor: Actor, about: LettersAbout) -> Mapping[str, Went]:
        """What went so far, by the code of the kind."""


class Source(Protocol):
    """The things that mails are about, as the room knows them that adds the pages."""

    def load(self, actor: Actor, **keys: Any) -> LettersAbout: ...

    def others(self, actor: Actor, about: LettersAbout) -> Sequence[LettersAbout]:
        """The things whose texts this actor may copy."""


_mails: dict[str, dict[str, Mails]] = {}


def answer_mails(about_kind: str, room: str, mails: Mails) -> None:
    """Register a room's mails about such things (see `rooms`); they are listed in this order. No two share a code."""
    _mails.setdefault(about_kind, {})[room] = mails


def mails_about(about_kind: str) -> list[Mails]:
    """All that is written about such things, by room."""
    return list(_mails.get(about_kind, {}).values())
