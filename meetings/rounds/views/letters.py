"""The mails of this room on the list of a meeting's mail texts: with whom they are previewed, and what went."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.words import N_
from meetings.letters.mails import Reader, Recipient, Went, went_of
from meetings.letters.rules import LetterKind, LettersAbout
from meetings.programme.models import Meeting
from meetings.rounds import letters, mailed


class RoundMails:
    """The mails to those who confirm summaries, and to those who owe one."""

    label = N_("Confirmation of summaries")
    kinds = letters.KINDS

    def languages(self, actor: Actor, about: LettersAbout) -> frozenset[str]:
        return mailed.languages_of(actor, _meeting(about))

    def people(
        self, actor: Actor, about: LettersAbout, kind: LetterKind, q: str
    ) -> tuple[Sequence[Recipient], bool]:
        """An invented reader only: who confirms what is nobody's to look through here."""
        return [], False

    def reader(self, actor: Actor, about: LettersAbout, kind: LetterKind, key: str) -> Reader:
        meeting = _meeting(about)
        told = letters.Told(
            meeting,
            None,
            _("Amina Example-Okoro"),
            "en",
            "Pacific/Fiji",
            clock.now() + timedelta(days=5),
            _("the text is written anew."),
        )
        return Reader(
            key="",
            name=told.name,
            email="amina@example.org",
            language=told.language,
            zone=told.zone,
            values=letters.values_of(kind, told),
            filled=lambda text: letters.write(kind, told, text),
        )

    def went(self, actor: Actor, about: LettersAbout) -> Mapping[str, Went]:
        return went_of(Counter(mailed.mails_of(actor, _meeting(about))))


mails = RoundMails()


def _meeting(about: LettersAbout) -> Meeting:
    assert isinstance(about.thing, Meeting)
    return about.thing
