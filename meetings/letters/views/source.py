"""What the room above knows of its mails: which there are, about what, and to whom they go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from meetings.access.actor import Actor
from meetings.letters.rules import LetterKind, LettersAbout, Text


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
    """How many mails of a kind were handed to the mail server, wait, and could not be delivered."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0


class Source(Protocol):
    """One feature's mails; the pages have loaded the thing for the actor by `load`."""

    @property
    def kinds(self) -> Sequence[LetterKind]: ...

    def load(self, actor: Actor, **keys: Any) -> LettersAbout: ...

    def others(self, actor: Actor, about: LettersAbout) -> Sequence[LettersAbout]:
        """The things whose texts this actor may copy."""

    def languages(self, actor: Actor, about: LettersAbout) -> Sequence[str]:
        """Codes of the languages in which people are written to."""

    def people(
        self, actor: Actor, about: LettersAbout, kind: LetterKind, q: str
    ) -> tuple[Sequence[Recipient], bool]:
        """Whom a preview can be made with, those first who would get the mail now; whether there are more."""

    def reader(self, actor: Actor, about: LettersAbout, kind: LetterKind, key: str) -> Reader:
        """The person of that key; an invented one for any other."""

    def went(self, actor: Actor, about: LettersAbout) -> Mapping[str, Went]:
        """What went so far, by the code of the kind."""
