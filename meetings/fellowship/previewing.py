"""Mails of rooms above to the people of an edition, on the list of its mail texts: previewed with somebody invented."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from meetings.access.actor import Actor
from meetings.fellowship.mailed import languages_of
from meetings.fellowship.models import FellowshipEdition
from meetings.letters.mails import Reader, Recipient, Went
from meetings.letters.rules import LetterKind, LettersAbout


def edition_of(about: LettersAbout) -> FellowshipEdition:
    """The edition whose mail texts these are."""
    assert isinstance(about.thing, FellowshipEdition)
    return about.thing


class NobodysMails(ABC):
    """What a room writes about an edition, where what is one person's is not to be looked through on that list."""

    label: str
    kinds: Sequence[LetterKind]

    def languages(self, actor: Actor, about: LettersAbout) -> frozenset[str]:
        return languages_of(actor, edition_of(about))

    def people(
        self, actor: Actor, about: LettersAbout, kind: LetterKind, q: str
    ) -> tuple[Sequence[Recipient], bool]:
        """Nobody who is real."""
        return [], False

    @abstractmethod
    def reader(self, actor: Actor, about: LettersAbout, kind: LetterKind, key: str) -> Reader:
        """Somebody invented."""

    @abstractmethod
    def went(self, actor: Actor, about: LettersAbout) -> Mapping[str, Went]:
        """What went so far, by the code of the kind."""
